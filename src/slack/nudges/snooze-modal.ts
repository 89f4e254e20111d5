import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { counted } from '../../catalog/labels.ts';
import type { Hidden } from '../../scorecards/desk/desk.ts';
import type { SnoozeScope } from '../../scorecards/nudges/nudge.ts';
import { openLines, type ShownNudge } from '../../scorecards/nudges/shown.ts';
import { defineModal, defineSelect } from '../actions.ts';
import { actions, bold, context, name, plain, section } from '../blocks.ts';
import { Filled } from './filled.ts';
import { type Choice, dayInput, drawn, lineChoices, reasonInput } from './inputs.ts';
import type { LabelOf } from './parts.ts';

export const snoozeModal = defineModal('nudge-snooze', Filled);
/** What is to be quiet; picking something else shows what that would hide. */
export const scopeSelect = defineSelect('nudge-scope', z.string().min(1));

/** What the form carries. `id`: of the snooze, so that sending it twice is one. */
export const SnoozeState = z.object({ nudge: z.string(), id: z.string(), scope: z.string() });
export type SnoozeState = z.infer<typeof SnoozeState>;

export const LENGTH = 'length';
export const DAY = 'day';
export const LENGTHS = ['week', 'fortnight', 'date'] as const;
const WORDS = { week: 'One week', fortnight: 'Two weeks', date: 'Until a date…' };
const SHOWN = 8;

/** The smallest first: one check, a service, everything. */
export function scopeChoices(nudge: ShownNudge, labelOf: LabelOf): Choice[] {
  const open = openLines(nudge);
  const services = new Set(open.map(({ ref }) => ref));
  return [
    ...lineChoices(open, labelOf),
    ...[...services].map((ref) => ({ label: `Everything about ${labelOf(ref)}`, value: ref })),
    { label: `Everything I tell ${labelOf(nudge.recipient)}`, value: 'all' },
  ];
}

/** What a choice means; null for one that is none of this message any more. */
export function scopeOf(nudge: ShownNudge, choice: string): SnoozeScope | null {
  if (choice === 'all') return { ref: null, scorecard: null, check: null };
  const open = openLines(nudge);
  const line = open.find(({ finding }) => finding === choice);
  if (line) return { ref: line.ref, scorecard: line.scorecard, check: line.check };
  return open.some(({ ref }) => ref === choice)
    ? { ref: choice, scorecard: null, check: null }
    : null;
}

export function snoozeView({
  state,
  choices,
  hidden,
  labelOf,
  until,
}: {
  state: SnoozeState;
  choices: readonly Choice[];
  /** What such a snooze keeps quiet. */
  hidden: readonly Hidden[];
  labelOf: LabelOf;
  /** A day to begin with, where one is picked: `2026-07-01`. */
  until: string;
}): ModalView {
  const options = drawn(choices);
  const initial = options.find(({ value }) => value === state.scope) ?? options[0];
  return snoozeModal.view({
    title: 'Snooze',
    submit: 'Snooze',
    metadata: JSON.stringify(state),
    blocks: [
      section('*What I keep quiet about*'),
      {
        ...actions([
          {
            type: 'static_select',
            action_id: scopeSelect.id,
            options,
            ...(initial && { initial_option: initial }),
          },
        ]),
        block_id: 'scope',
      },
      section(hiddenText(hidden, labelOf)),
      lengthInput(),
      dayInput(DAY, 'The day, if you chose one', { isOptional: true, initial: until }),
      reasonInput('Why?', { isOptional: true }),
      context(['It stays on the scorecard, and anybody of the team can end the snooze.']),
    ],
  });
}

function lengthInput(): KnownBlock {
  const options = LENGTHS.map((value) => ({ text: plain(WORDS[value], 75), value }));
  const [first] = options;
  return {
    type: 'input',
    block_id: LENGTH,
    label: plain('For how long', 2_000),
    element: {
      type: 'radio_buttons',
      action_id: LENGTH,
      options,
      ...(first && { initial_option: first }),
    },
  };
}

function hiddenText(hidden: readonly Hidden[], labelOf: LabelOf): string {
  if (hidden.length === 0) return 'Nothing fails now that it would hide.';
  const lines = hidden
    .slice(0, SHOWN)
    .map(({ ref, title }) => `•  ${bold(title, 120)} of ${name(labelOf(ref), 80)}`);
  const more = hidden.length - lines.length;
  const rest = more > 0 ? [`and ${counted(more, 'finding')} more`] : [];
  return [`It hides ${counted(hidden.length, 'finding')}:`, ...lines, ...rest].join('\n');
}
