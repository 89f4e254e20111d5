import type { ConfirmationDialog, KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Proposal, ProposalCard } from '../deeds/proposal.ts';
import { defineButton } from './actions.ts';
import {
  actions,
  bold,
  context,
  escaped,
  mention,
  moment,
  name,
  plain,
  section,
  sections,
} from './blocks.ts';
import type { Content } from './message.ts';

// A button of a deed carries the id of its row and nothing else: what would be done is never read from a message.
const ProposalId = z.string().min(1).max(100);
export const doButton = defineButton('deed', ProposalId);
export const cancelButton = defineButton('deed-cancel', ProposalId);
export const rewordButton = defineButton('deed-reword', ProposalId);

const DETAIL_LENGTH = 500;

/** What a confirm card says, without its buttons. `room` below 1: less of each detail, until it fits. */
export function drawProposed(
  card: Pick<ProposalCard, 'title' | 'details' | 'note'>,
  room = 1,
): KnownBlock[] {
  const length = Math.max(60, Math.floor(DETAIL_LENGTH * room));
  const details = card.details.map(
    ({ name: what, text }) => `${bold(`${what}:`)} ${name(text, length)}`,
  );
  const note = card.note ? [section(escaped(card.note, 1_000))] : [];
  return [...sections([bold(card.title, 300), ...details]), ...note];
}

/** The buttons of a deed nobody has begun, or that failed: the verb, a way to change its words, and "Cancel". */
export function drawButtons({ id, card, state }: Proposal, hasWords: boolean): KnownBlock {
  const { isDangerous } = card;
  const verb = {
    text: state === 'failed' ? 'Try again' : card.verb,
    style: isDangerous ? ('danger' as const) : ('primary' as const),
    ...(isDangerous && { confirm: dialog(card) }),
  };
  return actions([
    doButton.element(verb, id),
    ...(hasWords ? [rewordButton.element({ text: 'Change the text…' }, id)] : []),
    cancelButton.element({ text: 'Cancel' }, id),
  ]);
}

/** For programs, and where nothing can be carried out: a card that cannot be pressed. */
export const NO_BUTTONS: KnownBlock = context([
  'Nothing has been done. In Slack this card has the button.',
]);

/** Limits: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function dialog({ title, details, verb }: ProposalCard): ConfirmationDialog {
  const lines = details.map(({ name: what, text }) => `${what}: ${text}`).join(' · ');
  return {
    title: plain(title, 100),
    text: plain(lines || title, 300),
    confirm: plain(verb, 30),
    deny: plain('Not now', 30),
    style: 'danger',
  };
}

/** The card as it stands now, in place of what was pressed. */
export function contentOfProposal(proposal: Proposal, hasWords: boolean): Content {
  const { card, state } = proposal;
  const what = drawProposed(card);
  const said = outcomeLine(proposal);
  const text = `${name(card.title.replace(/\?$/, ''), 300)}${said ? `: ${said}` : ''}`;
  const isOpen = state === 'open' || state === 'failed';
  return {
    text,
    blocks: [
      ...what,
      ...(said ? [context([said])] : []),
      ...(isOpen ? [drawButtons(proposal, hasWords)] : []),
    ],
  };
}

const MARKS: Partial<Record<Proposal['state'], string>> = {
  done: ':white_check_mark:',
  failed: ':warning:',
};

/** What became of it, by whom and when; empty while nobody has pressed. */
export function outcomeLine(proposal: Proposal): string {
  const { state, outcome, pressedBySlack, pressedAt } = proposal;
  const by = pressedBySlack ? mention(pressedBySlack) : 'somebody';
  const at = pressedAt ? ` · ${moment(pressedAt)}` : '';
  const mark = MARKS[state] ? `${MARKS[state]} ` : '';
  switch (state) {
    case 'open':
      return '';
    case 'doing':
      return `${by} pressed it, and it is under way${at}`;
    case 'done':
      return `${mark}${escaped(outcome ?? 'Done.', 1_500)} · ${by}${at}`;
    case 'failed':
      return `${mark}${escaped(outcome ?? 'It failed.', 1_500)} · ${by} tried${at}`;
    case 'dismissed':
      return `Cancelled by ${by}${at}. Nothing was done.`;
    case 'expired':
      return 'This was asked too long ago to be pressed now. Nothing was done; ask again.';
  }
}
