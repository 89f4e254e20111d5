import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Approvers } from '../../scorecards/desk/desk.ts';
import { openLines, type ShownNudge } from '../../scorecards/nudges/shown.ts';
import { defineModal } from '../actions.ts';
import { bold, context, name, section } from '../blocks.ts';
import { Filled } from './filled.ts';
import { dayInput, doneView, lineChoices, reasonInput, whichInput } from './inputs.ts';
import type { LabelOf } from './parts.ts';

export const exemptModal = defineModal('nudge-exempt', Filled);
export const denyModal = defineModal('exemption-deny', Filled);
export const ExemptState = z.object({ nudge: z.string() });
export const DenyState = z.object({ exemption: z.string() });
export const UNTIL = 'until';
const TITLE = 'Request an exemption';

export function exemptView({
  nudge,
  approvers,
  labelOf,
  until,
}: {
  nudge: ShownNudge;
  /** Of the findings of the message, each once. */
  approvers: readonly Approvers[];
  labelOf: LabelOf;
  until: string;
}): ModalView {
  const open = openLines(nudge);
  const [only] = open;
  if (!only) return doneView(TITLE);
  const about =
    open.length === 1
      ? [section(`${bold(only.title, 150)} of ${bold(labelOf(only.ref), 80)}`)]
      : [];
  return exemptModal.view({
    title: TITLE,
    submit: 'Ask for it',
    metadata: JSON.stringify({ nudge: nudge.id } satisfies z.infer<typeof ExemptState>),
    blocks: [
      ...about,
      ...whichInput('From which check', lineChoices(open, labelOf)),
      dayInput(UNTIL, 'Until', { initial: until }),
      reasonInput('Why it cannot pass until then', {
        isOptional: false,
        hint: 'Whoever decides reads it, and it stands on the scorecard.',
      }),
      context([deciders(approvers, labelOf)]),
    ],
  });
}

function deciders(approvers: readonly Approvers[], labelOf: LabelOf): string {
  const refs = [...new Set(approvers.flatMap(({ refs }) => refs))];
  if (refs.length === 0)
    return 'Nobody is named who could decide: the platform lead has to be asked.';
  const names = refs.slice(0, 4).map((ref) => name(labelOf(ref), 80));
  return `${names.join(', ')} ${refs.length === 1 ? 'decides' : 'decide'}. Until then I do not remind you of it. An exempt check is shown as exempt, never as passed.`;
}

export function denyView(exemption: string): ModalView {
  return denyModal.view({
    title: 'Deny',
    submit: 'Deny',
    metadata: JSON.stringify({ exemption } satisfies z.infer<typeof DenyState>),
    blocks: [reasonInput('Why not?', { isOptional: false, hint: 'Whoever asked reads it.' })],
  });
}
