import { eq, gt, or } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import { transfers } from '../../db/scorecard-tables.ts';
import { describeError } from '../../errors.ts';
import type { Transfer } from '../../scorecards/desk/exemption.ts';
import { actions, bold, context, name, section } from '../blocks.ts';
import type { Content } from '../message.ts';
import { createAsked } from './asked.ts';
import { acceptButton, assignButton, declineButton } from './controls.ts';
import { quoted } from './exemption-draw.ts';
import type { LabelOf, NudgeWorld } from './parts.ts';

const NEWS_MS = 3 * 24 * 3_600_000;

/** Asks the receiver of "Not ours", or whoever finds one, and shows what was said. Telling again changes nothing. */
export function createTransferNews(world: NudgeWorld) {
  const { db, index, places, leadChannel, now, log } = world;
  const asked = createAsked(world);

  async function tell(transfer: Transfer): Promise<void> {
    const view = await index.current();
    const labelOf = (ref: string) => labelIn(view, ref);
    const { id, to, state, askedBy, decidedBy } = transfer;
    const question = (content: Content, of: string | null) => ({
      id: of ? `transfer:${id}:of:${of}` : `transfer:${id}:search`,
      state: `${state}:${to ?? ''}`,
      content,
    });
    if (state === 'asked' && to)
      await asked.ask(question(drawTransfer(transfer, labelOf), to), await places.of(to));
    if (state === 'asked' && !to && leadChannel)
      await asked.ask(question(drawSearch(transfer, labelOf), null), [leadChannel]);
    // Who was asked before somebody else was.
    const other = drawTransfer(transfer, labelOf, { isForOthers: true });
    if (to) await asked.withdraw(`transfer:${id}:of`, question(other, to));
    // Where an owner was looked for, who was found; and what they said.
    if (to) await asked.answer(question(drawSearch(transfer, labelOf), null));
    if (state === 'asked') return;
    const content = drawTransfer(transfer, labelOf);
    await asked.answer(question(content, to));
    if (decidedBy === askedBy || state === 'withdrawn') return;
    const [channel] = askedBy.startsWith('user:') ? await places.of(askedBy) : [];
    if (channel) await asked.tell(question(drawVerdict(transfer, labelOf), to), channel);
  }

  return async function tellAll(): Promise<void> {
    const since = new Date(now().getTime() - NEWS_MS);
    const rows = await db
      .select()
      .from(transfers)
      .where(or(eq(transfers.state, 'asked'), gt(transfers.decidedAt, since)));
    for (const row of rows)
      await tell(row).catch((error: unknown) =>
        log.warn({ transfer: row.id, reason: describeError(error) }, 'transfer not told'),
      );
  };
}

/** What the receiver is asked, and later what was said. */
export function drawTransfer(
  transfer: Transfer,
  labelOf: LabelOf,
  { isForOthers = false } = {},
): Content {
  const { id, to, state } = transfer;
  const head = `${whoSays(transfer, labelOf)} not theirs and asks ${to ? bold(labelOf(to), 80) : 'somebody'} to take it over`;
  const isOpen = state === 'asked' && !isForOthers;
  return {
    text: isOpen ? `${head}. Is it yours?` : `${head}.`,
    blocks: [
      section(`:arrow_right: ${head}\n${quoted(transfer.reason)}`),
      ...(isOpen
        ? [
            actions([
              acceptButton.element({ text: 'Yes, it is ours', style: 'primary' }, { transfer: id }),
              declineButton.element({ text: 'No…' }, { transfer: id }),
            ]),
            context([
              'If you take it, I propose the new owner in its descriptor. Until then it has no owner who is reminded.',
            ]),
          ]
        : [section(verdictOf(transfer, labelOf))]),
    ],
  };
}

/** For the platform lead: nobody was named. */
function drawSearch(transfer: Transfer, labelOf: LabelOf): Content {
  const { id, to } = transfer;
  const head = `${whoSays(transfer, labelOf)} not theirs, and does not know whose it is`;
  const found = to
    ? section(
        `:mag: ${bold(labelOf(to), 80)} was asked. ${transfer.state === 'asked' ? 'I wait for their answer.' : verdictOf(transfer, labelOf)}`,
      )
    : actions([assignButton.element({ text: 'Ask a team…', style: 'primary' }, { transfer: id })]);
  return {
    text: `${head}.`,
    blocks: [section(`:mag: ${head}\n${quoted(transfer.reason)}`), found],
  };
}

/** To who asked. */
function drawVerdict(transfer: Transfer, labelOf: LabelOf): Content {
  const line = `${bold(labelOf(transfer.ref), 80)}: ${verdictOf(transfer, labelOf)}`;
  return { text: line, blocks: [section(line)] };
}

function whoSays({ ref, askedBy, from }: Transfer, labelOf: LabelOf): string {
  const of = from ? ` of ${name(labelOf(from), 80)}` : '';
  return `${name(labelOf(askedBy), 80)}${of} says that ${bold(labelOf(ref), 80)} is`;
}

function verdictOf({ state, to, decidedBy, decision }: Transfer, labelOf: LabelOf): string {
  const by = decidedBy ? ` by ${name(labelOf(decidedBy), 80)}` : '';
  const why = decision ? `\n${quoted(decision)}` : '';
  switch (state) {
    case 'accepted':
      return `:white_check_mark: Taken over${by}${to ? ` for ${name(labelOf(to), 80)}` : ''}. The change of its descriptor is proposed.${why}`;
    case 'declined':
      return `:no_entry: Not taken${by}.${why}`;
    case 'withdrawn':
      return `:leftwards_arrow_with_hook: Withdrawn${by}.${why}`;
    case 'asked':
      return ':hourglass: Nobody has answered yet.';
  }
}
