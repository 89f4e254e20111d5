import { enumerate, labelOf } from '../../catalog/labels.ts';
import { type Deployment, versionOf } from '../../operations/deployments.ts';
import { environmentsMeant, isTransient, stageOf } from '../../operations/environments.ts';
import { deploymentsOf } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import { workedOn } from '../delivery/places.ts';
import { type Deployed, deployedOf, deploymentFact, runningText } from '../delivery/running.ts';
import { nothingDeployed, sharedTexts } from '../delivery/unread.ts';
import { refOfWho, whoText } from '../delivery/words.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { momentText } from '../on-call/words.ts';
import { reply } from '../reply.ts';

const intent = 'deploy.status';
const DEPLOY =
  '(deploy|deployment|release|rollout|roll out|pipeline|prod deploy|deploys|deployments)';
/** A release is told by what changed. */
const LAST = '(deploy|deployment|rollout|roll out|prod deploy|deploys|deployments)';
const DONE =
  '[finish|finished|succeed|succeeded|fail|failed|done|work|go out|pass|passed|running|still running|green|complete|completed|over|through|go through|ok|okay|successful|stuck|in progress]';

/** How the last deployment went, when it was and who did it. */
export const deployStatus: Intention = {
  intent,
  examples: [
    'did the deploy of ledger finish',
    'when was ledger last deployed',
    'who deployed ledger',
    'last deploy of ledger',
    'when was ledger last deployed to prod',
    'who deployed ledger to staging',
    'is the ledger deploy done',
  ],
  patterns: [
    `(did|has|is|was|how did|how is) [the|my|our] [last|latest] ${DEPLOY} (of|for) {any} (to|in|on) {env} ${DONE} [yet|already]`,
    `(did|has|is|was|how did|how is) [the|my|our] [last|latest] ${DEPLOY} (of|for) {any} ${DONE} [yet|already]`,
    `(did|has|is|was|how did|how is) [the|my|our] [last|latest] {any} ${DEPLOY} ${DONE} [yet|already]`,
    `(when was|when is|when did|what was|what is|show|show me) [the|our] (last|latest|previous|most recent) ${LAST} (of|for|to) {any} (to|in|on) {env}`,
    `(when was|when is|when did|what was|what is|show|show me) [the|our] (last|latest|previous|most recent) ${LAST} (of|for|to) {any}`,
    'when (was|did|were|has|is) {any} [last] (deployed|released|shipped|deploy|go out|rolled out|been deployed|go live|updated in) [last] (to|in|on) {env} [last]',
    'when (was|did|were|has|is) {any} (last deployed|deployed|last released|released|last shipped|shipped|last deploy|deploy|last go out|go out|rolled out|been deployed|last rolled out|go live) [last]',
    'when (did|has|was) {any} [last] (go|gone|go out|get deployed|get shipped|been deployed|get) (to|in|on|live in) {env} [last]',
    '(is|was|has|did) {any} [been] [already] (deployed|released|shipped|rolled out) (to|in|on) {env} [yet|today|already]',
    '(is|was|has|did) {any} [been] [already] (deployed|released|shipped|rolled out) [yet|today|already]',
    'who (deployed|released|shipped|rolled out|last deployed|last released|last shipped|rolled back) {any} (to|in|on) {env} [last]',
    'who (deployed|released|shipped|rolled out|last deployed|last released|last shipped|rolled back) {any} [last]',
    `[the|our] (last|latest|most recent) ${LAST} (of|for) {any} (to|in|on) {env}`,
    `[the|our] (last|latest|most recent) ${LAST} (of|for) {any}`,
    '{any} (deploy status|last deploy|last deployment|latest deploy|build status|ci status|deployment status)',
    `(status|state) of [the] [last|latest] {any} ${DEPLOY}`,
    `(status|state) of [the] [last|latest] ${DEPLOY} (of|for) {any}`,
  ],
  bare: 'talk',
  answer: tellStatus,
};

type Try = { deployed: Deployed; one: Deployment };

async function tellStatus({ mentions, slots, strange, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const refs = mentions.map(({ ref }) => ref);
  const things = [...new Set(refs.flatMap((ref) => workedOn(room, ref)))];
  if (things.length === 0) return null;
  const known = await deployedOf(room, things);
  const names = known.flatMap(({ environments }) => environments.map((one) => one.environment));
  const places = known.map(({ place }) => place);
  if (names.length === 0) return nothingDeployed(room, { intent, refs, places });
  const said = slots['env'] ?? null;
  const meant = said === null ? names : environmentsMeant(said, names);
  const label = enumerate(refs.map((ref) => labelOf(view, ref)));
  if (meant.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      subjects: refs,
      text: `I know no deployment of ${label} to "${said}". It is known in ${enumerate([...new Set(names)])}.`,
    });
  const tries = await newestTries(room, known, meant);
  const by = tries.flatMap(({ one }) => (one.by ? (refOfWho(view, one.by) ?? []) : []));
  return reply({
    kind: 'answer',
    intent,
    subjects: refs,
    refs: [...new Set([...by, ...tries.map(({ deployed }) => deployed.ref)])],
    text: [
      ...mentions.map((mention) => understood(view, mention).trim()),
      ...tries.map((each) => tryText(room, each)),
      ...sharedTexts(room, places),
      ...strangers(strange),
    ]
      .filter(Boolean)
      .join(' '),
    facts: tries.map(({ deployed, one }) =>
      deploymentFact(room, deployed, one, `deployment to ${one.environment}`),
    ),
  });
}

/** The newest try of each thing in the environments that are meant, whether or not it got there; and that to production beside it. */
async function newestTries(
  { db }: Room,
  known: readonly Deployed[],
  meant: readonly string[],
): Promise<Try[]> {
  const ids = known.flatMap(({ place }) => place.repository?.id ?? []);
  const all = await deploymentsOf(db, { repositories: ids, refs: known.map(({ ref }) => ref) });
  return known.flatMap((deployed) => {
    const id = deployed.place.repository?.id;
    const own = all.filter(
      (one) =>
        (one.ref === deployed.ref || (id !== undefined && one.repository === id)) &&
        meant.includes(one.environment) &&
        !isTransient(one.environment),
    );
    const newestFirst = own.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    const inProduction = newestFirst.find(
      ({ environment }) => stageOf(environment) === 'production',
    );
    const told = new Set([newestFirst[0], inProduction].filter((one) => one !== undefined));
    return [...told].map((one) => ({ deployed, one }));
  });
}

const ENDS: Record<Deployment['state'], string> = {
  active: 'It finished, and runs there.',
  replaced: 'It finished, and was replaced since.',
  removed: 'It finished, and was removed since.',
  failed: 'It failed.',
  pending: 'It has not finished yet.',
};

/** `The last deployment of ledger is 9.3.0 to prod-eu, today at 08:20, by Kenji Mori. It finished, and runs there.` */
function tryText(room: Room, { deployed, one }: Try): string {
  const { view } = room;
  const by = one.by ? `, by ${whoText(view, one.by)}` : '';
  const before = deployed.environments.find(({ environment }) => environment === one.environment);
  const still =
    one.state === 'failed' || one.state === 'pending'
      ? before?.running
        ? ` ${runningText(room, deployed, { ...before, newer: null })}.`
        : ' Nothing else is known to run there.'
      : '';
  const url = one.url ? ` ${one.url}` : '';
  return `The last deployment of ${labelOf(view, deployed.ref)} is ${versionOf(one, deployed.tags)} to ${one.environment}, ${momentText(one.createdAt, room)}${by}. ${ENDS[one.state]}${still}${url}`;
}
