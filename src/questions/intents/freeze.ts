import { momentName } from '../../day-words.ts';
import { activeLocks, EVERYTHING, locksOver } from '../../operations/locks.ts';
import type { Answer } from '../answer.ts';
import type { Intention, Room } from '../intention.ts';
import { understood } from '../labels.ts';
import type { Linked, Mention } from '../link.ts';
import { choose, reply, unknownName } from '../reply.ts';
import { whoMay } from '../who-may.ts';
import { ALL, factOf, factsOf, nameOf, sentenceOf, subjectsOf } from './lock-tell.ts';
import { readLockWords } from './lock-words.ts';

const intent = 'freeze';

/** "lock ledger deploys until monday, month end": a card to press; nothing is locked by asking. */
export const lockRequest: Intention = {
  intent,
  examples: [
    'lock ledger deploys until monday',
    'freeze ledger',
    'lock ledger deploys until monday, month end',
    'freeze everything until friday 18:00 because of the audit',
    'block deploys of ledger for 2 hours',
    'can you lock ledger',
    'code freeze until monday',
  ],
  patterns: [
    '(lock|freeze|block|lock down|halt|pause) {what}',
    '(can|could|would|will) (you|someone|somebody|we|i) [please] (lock|freeze|block|lock down) {what}',
    '(we|i) (need to|want to|have to|would like to) (lock|freeze|block|lock down) {what}',
    '(put|place|set) (a|the) (lock|freeze) on {what}',
    '(stop|halt|pause|suspend|hold) [all] (deploys|deployments|releases) (of|to|for|on) {what}',
    '(announce|declare|start|begin|enable) (a|the) (code|deploy|deployment|change) freeze {what}',
    '(announce|declare|start|begin|enable) (a|the) (code|deploy|deployment|change) freeze',
    '(code|deploy|deployment|change) freeze (until|till|for) {until}',
  ],
  bare: 'nothing',
  answer: ({ text, slots, room }) => {
    const until = slots['until'];
    const said = until ? `everything until ${until}` : (slots['what'] ?? 'everything');
    const words = readLockWords(said, room);
    // "stop ledger for a moment" is no lock: without a word of deployments, only "lock" and "freeze" mean one.
    if (/^(?:halt|pause)\b/i.test(text) && !/\b(?:deploy|release)/i.test(text)) return null;
    return withTarget(room, { text, what: words.what }, (ref, mention) =>
      proposeLock(room, { ref, mention, until: words.until, reason: words.reason }),
    );
  },
};

export const unlockRequest: Intention = {
  intent,
  examples: [
    'unlock ledger',
    'unfreeze ledger deploys',
    'lift the freeze on ledger',
    'end the code freeze',
  ],
  patterns: [
    '(unlock|unfreeze|unblock) {what}',
    '(can|could|would|will) (you|someone|somebody|we|i) [please] (unlock|unfreeze|unblock) {what}',
    '(remove|lift|end|release|drop|clear) (the|that|this|our) [code|deploy|deployment] (lock|freeze) (on|of|for|from) {what}',
    '(remove|lift|end|release|drop|clear) (the|that|this|our) [code|deploy|deployment] (lock|freeze)',
  ],
  bare: 'nothing',
  answer: ({ text, slots, room }) => {
    const { what } = readLockWords(slots['what'] ?? 'everything', room);
    return withTarget(room, { text, what }, (ref, mention) => proposeUnlock(room, ref, mention));
  },
};

/** What is meant: the thing of that name before the team, because deployments are of things. */
async function withTarget(
  room: Room,
  { text, what }: { text: string; what: string },
  then: (ref: string, mention: Mention | null) => Promise<Answer>,
): Promise<Answer | null> {
  const { view } = room;
  if (ALL.test(what)) return then(EVERYTHING, null);
  const thing = room.link(what, 'thing');
  const linked: Linked =
    thing.kind === 'linked' || thing.kind === 'unclear' ? thing : room.link(what, 'any');
  const question = (ref: string) => text.replace(what, () => ref);
  switch (linked.kind) {
    case 'linked': {
      const [mention, ...others] = linked.mentions;
      if (!mention) return null;
      if (others.length === 0) return then(mention.ref, mention);
      const options = linked.mentions.map(({ ref }) => ref);
      return choose(view, {
        intent,
        said: what,
        options,
        question,
        note: 'Which first? Each gets a card of its own.',
      });
    }
    case 'other':
      return then(linked.ref, null);
    case 'unclear':
      return choose(view, { intent, said: linked.said, options: linked.options, question });
    case 'dangling':
      return reply({
        kind: 'unknown',
        intent,
        text: 'Which service? Name it, or say "everything".',
      });
    case 'unknown':
      await room.miss(linked.said);
      return unknownName(view, { intent, said: linked.said, near: linked.near, question });
  }
}

async function proposeLock(
  room: Room,
  {
    ref,
    mention,
    until,
    reason,
  }: { ref: string; mention: Mention | null; until: Date | null; reason: string | null },
): Promise<Answer> {
  const { db, view, now, zone } = room;
  const name = nameOf(room, ref);
  const [held] = (await activeLocks(db, now)).filter((lock) => lock.ref === ref);
  if (held) {
    return reply({
      kind: 'answer',
      intent,
      subjects: subjectsOf([ref]),
      refs: [held.by],
      text: `${sentenceOf(room, held)} I changed nothing: unlock it first to lock it anew.`,
      facts: [factOf(room, held)],
    });
  }
  const when = until ? `until ${momentName(until, zone)}` : 'until somebody unlocks it';
  return reply({
    kind: 'confirm',
    intent,
    subjects: subjectsOf([ref]),
    refs: view.out(ref, 'ownedBy'),
    text: `${mention ? understood(view, mention) : ''}Lock deployments of ${name} ${when}?${reason ? ` Reason: ${reason}.` : ''} Nothing is locked yet.`,
    view: {
      kind: 'confirm',
      title: `Lock deployments of ${name}?`,
      details: [
        { name: 'Until', text: until ? momentName(until, zone) : 'somebody unlocks it' },
        { name: 'Reason', text: reason ?? '–' },
        { name: 'Who may', text: whoMayLock(room, ref) },
      ],
      verb: 'Lock',
      isDangerous: true,
      deed: { kind: 'lock', ref, until: until?.toISOString() ?? null, zone, reason },
      note: `${mention ? understood(view, mention) : ''}Pipelines that ask GET /api/locks will wait; I cannot stop others.`,
    },
  });
}

async function proposeUnlock(room: Room, ref: string, mention: Mention | null): Promise<Answer> {
  const { db, view, now } = room;
  const name = nameOf(room, ref);
  const [held] = (await activeLocks(db, now)).filter((lock) => lock.ref === ref);
  if (!held) {
    const over = ref === EVERYTHING ? [] : await locksOver({ db, view, now }, ref);
    const others = over.map((lock) => sentenceOf(room, lock)).join(' ');
    return reply({
      kind: 'answer',
      intent,
      subjects: subjectsOf([ref]),
      refs: over.map((lock) => lock.ref).filter((one) => one !== EVERYTHING),
      text: `${ref === EVERYTHING ? 'No organisation-wide freeze is active.' : `${name} itself is not locked.`} ${others}`.trim(),
      facts: factsOf(room, over),
    });
  }
  return reply({
    kind: 'confirm',
    intent,
    subjects: subjectsOf([ref]),
    refs: [held.by],
    text: `${mention ? understood(view, mention) : ''}Unlock ${name}? ${sentenceOf(room, held)} It is still locked.`,
    view: {
      kind: 'confirm',
      title: `Unlock ${name}?`,
      details: [
        { name: 'Locked', text: sentenceOf(room, held) },
        { name: 'Who may', text: whoMayLock(room, ref) },
      ],
      verb: 'Unlock',
      isDangerous: true,
      deed: { kind: 'unlock', ref },
    },
    facts: [factOf(room, held)],
  });
}

function whoMayLock({ view }: Room, ref: string): string {
  return ref === EVERYTHING ? 'platform admins' : whoMay(view, ref);
}
