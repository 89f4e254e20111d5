import { and, eq, gt, or } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import { exemptions } from '../../db/scorecard-tables.ts';
import { describeError } from '../../errors.ts';
import type { Exemption } from '../../scorecards/desk/exemption.ts';
import { findingTitle } from '../../scorecards/nudges/check-text.ts';
import { createAsked } from './asked.ts';
import { drawExemption, drawVerdict } from './exemption-draw.ts';
import type { NudgeWorld } from './parts.ts';

/** What ended longer ago was told by then. */
const NEWS_MS = 3 * 24 * 3_600_000;

/** Asks approvers, shows them what was said, and tells whoever asked. Telling again changes nothing. */
export function createExemptionNews(world: NudgeWorld) {
  const { db, desk, index, places, standards, now, log } = world;
  const asked = createAsked(world);

  async function tell(exemption: Exemption): Promise<void> {
    const view = await index.current();
    const { title, scorecardTitle } = findingTitle(await standards.scorecards(), exemption);
    const drawing = { labelOf: (ref: string) => labelIn(view, ref), title, scorecardTitle };
    const { id, state, askedBy, decidedBy } = exemption;
    const isOpen = state === 'pending';
    const because = isOpen ? (await desk.approversOf(exemption)).because : null;
    const content = drawExemption(exemption, drawing, because);
    const question = { id: `exemption:${id}`, state, content };
    if (isOpen) {
      const approvers = exemption.approvers.filter((ref) => ref !== askedBy);
      const channels = await Promise.all(approvers.map(places.of));
      return asked.ask(question, channels.flat());
    }
    await asked.answer(question);
    // Whoever decided knows; a program that asked reads the API.
    if ((state !== 'approved' && state !== 'denied') || decidedBy === askedBy) return;
    const [channel] = askedBy.startsWith('user:') ? await places.of(askedBy) : [];
    if (channel)
      await asked.tell({ ...question, content: drawVerdict(exemption, drawing) }, channel);
  }

  return async function tellAll(): Promise<void> {
    const since = new Date(now().getTime() - NEWS_MS);
    const rows = await db
      .select()
      .from(exemptions)
      .where(
        or(
          eq(exemptions.state, 'pending'),
          gt(exemptions.decidedAt, since),
          and(eq(exemptions.state, 'ended'), gt(exemptions.until, since)),
        ),
      );
    for (const row of rows)
      await tell(row).catch((error: unknown) =>
        log.warn({ exemption: row.id, reason: describeError(error) }, 'exemption not told'),
      );
  };
}
