import { enumerate, labelOf } from '../../catalog/labels.ts';
import { environmentsMeant, isEnvironmentWord } from '../../operations/environments.ts';
import { environmentNames } from '../../operations/work-reads.ts';
import type { Answer } from '../answer.ts';
import { answerChanges, type Filter, windowOf } from '../delivery/answer-changes.ts';
import { changesNear, type Span } from '../delivery/changes.ts';
import { tellEverywhere } from '../delivery/everywhere.ts';
import { workedOn } from '../delivery/places.ts';
import { unconnectedAnswer } from '../delivery/unread.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';

const intent = 'changes.recent';
const DID =
  '(changed|has changed|have changed|is new|was merged|got merged|has been merged|was changed|has been changed|went out|has gone out|went live|went in|shipped|got shipped|was shipped|has shipped|was released|got released|has been released|was deployed|got deployed|has been deployed|landed|was rolled out|got rolled out|was pushed|moved|was updated)';
const DO = '(deploy|ship|release|merge|change|roll out|push|push out|put out|land|update)';
const DONE = '(deployed|shipped|released|merged|changed|rolled out|pushed|updated|landed)';
const NEAR = '(in|into|around|on|at|to|for|with|near|by|from|of|inside|within)';
const CHANGES =
  '(changes|change|commits|commit|merges|merge|prs|pr|pull requests|pull request|releases|release|deploys|deployments|deploy history|changelog|release notes|rollouts)';
/** "… or what it depends on": its direct upstreams are looked at anyway. */
const OR_UPSTREAM =
  '(or what it depends on|or anything it depends on|or something it depends on|or in what it depends on|or in anything it depends on|or its dependencies|or its upstreams|or upstream|or upstreams|or what it needs|and what it depends on|and its dependencies|and its upstreams|or anything upstream|or one of its dependencies|and upstream)';
const LATELY = '[lately|recently|so far|just now|already|yet]';

/** What changed in something and in what it needs directly. */
export const changesRecent: Intention = {
  intent,
  when: 'welcome',
  examples: [
    'what changed in ledger today',
    'what changed in the last 2 hours around ledger',
    'what changed around ledger since 14:00',
    'who committed to ledger last',
    'did anything change in ledger or what it depends on in the last 2 hours',
    'what did money deploy this week',
    'recent changes to ledger',
    'ledger changelog',
  ],
  patterns: [
    `what [else] ${DID} ${LATELY} ${NEAR} {any} ${LATELY}`,
    `what [else] ${DID} ${NEAR} {any} ${OR_UPSTREAM}`,
    `what ${DONE} ${NEAR} {any}`,
    `what (did|has|have) {any} ${LATELY} ${DO} ${LATELY}`,
    `what (has|have) {any} ${LATELY} ${DONE} ${LATELY}`,
    `(did|has|have|was|were) (anything|something|anybody|anyone|somebody|someone|stuff) [been|get] (change|changed|deploy|deployed|merge|merged|ship|shipped|release|released|break|go out|updated) ${LATELY} ${NEAR} {any} [${OR_UPSTREAM.slice(1, -1)}]`,
    `(has|did|have) {any} (changed|change|been changed|been updated|been touched) ${LATELY}`,
    `(has|have|did) {any} ${OR_UPSTREAM} (changed|change|been changed|been updated) ${LATELY}`,
    `[the|any|show|list|all|are there any|show me|what are|what were|give me] [the|recent|latest|last|new|any|all] [recent|latest|last|new] ${CHANGES} ${NEAR} {any} [${OR_UPSTREAM.slice(1, -1)}]`,
    `{any} [recent|latest] ${CHANGES}`,
    `(when was|what is|what was|show|show me) [the|our] (last|latest|newest|most recent) ${CHANGES} (of|for|in|to|on) {any}`,
    `(has|did|have) (anyone|anybody|someone|somebody) (touched|touch|changed|change|pushed to|deployed|deploy|merged into|released|shipped|broken|break) {any} ${LATELY}`,
    'what (broke|might have broken|could have broken) {any}',
    'who (changed|committed|committed to|merged|merged to|merged into|last changed|last committed to|touched|last touched|broke|pushed|pushed to|last pushed to|contributed to|worked on|released) {any} [last|recently|lately]',
    'when was {any} (last changed|changed|last updated|updated|last touched|last edited|last released|last merged)',
  ],
  bare: 'talk',
  answer: (question) => answerAbout(question),
};

/** What happened anywhere: "what shipped last night", "what went out to prod". */
export const changesEverywhere: Intention = {
  intent,
  when: 'welcome',
  examples: [
    'what went out friday',
    'what shipped last night',
    'what changed today',
    'what was deployed to prod yesterday',
    'what was released this week',
  ],
  patterns: [
    `what [else] ${DID} ${LATELY}`,
    `what [else] ${DID} ${LATELY} (to|in|on|into) {env}`,
    `(what|which) (services|things|components) (changed|were deployed|were released|went out|shipped|have been deployed|were changed) ${LATELY}`,
    `(what|which) (services|things|components) (changed|were deployed|were released|went out|shipped|have been deployed) ${LATELY} (to|in|on) {env}`,
    `(did|was|has) (anything|something) [been] (deployed|ship|shipped|merged|released|go out|change|changed) ${LATELY}`,
    `(did|was|has) (anything|something) [been] (deployed|ship|shipped|released|go out) ${LATELY} (to|in|on) {env}`,
    `(show|list|all|recent|latest|the latest|any|are there|were there|show me) [any|the|all|recent|latest|new] [recent|latest|new] ${CHANGES} [everywhere]`,
    `(show|list|all|recent|latest|the latest|any|are there|were there|show me) [any|the|all|recent|latest|new] [recent|latest|new] ${CHANGES} (to|in|on) {env}`,
    `${CHANGES} (to|in|on) {env}`,
  ],
  bare: 'nothing',
  answer: (question) => answerEverywhere(question),
};

/** What sorts of changes the words ask for. */
function filterOf(text: string): Filter {
  if (
    /\bdeploy|\broll(?:ed)? out|\bwent out|\bgo out|\bgone out|\bship|\bwent live|\brollouts?\b/i.test(
      text,
    )
  )
    return 'deployments';
  if (/\breleas/i.test(text)) return 'releases';
  if (/\bmerg|\bcommit|\bpush|\bprs?\b|\bpull requests?\b|\btouched\b/i.test(text)) return 'merges';
  return 'all';
}

async function answerAbout(question: Case): Promise<Answer | null> {
  const { mentions, text, when = null, room } = question;
  if (mentions.length === 0) return null;
  const refs = mentions.map(({ ref }) => ref);
  const things = [...new Set(refs.flatMap((ref) => workedOn(room, ref)))];
  if (things.length === 0) return null;
  const missing = await unconnectedAnswer(room, {
    intent,
    what: `what changed in ${enumerate(refs.map((ref) => labelOf(room.view, ref)))}`,
    refs,
  });
  if (missing) return missing;
  const isLast =
    /^(?:who|when)\b|\b(?:last|latest) (?:change|commit|merge|release|pr|deploy)\b/i.test(text) &&
    !when;
  const window = windowOf(room, when, isLast ? 'ever' : 'week');
  const filter = filterOf(text);
  // Who asks what somebody deployed, or what a release brought, asks about that alone.
  const isNear =
    filter === 'all' || /\b(?:around|near|depends? on|needs|upstreams?|dependencies)\b/i.test(text);
  const withUpstream = isNear && !isLast && things.length <= MOST_WITH_UPSTREAM;
  const changes = await changesNear(room, things, window, { withUpstream });
  return answerChanges(question, { refs, changes, window, filter, isLast, withUpstream });
}

/** Around a whole department everything is near. */
const MOST_WITH_UPSTREAM = 15;

async function answerEverywhere({ text, slots, when = null, room }: Case): Promise<Answer | null> {
  const said = slots['env'] ?? null;
  const known = await environmentNames(room.db);
  if (said !== null && !isEnvironmentWord(said, known)) return null;
  const missing = await unconnectedAnswer(room, { intent, what: 'what changed lately', refs: [] });
  if (missing) return missing;
  const window: Span & { label: string } = windowOf(room, when, 'day');
  const environments = said === null ? null : environmentsMeant(said, known);
  if (environments?.length === 0)
    return reply({
      kind: 'unknown',
      intent,
      text: `I know no environment "${said}". There are deployments to ${enumerate(known)}.`,
    });
  const filter = said === null ? filterOf(text) : 'deployments';
  return tellEverywhere(room, { window, filter, environments });
}
