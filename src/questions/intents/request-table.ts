import type { Intent } from '../answer.ts';

/** Something people ask to be done that this product does not do. */
export type Request = {
  intent: Intent;
  /** What is not done here: "I did nothing: I …". */
  refusal: string;
  /** Where it is done instead, whatever it is about. */
  instead?: string;
  /** What runs and who may is worth knowing before it is done. */
  isDeployment?: boolean;
  patterns: readonly string[];
  examples: readonly string[];
};

const ASK = '(can|could|would|will) (you|someone|somebody|anyone|we) [please|just|kindly]';
const WISH =
  '(i|we) (want you to|need you to|would like you to|want someone to|need someone to|need somebody to)';
const HURRY = '(just|please|go ahead and|now|quickly|let us|you should|you must|you have to)';

/** The verb by itself, asked for, and in a hurry. */
function orders(verbs: string): string[] {
  return [
    `(${verbs}) {any}`,
    `${ASK} (${verbs}) {any}`,
    `${WISH} (${verbs}) {any}`,
    `${HURRY} (${verbs}) {any}`,
    // What is said behind the name: "to prod", "until monday".
    `(${verbs}) {any} (to|in|on|into|from|for|at|by|with|until|after|as) {rest}`,
  ];
}

const DEPLOY =
  'deploy|redeploy|release|ship|roll out|rollout|promote|roll back|rollback|revert|publish|undeploy|hotfix|push|force push|merge|rebuild|rerun|re-run|build';
const RUN =
  'restart|reboot|bounce|start|stop|kill|scale|scale up|scale down|turn off|turn on|switch off|switch on|take down|bring down|bring up|shut down|spin down|spin up|power off|fail over|failover|drain|evict|cordon|pause|resume|suspend|throttle|resize|increase|decrease|reduce|enable|disable|toggle|flush|clear|migrate|patch|upgrade|downgrade|bump|trigger|cancel|abort|retry|execute|run|restore|back up|reindex|provision';
const DESTROY =
  'delete|remove|destroy|terminate|erase|wipe|purge|nuke|drop|truncate|decommission|archive|unregister|get rid of|tear down';
const ACCESS =
  'grant|revoke|give|rotate|renew|reset|unlock the account of|approve access of|approve access for';

/** Imperatives, by what they ask for. */
export const REQUESTS: readonly Request[] = [
  {
    intent: 'page.request',
    refusal: 'write no messages of your own and close no incidents',
    examples: ['message Ana Lima', 'resolve the incident', 'tell Ana Lima that ledger is back'],
    patterns: [
      '(message|dm|text|contact) {any}',
      '(tell|write|write to|inform|email|mail|message|dm) {any} (that|about|to) {rest}',
      '(write to|email|mail) (the|everyone in|everybody in) {any}',
      `${ASK} (message|dm|text|email|write to) {any}`,
      '(trigger|open|create|start|declare|raise|resolve|acknowledge|ack|close|reopen) (an|a|the|this|that|new|an new) (incident|page|alert|sev1|sev 1|pagerduty incident)',
      '(resolve|acknowledge|ack|close|reopen) (an|a|the|this|that) (incident|page|alert|pagerduty incident) (for|on|about|against|with) {any}',
      '(resolve|acknowledge|ack|close|reopen) [the] (incident|page|alert) {rest}',
    ],
  },
  {
    intent: 'deploy.request',
    refusal: 'deploy, roll back and merge nothing',
    isDeployment: true,
    examples: ['deploy ledger', 'roll back ledger', 'ship ledger to prod', 'merge my pr'],
    patterns: [
      ...orders(DEPLOY),
      '(merge|approve|review|close|reopen|rebase) (my|the|this|that|a|our) (pr|pull request|mr|merge request|change|branch|commit) {rest}',
      '(merge|approve|review|close|reopen|rebase) (my|the|this|that|a|our) (pr|pull request|mr|merge request|change|branch|commit)',
      '(open|create|make|raise) (a|an|the) (pr|pull request|mr|merge request) {rest}',
      `${ASK} (merge|approve|review) (my|the|this|that) (pr|pull request|mr|change) [please]`,
      '(approve|approved|lgtm|approve it|approve this|approve that|merge it|ship it|deploy it|do it|do that|go ahead|undo that|undo it|revert that|revert it)',
    ],
  },
  {
    intent: 'deploy.request',
    refusal: 'run nothing: I start, stop, scale and configure no service',
    examples: ['restart ledger', 'scale ledger to 5 replicas', 'turn off ledger'],
    patterns: [...orders(RUN), '(switch|move|flip|route) {any} (to|over to|onto) {rest}'],
  },
  {
    intent: 'unsafe',
    refusal: 'delete nothing',
    instead: 'What its file no longer says leaves the catalog by itself, and is remembered.',
    examples: ['delete ledger', 'please remove ledger', 'decommission ledger'],
    patterns: orders(DESTROY),
  },
  {
    intent: 'unsafe',
    refusal: 'give no access, change no roles and hold no keys',
    examples: ['rotate the keys of ledger', 'revoke access of Ana Lima', 'rotate keys'],
    patterns: [
      ...orders(ACCESS),
      '[write|read|admin|root|ssh|prod] (access|permission|permissions) (to|on|for) {any}',
      `(rotate|renew|reset|regenerate|roll) [the|all|our|my] (key|keys|secret|secrets|password|passwords|token|tokens|certificate|certificates|cert|certs|credentials) {rest}`,
      '(rotate|renew|reset|regenerate|roll) [the|all|our|my] (key|keys|secret|secrets|password|passwords|token|tokens|certificate|certificates|cert|certs|credentials)',
      '(make|promote) {any} (an admin|admin|a maintainer|an owner|root|lead|the lead|a lead) {rest}',
      '(make|promote) {any} (an admin|admin|a maintainer|an owner|root|lead|the lead|a lead)',
      '(make me|make us) (an admin|a maintainer|an owner|the admin) {rest}',
      '(make me|make us) (an admin|a maintainer|an owner|the admin)',
      '(add|invite|remove|kick|move|fire|hire|promote|demote|suspend|block) {person} (to|from|into|out of|as) {rest}',
      '(fire|hire|promote|demote|invite|kick) {person}',
    ],
  },
  {
    intent: 'scaffold.start',
    refusal: 'register nothing by being told to',
    instead:
      'Put a catalog-info.yaml into the repository and I find it, or register its address with POST /api/catalog/locations.',
    examples: ['register ledger', 'register a new service called teapot'],
    patterns: [
      ...orders('register|onboard|catalogue'),
      '(register|onboard) (a|an|the|my|our|new|a new|my new|our new) {rest}',
    ],
  },
  {
    intent: 'exempt.request',
    refusal: 'decide about no exemption that I do not know',
    instead:
      'Say its number: "approve EX-3", and "pending exemptions" lists them. "Exempt ledger from the runbook check until september because …" asks for one.',
    examples: ['exempt ledger from the runbook check'],
    patterns: [
      '(exempt|excuse|waive) {any} from {rest}',
      '(approve|reject|grant|extend) (the|this|that|an|my) (exemption|exemptions|waiver) [for|of] [it]',
      '(approve|reject|grant|extend) (the|this|that|an|my) (exemption|waiver) {rest}',
    ],
  },
  {
    intent: 'nudge.snooze',
    refusal: 'silence no alerts; that is done where they are raised',
    examples: ['silence the alerts of ledger', 'mute alerts for ledger'],
    patterns: [
      '(silence|mute|snooze|unmute|unsilence|suppress|ack|acknowledge|disable|turn off) [the|all|all the] (alert|alerts|alarm|alarms|pages|paging|monitors|monitoring) (of|for|on|from|about) {any}',
      '(silence|mute|snooze|unmute|unsilence|suppress|ack|acknowledge|disable|turn off) [the|all|all the] (alert|alerts|alarm|alarms|pages|paging|monitors|monitoring)',
      '(silence|mute|snooze|suppress) {any} (alert|alerts|alarm|alarms)',
      '(unsilence|unmute) {any}',
    ],
  },
];
