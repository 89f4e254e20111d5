import type { Approvers } from '../../scorecards/desk/desk.ts';
import type { Exemption } from '../../scorecards/desk/exemption.ts';
import { actions, bold, context, escaped, moment, name, section } from '../blocks.ts';
import type { Content } from '../message.ts';
import { approveButton, denyButton } from './controls.ts';
import type { LabelOf } from './parts.ts';

export type ExemptionDrawing = {
  labelOf: LabelOf;
  /** Titles of the check and its scorecard. */
  title: string;
  scorecardTitle: string;
};

const DAY = '{date_short_pretty}';

/** What an approver is asked, and later what was said. */
export function drawExemption(
  exemption: Exemption,
  drawing: ExemptionDrawing,
  because: Approvers['because'] | null,
): Content {
  const { id, state } = exemption;
  const head = headOf(exemption, drawing);
  const isOpen = state === 'pending';
  return {
    text: isOpen ? `${head}. Do you approve?` : `${head}.`,
    blocks: [
      section(`${head}\n${quoted(exemption.reason)}`),
      ...(isOpen
        ? [
            actions([
              approveButton.element({ text: 'Approve', style: 'primary' }, { exemption: id }),
              denyButton.element({ text: 'Deny…' }, { exemption: id }),
            ]),
            context([becauseText(because, drawing)]),
          ]
        : [section(verdictOf(exemption, drawing))]),
    ],
  };
}

/** To who asked: what was said. */
export function drawVerdict(exemption: Exemption, drawing: ExemptionDrawing): Content {
  const { labelOf, title } = drawing;
  const about = `${name(exemption.id, 20)}, ${bold(labelOf(exemption.ref), 80)} and ${bold(title, 150)}`;
  const line = `${about}: ${verdictOf(exemption, drawing)}`;
  return { text: line, blocks: [section(line)] };
}

function headOf(
  { id, ref, askedBy, until }: Exemption,
  { labelOf, title, scorecardTitle }: ExemptionDrawing,
): string {
  return `:hourglass: ${bold(id, 20)}: ${name(labelOf(askedBy), 80)} asks to excuse ${bold(labelOf(ref), 80)} from ${bold(title, 150)} (${name(scorecardTitle, 80)}) until ${moment(until, DAY)}`;
}

function verdictOf(exemption: Exemption, { labelOf }: ExemptionDrawing): string {
  const { state, decidedBy, decision, until } = exemption;
  const by = decidedBy ? ` by ${name(labelOf(decidedBy), 80)}` : '';
  const why = decision ? `\n${quoted(decision)}` : '';
  switch (state) {
    case 'approved':
      return `:white_check_mark: Approved${by}. It is shown as exempt until ${moment(until, DAY)}.${why}`;
    case 'denied':
      return `:no_entry: Denied${by}.${why}`;
    case 'withdrawn':
      return `:leftwards_arrow_with_hook: Withdrawn${by}.${why}`;
    case 'revoked':
      return `:no_entry_sign: Ended early${by}.${why}`;
    case 'ended':
      return ':checkered_flag: Its day came: the check counts again.';
    case 'pending':
      return ':hourglass: Nobody has decided yet.';
  }
}

function becauseText(
  because: Approvers['because'] | null,
  { title, scorecardTitle }: ExemptionDrawing,
): string {
  switch (because) {
    case 'check':
      return `You are asked because you keep the check ${name(title, 150)}.`;
    case 'scorecard':
      return `You are asked because you keep the scorecard ${name(scorecardTitle, 150)}.`;
    default:
      return 'You are asked because you run the platform: nobody else keeps this check.';
  }
}

/** People's words, as a quotation. */
export function quoted(text: string, max = 1_000): string {
  return escaped(text, max)
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
}
