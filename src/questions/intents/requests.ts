import type { Answer, Intent } from '../answer.ts';
import { channelsOf } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { labelOf } from '../labels.ts';
import { reply } from '../reply.ts';

type Request = {
  intent: Intent;
  /** What is asked to be done, for the sentence that declines it. */
  deed: string;
  patterns: readonly string[];
  examples: readonly string[];
};

// Asking is not doing: none of these is carried out, and what can be said instead is said.
const REQUESTS: readonly Request[] = [
  {
    intent: 'page.request',
    deed: 'write messages of your own or close incidents',
    examples: ['message Ana Lima', 'resolve the incident'],
    patterns: [
      '(message|dm|text|contact) {any}',
      '(can|could|would) (you|someone|somebody) [please] (message|dm|text) {any}',
      '(trigger|open|create|start|declare|raise|resolve|acknowledge|ack|close) (an|a|the|new|an new) (incident|page|alert|sev1|sev 1|pagerduty incident)',
      '(resolve|acknowledge|ack|close) (an|a|the|this|that) (incident|page|alert|pagerduty incident) (for|on|about|against|with) {any}',
    ],
  },
  {
    intent: 'deploy.request',
    deed: 'deploy or roll back anything',
    examples: ['deploy ledger', 'roll back ledger', 'ship ledger to prod', 'restart ledger'],
    patterns: [
      '(deploy|redeploy|release|ship|roll out|rollout|promote|roll back|rollback|revert|restart|reboot|scale|scale up|scale down|stop|start|kill|bounce|push|hotfix|publish|undeploy|merge|rebuild|rerun|re-run) {any}',
      '(deploy|redeploy|release|ship|roll out|rollout|promote|roll back|rollback|revert|restart|push|publish|scale) {any} (to|in|on|into|from|for) {rest}',
      '(can|could|would|will) (you|someone|somebody|we) [please|just] (deploy|redeploy|release|ship|roll out|promote|roll back|rollback|revert|restart|stop|kill|scale) {any}',
    ],
  },
  {
    intent: 'scaffold.start',
    deed: 'create a repository or a service yet',
    examples: ['create a kafka consumer called refund-listener for Money', 'i need a new service'],
    patterns: [
      '(create|scaffold|make|bootstrap|generate|set up|setup|spin up|add|start|build) [me|us] (a|an|new|a new|another|some) {rest}',
      '(i|we) (need|want|would like) [to create|to make|to scaffold|to start] (a new|new|another) {rest}',
      '(i|we) (need|want) to (create|make|scaffold|start|set up|spin up) {rest}',
      '(can|could) (you|i|we) [please] (create|scaffold|make|bootstrap|generate|set up|spin up) {rest}',
      '(new|scaffold|create) (service|repo|repository|project|component|library)',
      'how do (i|we) (create|scaffold|start|make) (a|a new|new) (service|repo|repository|project|component|library)',
    ],
  },
  {
    intent: 'digest.request',
    deed: 'send or schedule messages yet',
    examples: ['send this to #eng-leads every monday 9am', 'post this in #general'],
    patterns: [
      '(send|post|share|forward|mail|email|schedule) (this|that|it|these|them|a digest|the digest|the report|the list|a report|a summary) {rest}',
      '(remind|subscribe) (me|us|them|everyone|the team) {rest}',
      '(send|post|schedule) {rest} (every|each|daily|weekly|monthly) {more}',
    ],
  },
  {
    intent: 'exempt.request',
    deed: 'grant or change exemptions yet',
    examples: ['exempt ledger from the runbook check'],
    patterns: [
      '(exempt|excuse|waive) {any} from {rest}',
      '(approve|reject|grant|extend) (the|this|that|an|my) (exemption|exemptions|waiver) [for|of] [it]',
      '(approve|reject|grant|extend) (the|this|that|an|my) (exemption|waiver) {rest}',
    ],
  },
  {
    intent: 'nudge.snooze',
    deed: 'change reminders yet, because I send none so far',
    examples: ['snooze ledger stuff until after quarter end', 'stop bugging me about codeowners'],
    patterns: [
      '(snooze|mute|unmute|silence|unsubscribe) {any}',
      '(snooze|mute|silence) {any} (until|for|till) {rest}',
      '(stop|quit) (bugging|pinging|nagging|telling|reminding|messaging|spamming|notifying) {rest}',
      '(do not|never) (bug|ping|nag|tell|remind|message|spam|notify) {rest}',
    ],
  },
];

/** Imperatives: recognised, never carried out. */
export const requests: readonly Intention[] = REQUESTS.map(
  ({ intent, deed, patterns, examples }) => ({
    intent,
    examples,
    patterns,
    bare: 'nothing',
    isNameOptional: true,
    answer: (question) => decline(intent, deed, question),
  }),
);

async function decline(intent: Intent, deed: string, { mentions, room }: Case): Promise<Answer> {
  const refs = mentions.map(({ ref }) => ref);
  const [first] = refs;
  return reply({
    kind: 'declined',
    intent,
    subjects: refs,
    text: `I did nothing: I cannot ${deed}.${first ? ` ${await insteadFor(room, first)}` : ''}`,
  });
}

async function insteadFor({ view, facts }: Case['room'], ref: string): Promise<string> {
  const name = labelOf(view, ref);
  const kind = view.get(ref)?.kind;
  if (kind === 'user') return `You can write to ${name} yourself.`;
  if (kind === 'group') {
    const { channel, askChannel } = channelsOf((await facts(ref))?.entity ?? null);
    const where = askChannel ?? channel;
    return where ? `${name} can be asked in ${where}.` : `No channel is registered for ${name}.`;
  }
  const owner = view.out(ref, 'ownedBy').find((one) => view.get(one));
  const who = owner ? labelOf(view, owner) : null;
  return who
    ? `${name} is owned by ${who}; ask them.`
    : `Nobody is registered as the owner of ${name}.`;
}
