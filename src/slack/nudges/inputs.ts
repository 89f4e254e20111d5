import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { openLines, type ShownLine, type ShownNudge } from '../../scorecards/nudges/shown.ts';
import { defineModal } from '../actions.ts';
import { escaped, LIMITS, plain, section } from '../blocks.ts';
import type { LabelOf } from './parts.ts';

// Inputs that the forms of findings share.

const LABEL = 2_000;
export const REASON = 'reason';
export const WHICH = 'which';

export type Choice = { label: string; value: string };

/** "Runbook in the catalog, of ledger": the findings of a message to pick from. */
export function lineChoices(lines: readonly ShownLine[], labelOf: LabelOf): Choice[] {
  const refs = new Set(lines.map(({ ref }) => ref));
  return lines.map(({ finding, title, ref }) => ({
    value: finding,
    label: refs.size > 1 ? `${title} (${labelOf(ref)})` : title,
  }));
}

/** Which one is meant; nothing to ask where there is one. */
export function whichInput(
  label: string,
  choices: readonly Choice[],
  initial?: string,
): KnownBlock[] {
  if (choices.length < 2) return [];
  const options = drawn(choices);
  const first = options.find(({ value }) => value === initial) ?? options[0];
  if (!first) return [];
  return [
    {
      type: 'input',
      block_id: WHICH,
      label: plain(label, LABEL),
      element: { type: 'static_select', action_id: WHICH, options, initial_option: first },
    },
  ];
}

export function drawn(choices: readonly Choice[]) {
  return choices
    .filter(({ value }) => value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map(({ label, value }) => ({ text: plain(label, LIMITS.optionText), value }));
}

export function reasonInput(
  label: string,
  { isOptional, hint }: { isOptional: boolean; hint?: string },
): KnownBlock {
  return {
    type: 'input',
    block_id: REASON,
    optional: isOptional,
    label: plain(label, LABEL),
    ...(hint && { hint: plain(hint, LABEL) }),
    element: { type: 'plain_text_input', action_id: REASON, multiline: true, max_length: 1_000 },
  };
}

export function dayInput(
  block: string,
  label: string,
  { isOptional = false, initial }: { isOptional?: boolean; initial?: string } = {},
): KnownBlock {
  return {
    type: 'input',
    block_id: block,
    optional: isOptional,
    label: plain(label, LABEL),
    element: {
      type: 'datepicker',
      action_id: actionOf(block),
      ...(initial && { initial_date: initial }),
    },
  };
}

/** A block's id may end in whose it is; what listens does not care. */
export function actionOf(block: string): string {
  return block.split('|')[0] ?? block;
}

const noteModal = defineModal('nudge-note', z.unknown());

/** A form in which there is nothing to fill in. */
export function noteView(title: string, sentence: string): ModalView {
  const blocks = [section(escaped(sentence, 2_500))];
  return noteModal.view({ title, close: 'Done', blocks });
}

/** Where nothing is left to do about a message. */
export function doneView(title: string): ModalView {
  return noteView(
    title,
    'All that this message was about is settled. There is nothing left to do.',
  );
}

/** The finding that a form is about: what was picked, or the only one. */
export function lineMeant(nudge: ShownNudge, picked: string | null): ShownLine | null {
  const open = openLines(nudge);
  if (picked === null) return open.length === 1 ? (open[0] ?? null) : null;
  return open.find(({ finding }) => finding === picked) ?? null;
}
