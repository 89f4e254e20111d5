import { enumerate, labelOf } from '../../catalog/labels.ts';
import { environmentsMeant, isEnvironmentWord } from '../../operations/environments.ts';
import { environmentNames } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import { tellEnvironment } from '../delivery/in-environment.ts';
import { workedOn } from '../delivery/places.ts';
import { type Deployed, deployedOf, runningFact, runningText } from '../delivery/running.ts';
import { nothingDeployed, sharedTexts } from '../delivery/unread.ts';
import { tellVersion } from '../delivery/where-version.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { reply } from '../reply.ts';

const intent = 'deploy.version';
const WHICH = '(what|which|whats)';
const VERSION = '(version|versions|release|build|tag|sha|image|image tag|commit)';
const RUNS =
  '[currently|actually] (is|are|runs|is running|is deployed|is live|do we have|do we run|have we|are we running|is currently|is there|is up)';
const IN =
  '(in|on|at|to|for|running in|running on|deployed to|deployed in|deployed on|live in|live on|out in|active in|currently in|currently on)';

/** Which version of something runs where. */
export const deployVersion: Intention = {
  intent,
  examples: [
    'what version of ledger is in prod',
    'which version of ledger is running',
    'ledger version in staging',
    'what version is ledger on in prod',
    'current version of ledger in production',
    'where is ledger deployed',
  ],
  patterns: [
    `${WHICH} ${VERSION} of {any} ${RUNS} ${IN} {env}`,
    `${WHICH} ${VERSION} of {any} ${RUNS} [running|deployed|live|out|active|there]`,
    `${WHICH} ${VERSION} of {any} ${IN} {env}`,
    `${WHICH} ${VERSION} (is|are) {any} [on|at|running|currently] ${IN} {env}`,
    `${WHICH} ${VERSION} (is|are|does) {any} [currently] [on|at|running|run]`,
    `${WHICH} ${VERSION} (is|are|runs) ${IN} {env} (for|of) {any}`,
    `${WHICH} {any} ${VERSION} ${RUNS} ${IN} {env}`,
    `what is ${IN} {env} (for|of) {any}`,
    `[what is|show|show me|tell me] (the|current|latest|deployed|running|live) [current|latest|deployed|running|live] ${VERSION} of {any} ${IN} {env}`,
    `[what is|show|show me|tell me|the] [the|current] (prod|production|staging|sandbox|dev|qa|uat|test) ${VERSION} of {any}`,
    `[what is|show|show me|tell me] (the|current|deployed|running|live) [current|deployed|running|live] ${VERSION} of {any}`,
    `{any} ${VERSION} ${IN} {env}`,
    '{any} (version|versions|current version|deployed version|running version)',
    '(version|versions) of {any}',
    `(version|versions) of {any} ${IN} {env}`,
    `{any} (prod|production|staging|sandbox|dev|qa|uat|test) ${VERSION}`,
    'where is {any} [currently] (deployed|running|live|deployed to|active)',
    'where (does|do) {any} run',
    '(which|what) (environments|environment|envs) (is|are) {any} [currently] (in|on|deployed to|deployed in|running in|live in|deployed)',
    '(environments|envs) of {any}',
  ],
  bare: 'talk',
  answer: answerVersions,
};

/** What runs in an environment, of everything. */
export const deployEnvironment: Intention = {
  intent,
  examples: ['whats on staging', 'what is running in prod', 'what is deployed to staging'],
  patterns: [
    `what is [currently|actually] ${IN} [the] {env} [right now|now|currently|at the moment|today]`,
    `(what|which) (versions|services|things|releases|builds) (are|is|run|runs) [currently|there] ${IN} {env} [right now|now|currently|at the moment]`,
    `(what|which|show|list) [all] versions ${IN} {env}`,
    'what (runs|lives) (in|on) {env} [right now|now|currently]',
  ],
  bare: 'nothing',
  answer: async ({ slots, room }) => {
    const said = slots['env'] ?? '';
    const known = await environmentNames(room.db);
    return isEnvironmentWord(said, known) ? tellEnvironment(room, said, known) : null;
  },
};

/** Where one version runs. */
export const deployWhere: Intention = {
  intent,
  shape: /\bv?\d+\.\d/i,
  examples: [
    'where is v2.3 of ledger running',
    'where is ledger 9.3.0 deployed',
    'where is v2.3.1 running',
  ],
  patterns: [
    'where is {version} of {any} [currently] (running|deployed|live|active)',
    'where is {any} {version} [currently] (running|deployed|live|active)',
    'where is {version} [currently] (running|deployed|live|active)',
    '(which|what) (environments|environment|envs) (run|runs|have|has|are on|is on) {any} {version}',
    '(which|what) (environments|environment|envs) (run|runs|have|has|are on|is on) {version}',
  ],
  bare: 'nothing',
  answer: (question) => {
    const version = question.slots['version'] ?? '';
    return /^v?\d[\w.+-]*$/i.test(version) ? tellVersion(question, version) : null;
  },
};

async function answerVersions(question: Case): Promise<Answer | null> {
  const { mentions, slots, text, room } = question;
  if (mentions.length === 0) return null;
  const refs = mentions.map(({ ref }) => ref);
  const things = [...new Set(refs.flatMap((ref) => workedOn(room, ref)))];
  if (things.length === 0) return null;
  const deployed = await deployedOf(room, things);
  // "The prod version of ledger" names it before the word.
  const before = /(\S+) (?:versions?|release|build|tag)\b/i.exec(text)?.[1] ?? '';
  const named = slots['env'] ?? (isEnvironmentWord(before) ? before : '');
  const said = named.replace(/ (?:right now|now|currently|today|yet)$/i, '');
  if (deployed.every(({ environments }) => environments.length === 0))
    return nothingDeployed(room, { intent, refs, places: deployed.map(({ place }) => place) });
  const chosen = deployed.map((one) => ({ ...one, environments: meant(one, said) }));
  if (chosen.every(({ environments }) => environments.length === 0))
    return notThere(room, { refs, said, deployed });
  return tell(question, { refs, chosen });
}

function meant({ environments }: Deployed, said: string): Deployed['environments'] {
  if (said === '') return environments;
  const names = environmentsMeant(
    said,
    environments.map(({ environment }) => environment),
  );
  return environments.filter(({ environment }) => names.includes(environment));
}

function notThere(
  { view }: Room,
  {
    refs,
    said,
    deployed,
  }: { refs: readonly string[]; said: string; deployed: readonly Deployed[] },
): Answer {
  const names = enumerate(refs.map((ref) => labelOf(view, ref)));
  const known = [
    ...new Set(deployed.flatMap((one) => one.environments.map(({ environment }) => environment))),
  ];
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: `I know no deployment of ${names} to "${said}". It is known in ${enumerate(known)}.`,
  });
}

function tell(
  { mentions, strange, room }: Case,
  { refs, chosen }: { refs: readonly string[]; chosen: readonly Deployed[] },
): Answer {
  const { view } = room;
  const there = chosen.filter(({ environments }) => environments.length > 0);
  const notes = [
    ...mentions.map((mention) => understood(view, mention).trim()),
    ...sharedTexts(
      room,
      there.map(({ place }) => place),
    ),
    ...strangers(strange),
  ].filter(Boolean);
  const sentences = there.map(
    (one) =>
      `${labelOf(view, one.ref)}: ${one.environments.map((each) => runningText(room, one, each)).join('; ')}.`,
  );
  return reply({
    kind: 'answer',
    intent,
    subjects: refs,
    refs: there.map(({ ref }) => ref),
    text: [...notes, ...sentences].join(' '),
    view: {
      kind: 'groups',
      title:
        there.length === 1
          ? `${labelOf(view, there[0]?.ref ?? '')}: what runs where`
          : 'What runs where',
      total: there.reduce((sum, { environments }) => sum + environments.length, 0),
      note: notes.join(' '),
      groups: there.map((one) => ({
        label: labelOf(view, one.ref),
        lines: one.environments.map((each) => ({
          text: runningText(room, one, each),
          place: each.running?.url ? { label: each.running.source, url: each.running.url } : null,
        })),
      })),
    },
    facts: there.flatMap((one) => one.environments.flatMap((each) => runningFact(room, one, each))),
  });
}
