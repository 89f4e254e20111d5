import { labelIn } from '../../catalog/corrections/label.ts';
import type { By, DeskOutcome } from '../../scorecards/desk/desk.ts';
import type { ShownNudge } from '../../scorecards/nudges/shown.ts';
import { gatherShown } from '../../scorecards/nudges/shown-gather.ts';
import { nudgesWhere } from '../../scorecards/nudges/store.ts';
import type { ModalResult, Press } from '../actions.ts';
import { escaped } from '../blocks.ts';
import { responseTo } from '../presses.ts';
import type { LabelOf, NudgeWorld } from './parts.ts';

export const STRANGER = 'I do not know any more who you are in the catalog.';
const FORGOTTEN = 'I no longer know what this was about.';

/** What presses and forms of findings have in common: who acts, what is meant, and saying what came of it. */
export function createPressing(world: NudgeWorld) {
  const { db, directory, people, linkMe, outbox, index, now } = world;

  async function byOf(person: string): Promise<By | null> {
    const ref = await directory.refOf(person);
    const profile = ref && (await people.profileOf(ref));
    return profile ? { ref: profile.ref, name: profile.name } : null;
  }

  async function sayAlone(press: Press<unknown>, sentence: string): Promise<void> {
    await outbox.answer(responseTo(press, 'quiet'), { text: escaped(sentence, 3_000), blocks: [] });
  }

  return {
    byOf,
    sayAlone,
    /** Whoever presses acts, so they must be known. */
    async pressed<Value>(
      press: Press<Value>,
      then: (by: By, value: Value) => Promise<unknown>,
    ): Promise<void> {
      const by = await byOf(press.person);
      if (!by) return linkMe.open(press.person, press.triggerId);
      await then(by, press.value);
    },
    /** The message as it is now; null where it is forgotten, which is said to who pressed. */
    async shown(id: string, press?: Press<unknown>): Promise<ShownNudge | null> {
      const [found] = await gatherShown(world, await nudgesWhere(db, { ids: [id] }), now());
      if (!found && press) await sayAlone(press, FORGOTTEN);
      return found ?? null;
    },
    async labels(): Promise<LabelOf> {
      const view = await index.current();
      return (ref) => labelIn(view, ref);
    },
    /** What somebody was refused. Who was heard sees it in the message. */
    async sayRefused(press: Press<unknown>, outcome: DeskOutcome): Promise<void> {
      if (outcome.kind === 'refused') await sayAlone(press, refusal(outcome));
    },
  };
}

export type Pressing = ReturnType<typeof createPressing>;

export function refusal({ reason, nextStep }: { reason: string; nextStep: string }): string {
  return `I did nothing. ${reason} ${nextStep}`.trim();
}

/** What a form answers: it closes, or says below a block why not. */
export function resultOf(outcome: DeskOutcome, block: string): ModalResult {
  if (outcome.kind === 'done') return { kind: 'close' };
  return errorAt(block, `${outcome.reason} ${outcome.nextStep}`.trim());
}

export function errorAt(block: string, sentence: string): ModalResult {
  return { kind: 'errors', errors: { [block]: sentence } };
}
