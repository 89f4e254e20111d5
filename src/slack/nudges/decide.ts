import type { App } from '@slack/bolt';
import type { DeskOutcome } from '../../scorecards/desk/desk.ts';
import type { Press } from '../actions.ts';
import {
  acceptButton,
  approveButton,
  assignButton,
  declineButton,
  denyButton,
} from './controls.ts';
import { DenyState, denyModal, denyView } from './exempt-modal.ts';
import { filledIn } from './filled.ts';
import { REASON } from './inputs.ts';
import type { NudgeWorld } from './parts.ts';
import { errorAt, type Pressing, resultOf, STRANGER } from './pressing.ts';
import {
  assignModal,
  assignView,
  declineModal,
  declineView,
  OfTransfer,
  RECEIVER,
} from './transfer-modal.ts';

/** What approvers and receivers press. Whether they may is asked of the desk, each time. */
export function listenForDecisions(
  app: App,
  { world, pressing, tell }: { world: NudgeWorld; pressing: Pressing; tell: () => Promise<void> },
): void {
  const { desk, modals } = world;
  const { pressed, sayRefused, byOf } = pressing;

  approveButton.listen(app, (press) =>
    pressed(press, async (by, { exemption: id }) => {
      await settle(press, await desk.decideExemption({ id, isApproved: true, reason: null }, by));
    }),
  );
  denyButton.listen(app, (press) =>
    pressed(press, () => modals.open(press.triggerId, denyView(press.value.exemption))),
  );
  denyModal.listen(app, async ({ person, values, metadata }) => {
    const { exemption: id } = DenyState.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const reason = filledIn(values, REASON);
    if (!by) return { result: errorAt(REASON, STRANGER) };
    if (!reason) return { result: errorAt(REASON, 'Say why, so that they know what to do.') };
    const outcome = await desk.decideExemption({ id, isApproved: false, reason }, by);
    return { result: resultOf(outcome, REASON), afterwards: tell };
  });

  acceptButton.listen(app, (press) =>
    pressed(press, async (by, { transfer: id }) => {
      await settle(press, await desk.decideTransfer({ id, isAccepted: true, reason: null }, by));
    }),
  );
  declineButton.listen(app, (press) =>
    pressed(press, () => modals.open(press.triggerId, declineView(press.value.transfer))),
  );
  declineModal.listen(app, async ({ person, values, metadata }) => {
    const { transfer: id } = OfTransfer.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const reason = filledIn(values, REASON);
    if (!by) return { result: errorAt(REASON, STRANGER) };
    if (!reason) return { result: errorAt(REASON, 'Say why, so that they know whom to ask.') };
    const outcome = await desk.decideTransfer({ id, isAccepted: false, reason }, by);
    return { result: resultOf(outcome, REASON), afterwards: tell };
  });
  assignButton.listen(app, (press) =>
    pressed(press, () => modals.open(press.triggerId, assignView(press.value.transfer))),
  );
  assignModal.listen(app, async ({ person, values, metadata }) => {
    const { transfer: id } = OfTransfer.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const to = filledIn(values, RECEIVER);
    if (!by) return { result: errorAt(RECEIVER, STRANGER) };
    if (!to) return { result: errorAt(RECEIVER, 'Pick who is to be asked.') };
    return {
      result: resultOf(await desk.assignTransfer({ id, to }, by), RECEIVER),
      afterwards: tell,
    };
  });

  async function settle(press: Press<unknown>, outcome: DeskOutcome): Promise<void> {
    await sayRefused(press, outcome);
    await tell();
  }
}
