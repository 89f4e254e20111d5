import { and, eq, isNull } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import { counted } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { audit } from '../../db/schema.ts';
import { snoozes } from '../../db/scorecard-tables.ts';
import type { Snooze, SnoozeScope } from '../nudges/nudge.ts';
import { activeSnoozes } from '../nudges/store.ts';
import type { By, DeskOutcome, Hidden, StandardsDesk } from './desk.ts';
import {
  ASK_THEM,
  auditLine,
  cannot,
  type DeskParts,
  dayOf,
  ownersOf,
  refusalOf,
  refuse,
} from './parts.ts';
import { openFindingsIn, snoozeById } from './snooze-store.ts';

type Snoozing = Pick<StandardsDesk, 'snooze' | 'endSnooze' | 'hiddenBy' | 'snoozesOf'>;

const DAY_MS = 24 * 3_600_000;
/** What is to be quiet for longer is an exemption: somebody else looks at that. */
const LONGEST_DAYS = 92;

/** Quiet for a while, by the wish of who would be told. */
export function createSnoozing(parts: DeskParts): Snoozing {
  const { db, index, now, admins } = parts;

  async function hiddenBy({
    recipient,
    ...scope
  }: SnoozeScope & { recipient: string }): Promise<Hidden[]> {
    const view = await index.current();
    const titles = await titlesOf(parts);
    const open = await openFindingsIn(db, scope);
    return open
      .filter(({ ref }) => ownersOf(view, ref).includes(recipient))
      .map(({ id, ref, scorecard, check, since }) => {
        const title = titles.get(`${scorecard} ${check}`) ?? check;
        return { finding: id, ref, scorecard, check, title, since };
      });
  }

  async function snooze(
    asked: SnoozeScope & { id?: string; recipient: string; until: Date; reason: string | null },
    by: By,
  ): Promise<DeskOutcome> {
    const { recipient, ref, scorecard, check, until } = asked;
    const view = await index.current();
    if (!view.get(recipient)) return cannot('That team or person is not in the catalog any more.');
    const deed = { what: 'snooze', target: ref ?? recipient, by };
    const reason = refusalOf(view, { by, refs: [recipient], admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    if (!(until > now())) return cannot('That day has passed.', 'Name a day that lies ahead.');
    if (until.getTime() > now().getTime() + LONGEST_DAYS * DAY_MS)
      return cannot('A snooze lasts three months at most.', 'Ask for an exemption for longer.');
    const id = asked.id ?? parts.newId();
    const words = asked.reason?.trim() || null;
    const row: Snooze = {
      id,
      recipient,
      ref,
      scorecard,
      check,
      by: by.ref,
      reason: words,
      since: now(),
      until,
      endedAt: null,
      endedBy: null,
    };
    const hidden = await hiddenBy({ recipient, ref, scorecard, check });
    const what = await scopeIn(view, row);
    const detail = `${what} until ${dayOf(until)}, for ${labelIn(view, recipient)}.`;
    const line = auditLine(parts, { ...deed, id: `snooze:${id}`, detail });
    await db.atomically((tx) => [
      tx.insert(snoozes).values(row).onConflictDoNothing(),
      ...(by.isAudited ? [] : [tx.insert(audit).values(line).onConflictDoNothing()]),
    ]);
    const text = `${labelIn(view, recipient)} hears nothing of ${what} until ${dayOf(until)}. That keeps ${counted(hidden.length, 'finding')} quiet now.`;
    return { kind: 'done', text, id };
  }

  /** What is kept quiet, in words. */
  async function scopeIn(view: CatalogView, scope: SnoozeScope): Promise<string> {
    const { ref, scorecard, check } = scope;
    const titles = await titlesOf(parts);
    const title = check === null ? null : (titles.get(`${scorecard} ${check}`) ?? check);
    const thing = ref === null ? null : labelIn(view, ref);
    if (title !== null) return thing === null ? `"${title}"` : `"${title}" of ${thing}`;
    if (thing !== null) return scorecard === null ? thing : `${scorecard} of ${thing}`;
    return scorecard ?? 'failing checks';
  }

  async function endSnooze(id: string, by: By): Promise<DeskOutcome> {
    const row = await snoozeById(db, id);
    if (!row) return cannot('There is no such snooze.', 'Look at the settings in the Home tab.');
    const view = await index.current();
    const deed = { what: 'snooze ended', target: row.ref ?? row.recipient, by };
    const reason = refusalOf(view, { by, refs: [row.recipient], admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    const what = await scopeIn(view, row);
    const line = auditLine(parts, { ...deed, id: `snooze:${id}:end`, detail: `${what}.` });
    const isOver = row.endedAt !== null || row.until <= now();
    if (!isOver)
      await db.atomically((tx) => [
        tx
          .update(snoozes)
          .set({ endedAt: now(), endedBy: by.ref })
          .where(and(eq(snoozes.id, id), isNull(snoozes.endedAt))),
        ...(by.isAudited ? [] : [tx.insert(audit).values(line).onConflictDoNothing()]),
      ]);
    const text = isOver ? 'It had ended already.' : `${what}: no longer kept quiet.`;
    return { kind: 'done', text, id };
  }

  return {
    snooze,
    endSnooze,
    hiddenBy,
    async snoozesOf(recipient) {
      const all = await activeSnoozes(db, now());
      return all.filter((one) => one.recipient === recipient);
    },
  };
}

async function titlesOf({ standards }: Pick<DeskParts, 'standards'>): Promise<Map<string, string>> {
  const all = await standards.scorecards();
  return new Map(
    all.flatMap(({ name, checks }) =>
      checks.map(({ id, title }): [string, string] => [`${name} ${id}`, title]),
    ),
  );
}
