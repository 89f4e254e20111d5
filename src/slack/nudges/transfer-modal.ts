import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { ShownNudge } from '../../scorecards/nudges/shown.ts';
import { defineModal, defineSelect } from '../actions.ts';
import { bold, context, plain, section } from '../blocks.ts';
import { Filled } from './filled.ts';
import { doneView, reasonInput, whichInput } from './inputs.ts';
import type { LabelOf } from './parts.ts';

export const transferModal = defineModal('nudge-transfer', Filled);
export const declineModal = defineModal('transfer-decline', Filled);
export const assignModal = defineModal('transfer-assign', Filled);
/** Teams and people of the catalog, while somebody types. */
export const receiverSelect = defineSelect('transfer-receiver', z.string().min(3));
export const TransferState = z.object({ nudge: z.string() });
export const OfTransfer = z.object({ transfer: z.string() });
export const RECEIVER = 'receiver';
const TITLE = 'Not ours';

export function transferView(nudge: ShownNudge, labelOf: LabelOf): ModalView {
  const services = nudge.services.filter(({ lines }) =>
    lines.some(({ state }) => state === 'open'),
  );
  const [only] = services;
  if (!only) return doneView(TITLE);
  const choices = services.map(({ ref }) => ({ label: labelOf(ref), value: ref }));
  return transferModal.view({
    title: TITLE,
    submit: 'Ask them',
    metadata: JSON.stringify({ nudge: nudge.id } satisfies z.infer<typeof TransferState>),
    blocks: [
      ...(services.length === 1 ? [section(`${bold(labelOf(only.ref), 80)} is not yours.`)] : []),
      ...whichInput('What is not yours', choices),
      receiverInput('Whose is it?', { isOptional: true }),
      reasonInput('What do you know of it?', { isOptional: false }),
      context([
        'They have to accept. Until then nobody is reminded of it, and it is on the list of what has no owner.',
      ]),
    ],
  });
}

export function declineView(transfer: string): ModalView {
  return declineModal.view({
    title: 'Not taken',
    submit: 'Decline',
    metadata: JSON.stringify({ transfer } satisfies z.infer<typeof OfTransfer>),
    blocks: [reasonInput('Why is it not yours?', { isOptional: false })],
  });
}

export function assignView(transfer: string): ModalView {
  return assignModal.view({
    title: 'Ask a team',
    submit: 'Ask them',
    metadata: JSON.stringify({ transfer } satisfies z.infer<typeof OfTransfer>),
    blocks: [receiverInput('Whose may it be?', { isOptional: false })],
  });
}

function receiverInput(label: string, { isOptional }: { isOptional: boolean }): KnownBlock {
  return {
    type: 'input',
    block_id: RECEIVER,
    optional: isOptional,
    label: plain(label, 2_000),
    ...(isOptional && {
      hint: plain(
        'Leave it empty if you do not know: the platform lead looks for an owner.',
        2_000,
      ),
    }),
    element: receiverSelect.typeahead('Type a team'),
  };
}
