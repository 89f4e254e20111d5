import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Done } from '../../../scaffolder/scaffolder.ts';
import type { Press } from '../../actions.ts';
import { escaped } from '../../blocks.ts';
import { responseTo } from '../../presses.ts';
import {
  approveButton,
  cancelRunButton,
  cleanUpButton,
  cleanUpModal,
  declineButton,
  declineModal,
  REASON,
  resultLink,
  retryRunButton,
} from '../controls.ts';
import { enteredIn, textIn } from '../fields/state.ts';
import type { ScaffoldWorld } from '../parts.ts';
import { placeOf } from '../place.ts';
import { noteView } from '../views.ts';
import { declineView } from './approval.ts';
import { cleanUpView } from './clean-up.ts';
import { messageOfRun, tellFrom } from './message-store.ts';

const Run = z.object({ run: z.string() });

/** What people do about runs. Whoever presses acts, with the rights they have then. */
export function listenToRuns(
  app: App,
  world: ScaffoldWorld & { tell: (run: string) => Promise<void> },
): void {
  const { scaffolder, db, directory, linkMe, modals, outbox } = world;

  resultLink.listen(app);
  cancelRunButton.listen(app, async (press) => {
    const { run } = press.value;
    if (await act(press, (by) => scaffolder.cancel(run, by))) await tellNear(press, 'cancelled');
  });
  retryRunButton.listen(app, async (press) => {
    const { run } = press.value;
    if (await act(press, (by) => scaffolder.retry(run, by))) await tellNear(press, 'tried again');
  });
  approveButton.listen(app, async (press) => {
    const { run } = press.value;
    await act(press, (by) => scaffolder.decide(run, { by, isApproved: true, reason: null }));
    await world.tell(run);
  });
  declineButton.listen(app, async ({ person, triggerId, value }) => {
    if (!(await directory.refOf(person))) return linkMe.open(person, triggerId);
    return modals.open(triggerId, declineView(value.run));
  });
  cleanUpButton.listen(app, async (press) => {
    const { person, triggerId, value } = press;
    if (!(await directory.refOf(person))) return linkMe.open(person, triggerId);
    const report = await scaffolder.report(value.run);
    const view =
      report && report.created.length > 0
        ? cleanUpView(report)
        : noteView('Clean up', 'There is nothing left to remove.');
    return modals.open(triggerId, view);
  });
  declineModal.listen(app, async ({ person, metadata, values }) => {
    const { run } = Run.parse(JSON.parse(metadata));
    const entered = enteredIn(values, REASON);
    const reason = (entered && textIn(entered)?.trim()) || null;
    if (!reason) return errorAtReason('Say why, so that they know what to do.');
    const by = await directory.refOf(person);
    if (!by) return errorAtReason('I do not know any more who you are in the catalog.');
    const done = await scaffolder.decide(run, { by, isApproved: false, reason });
    if (done.kind === 'refused') return errorAtReason(done.reason);
    return { result: { kind: 'close' }, afterwards: () => world.tell(run) };
  });
  cleanUpModal.listen(app, async ({ person, metadata, viewId }) => {
    const { run } = Run.parse(JSON.parse(metadata));
    const working = noteView('Clean up', 'I am removing it…');
    const afterwards = async () => {
      const by = await directory.refOf(person);
      const done = by ? await scaffolder.cleanUp(run, by) : null;
      await modals
        .update(viewId, noteView('Clean up', await cleanedText(run, done)))
        .catch(() => {});
      await world.tell(run);
    };
    return { result: { kind: 'update', view: working }, afterwards };
  });

  async function cleanedText(run: string, done: Done | null): Promise<string> {
    if (!done) return 'I do not know any more who you are in the catalog.';
    if (done.kind === 'refused') return escaped(`I removed nothing. ${done.reason}`, 2_000);
    const left = (await scaffolder.report(run))?.created ?? [];
    if (left.length === 0) return ':white_check_mark: All of it is removed.';
    const lines = left
      .slice(0, 10)
      .map(({ name, problem }) => `• ${name}${problem ? `: ${problem}` : ''}`);
    return escaped(`Some of it is still there:\n${lines.join('\n')}`, 2_500);
  }

  /** Whether it was done. */
  async function act(
    press: Press<{ run: string }>,
    deed: (by: string) => Promise<Done>,
  ): Promise<boolean> {
    const by = await directory.refOf(press.person);
    if (!by) {
      await linkMe.open(press.person, press.triggerId);
      return false;
    }
    const done = await deed(by);
    if (done.kind === 'refused') await say(press, `I did nothing. ${done.reason}`);
    return done.kind === 'done';
  }

  /** The message of the run changes by itself. Who presses elsewhere, in an answer, would see nothing. */
  async function tellNear(press: Press<{ run: string }>, deed: string): Promise<void> {
    const { run } = press.value;
    const { channel, threadTs } = await placeOf(press, world);
    const isHere = await tellFrom(db, run, { channel: channel ?? press.person, threadTs });
    const { row } = await messageOfRun(db, run);
    if (!isHere && row.ts !== press.messageTs)
      await say(press, `It is ${deed}. The message where it was asked for shows how far it is.`);
    await world.tell(run);
  }

  async function say(press: Press<unknown>, text: string): Promise<void> {
    const content = { text: escaped(text, 2_000), blocks: [] };
    await outbox.answer(responseTo(press, 'quiet'), content);
  }
}

function errorAtReason(message: string) {
  return { result: { kind: 'errors' as const, errors: { [REASON]: message } } };
}
