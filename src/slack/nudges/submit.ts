import type { App } from '@slack/bolt';
import { openLines } from '../../scorecards/nudges/shown.ts';
import { endOfDay, endOfDayIn } from './days.ts';
import { ExemptState, exemptModal, UNTIL } from './exempt-modal.ts';
import { type Filled, filledIn } from './filled.ts';
import { doneView, lineMeant, REASON, WHICH } from './inputs.ts';
import type { NudgeWorld } from './parts.ts';
import { errorAt, type Pressing, resultOf, STRANGER } from './pressing.ts';
import { DAY, LENGTH, LENGTHS, SnoozeState, scopeOf, snoozeModal } from './snooze-modal.ts';
import { RECEIVER, receiverSelect, TransferState, transferModal } from './transfer-modal.ts';

const SUGGESTIONS = 50;
const DAYS = { week: 7, fortnight: 14 } as const;

/** What becomes of the forms below a message about findings: the desk decides, and the message shows it. */
export function listenForForms(
  app: App,
  {
    world,
    pressing,
    tell,
  }: {
    world: NudgeWorld;
    pressing: Pressing;
    /** Brings one message up to date, and whatever others wait to hear. */
    tell: (nudge: string) => Promise<void>;
  },
): void {
  const { desk, directory, now } = world;
  const { byOf, shown } = pressing;

  snoozeModal.listen(app, async ({ person, values, metadata }) => {
    const { nudge, id, scope: choice } = SnoozeState.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const looks = await shown(nudge);
    const scope = looks && scopeOf(looks, filledIn(values, 'scope') ?? choice);
    if (!by) return { result: errorAt(LENGTH, STRANGER) };
    if (!looks || !scope) return { result: { kind: 'update', view: doneView('Snooze') } };
    const until = await untilIn(values, person);
    if (!until) return { result: errorAt(DAY, 'Pick the day on which I go on.') };
    if (until <= now()) return { result: errorAt(DAY, 'Pick a day that is still to come.') };
    const { recipient } = looks;
    const reason = filledIn(values, REASON);
    const outcome = await desk.snooze({ ...scope, id, recipient, until, reason }, by);
    return { result: resultOf(outcome, LENGTH), afterwards: () => tell(nudge) };
  });

  async function untilIn(values: Filled, person: string): Promise<Date | null> {
    const zone = (await directory.zoneOf(person)) ?? 'UTC';
    const length = LENGTHS.find((one) => one === filledIn(values, LENGTH)) ?? 'week';
    if (length !== 'date') return endOfDayIn(DAYS[length], now(), zone);
    return endOfDay(filledIn(values, DAY) ?? '', zone);
  }

  exemptModal.listen(app, async ({ person, values, metadata }) => {
    const { nudge } = ExemptState.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const looks = await shown(nudge);
    const line = looks && lineMeant(looks, filledIn(values, WHICH));
    if (!by) return { result: errorAt(REASON, STRANGER) };
    if (!line) return { result: { kind: 'update', view: doneView('Request an exemption') } };
    const zone = (await directory.zoneOf(person)) ?? 'UTC';
    const until = endOfDay(filledIn(values, UNTIL) ?? '', zone);
    const reason = filledIn(values, REASON);
    if (!until || until <= now()) return { result: errorAt(UNTIL, 'Pick a day that is to come.') };
    if (!reason) return { result: errorAt(REASON, 'Say why: whoever decides reads it.') };
    const { ref, scorecard, check } = line;
    const outcome = await desk.requestExemption({ ref, scorecard, check, reason, until }, by);
    return { result: resultOf(outcome, REASON), afterwards: () => tell(nudge) };
  });

  receiverSelect.suggest(app, async (text) => {
    const found = await world.searchThings(text, SUGGESTIONS);
    const owners = found.filter(({ ref }) => /^(?:group|user):/.test(ref));
    return owners.map(({ ref, label }) => ({ label, value: ref }));
  });

  transferModal.listen(app, async ({ person, values, metadata }) => {
    const { nudge } = TransferState.parse(JSON.parse(metadata));
    const by = await byOf(person);
    const looks = await shown(nudge);
    const refs = new Set(looks ? openLines(looks).map(({ ref }) => ref) : []);
    const picked = filledIn(values, WHICH);
    const ref = [...refs].find((one) => one === (picked ?? one));
    if (!by) return { result: errorAt(REASON, STRANGER) };
    if (!ref) return { result: { kind: 'update', view: doneView('Not ours') } };
    const reason = filledIn(values, REASON);
    if (!reason)
      return { result: errorAt(REASON, 'Say what you know: whoever is asked reads it.') };
    const to = filledIn(values, RECEIVER);
    const outcome = await desk.startTransfer({ ref, to, reason }, by);
    return { result: resultOf(outcome, REASON), afterwards: () => tell(nudge) };
  });
}
