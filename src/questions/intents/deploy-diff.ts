import { enumerate, labelOf } from '../../catalog/labels.ts';
import { environmentsMeant, isEnvironmentWord } from '../../operations/environments.ts';
import type { Answer } from '../answer.ts';
import { NEWEST, tellDifference } from '../delivery/difference.ts';
import { workedOn } from '../delivery/places.ts';
import { deployedOf } from '../delivery/running.ts';
import { nothingDeployed } from '../delivery/unread.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import { reply } from '../reply.ts';

const intent = 'deploy.compare';
const DIFF =
  '(diff|compare|difference|differences|delta|the diff|the difference|the differences|what is the diff|what is the difference|what are the differences|show the diff|show me the diff|changes|what changed|what is different|commits|gap)';
const AND = '(and|to|with|vs|vs.|versus|against|from)';
const OF = '(of|for|in|on)';

/** What one environment has of something and another has not. */
export const deployDiff: Intention = {
  intent,
  examples: [
    'diff staging and prod for ledger',
    'diff staging and prod of ledger',
    'what is the difference between staging and prod for ledger',
    'what is in staging but not in prod for ledger',
    'compare ledger in staging and prod',
    'what is not in prod yet for ledger',
    'what of ledger is not in prod yet',
    'undeployed changes of ledger',
  ],
  patterns: [
    `${DIFF} [between|of|from] {from} ${AND} {to} ${OF} {any}`,
    `${DIFF} ${OF} {any} (between|from) {from} ${AND} {to}`,
    `${DIFF} {any} [between|from|in|on] {from} ${AND} {to}`,
    `${DIFF} ${OF} {any} [in|on] {from} ${AND} {to}`,
    `what is (on|in) {from} (but|and) not [yet] (on|in) {to} [yet] ${OF} {any}`,
    `how far is {from} (ahead of|behind) {to} ${OF} {any}`,
    `(is|are) {from} (ahead of|behind|the same as|in sync with) {to} ${OF} {any}`,
    `what is not [yet] (in|on|deployed to|live in|released to|out in) {to} [yet] ${OF} {any}`,
    'what (of|in) {any} is not [yet] (in|on|deployed to|live in|released to|out in) {to} [yet]',
    `(undeployed|unreleased|unshipped|pending) (changes|commits|merges|prs|work) [waiting] ${OF} {any}`,
    'what is waiting to be (deployed|released|shipped) (for|in|of|on) {any}',
    'what [of|in] {any} is waiting to be (deployed|released|shipped)',
  ],
  bare: 'talk',
  answer: compare,
};

/** The same without a name, which is asked for. */
export const deployDiffBare: Intention = {
  intent,
  examples: ['diff staging and prod', 'what is the difference between staging and prod'],
  patterns: [
    `${DIFF} [between|of|from] {from} ${AND} {to}`,
    'what is (on|in) {from} (but|and) not [yet] (on|in) {to} [yet]',
  ],
  bare: 'nothing',
  answer: async (question) => {
    const { slots, room } = question;
    const isAsked = [slots['from'], slots['to']].every((said) => isEnvironmentWord(said ?? ''));
    if (!isAsked) return null;
    const talked = room.link('it', 'thing');
    if (talked.kind === 'linked') return compare({ ...question, mentions: talked.mentions });
    return reply({
      kind: 'unknown',
      intent,
      text: `Of which service? Ask "diff ${slots['from']} and ${slots['to']} of" with its name.`,
    });
  },
};

async function compare({ mentions, slots, room }: Case): Promise<Answer | null> {
  const [mention, ...others] = mentions;
  if (!mention || others.length > 0) return null;
  const things = workedOn(room, mention.ref);
  const from = slots['from'] ?? NEWEST;
  const to = slots['to'] ?? 'prod';
  const known = await deployedOf(room, things);
  const names = [
    ...new Set(known.flatMap((one) => one.environments.map(({ environment }) => environment))),
  ];
  const isEnvironment = (said: string) => said === NEWEST || isEnvironmentWord(said, names);
  if (!isEnvironment(from) || !isEnvironment(to)) return null;
  const refs = [mention.ref];
  if (names.length === 0)
    return nothingDeployed(room, { intent, refs, places: known.map(({ place }) => place) });
  const meant = (said: string) => (said === NEWEST ? [NEWEST] : environmentsMeant(said, names));
  const missing = [from, to].filter((said) => meant(said).length === 0);
  const name = labelOf(room.view, mention.ref);
  if (missing.length > 0)
    return reply({
      kind: 'unknown',
      intent,
      subjects: refs,
      text: `I know no deployment of ${name} to ${enumerate(missing)}. It is known in ${enumerate(names)}.`,
    });
  return tellDifference(room, {
    refs,
    note: understood(room.view, mention).trim(),
    known,
    from: meant(from),
    to: meant(to),
  });
}
