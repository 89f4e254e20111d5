import type { Answer, Intent } from '../answer.ts';
import { channelsOf } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { labelOf } from '../labels.ts';
import { reply } from '../reply.ts';

type Missing = {
  intent: Intent;
  /** What I would have to know, to follow "I do not know". */
  what: string;
  /** Where it would come from. */
  source: string;
  patterns: readonly string[];
  examples: readonly string[];
};

// Questions whose data is not connected: recognised, so that nothing else is answered in their place.
const MISSING: readonly Missing[] = [
  {
    intent: 'oncall.now',
    what: 'who is on call',
    source: 'an on-call source',
    examples: [
      'whos oncal Security rn',
      'oncall?',
      'who has the pager for ledger',
      "and who's on call?",
      'ledger on-call',
    ],
    patterns: [
      'who is [the|currently] on call [today|tonight|this week|for]',
      '(on call|pager|who is on duty|on duty|whos on duty)',
      'who is [the|currently] on call {any}',
      'who is [the|currently] (on call|on duty|on pager|on support|on pager duty|on shift|the primary|primary|secondary|the secondary) [engineer|person] (for|of|at|in|on|from|with) {any}',
      'who (is|are) {any} on call [person|engineer|now|today]',
      'who (has|holds|carries|is carrying|is holding|got) [the] (pager|phone|duty) [for|of|at|on] {any}',
      'who (has|holds|carries) the pager',
      '[the] on call [engineer|person|rota|rotation|schedule] (for|of|at|in|on) {any}',
      '{any} on call [rota|rotation|schedule|person|engineer]',
      'is (anyone|anybody|someone|somebody) [on call|around|awake|online|available|there] (from|for|in|of|at) {any} [awake|online|available|around|on call|there|up]',
      'is there (anyone|anybody|someone|somebody) (from|in|of|at) {any} (awake|online|available|around|on call|up|there)',
      'who (do|should|can) (i|we) (page|wake|wake up) (for|about|at|if) {any}',
      'who (covers|is covering|covers for|is covering for|stands in for|fills in for|is standing in for) {any}',
      '{any} is (out|away|on vacation|on holiday|off|sick|ooo|on leave) who (covers|is covering|stands in|fills in|do i ask)',
      'who was on call {rest}',
    ],
  },
  {
    intent: 'oncall.next',
    what: 'who is on call next',
    source: 'an on-call source',
    examples: ['who is on call for ledger tomorrow', "who's next on call for Security"],
    patterns: [
      'who is [next on|on] call next [for|at|in|of] {any}',
      'who is next on call [for|at|in|of] {any}',
      'who (is|will be|goes) on call (for|at|in|of) {any} (tomorrow|tonight|next week|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|this weekend|next month|over the weekend|next|after that)',
      'who is on call (tomorrow|next week|next|this weekend|over the weekend|on monday|on friday|on saturday|on sunday)',
      '[the] (escalation|escalation policy|escalation path|escalations) (for|of) {any}',
      '{any} (escalation|escalation policy|escalation path)',
      'who do (i|we) escalate {any} to',
      'who is the (backup|escalation) (for|of|on) {any}',
    ],
  },
  {
    intent: 'oncall.person',
    what: 'when anybody is on call',
    source: 'an on-call source',
    examples: ['when am i on call next', 'am i oncall over christmas??', 'is Ana Lima on call'],
    patterns: [
      'when (am|are|is) {person} [next] on call [next|again]',
      '(am|are|is) {person} on call',
      '(am|are|is) {person} on call {rest}',
      '[my|our|the] on call (shifts|shift|schedule|calendar)',
      '(swap|change|take|cover|override) {rest} (shift|shifts|on call)',
    ],
  },
  {
    intent: 'incident.status',
    what: 'which incidents there are',
    source: 'an incident source',
    examples: [
      'what broke last night',
      'any open incidents',
      'is ledger down',
      'incidents for ledger',
    ],
    patterns: [
      '(what|which|who) (broke|is broken|is down|is on fire|failed|went wrong|crashed) [last night|today|yesterday|this week|right now|this morning|last week|overnight]',
      '(any|are there any|are there|what are the|list|open|current|the|show|do we have any|what) [open|active|current|ongoing|recent] (incidents|incident|outages|outage|alerts|sevs|sev1s)',
      '(any|are there any|are there|what are the|list|open|current|the|show|do we have any|what|latest|last) [open|active|current|ongoing|recent|last] (incidents|incident|outages|outage|alerts) (for|on|in|with|at|of|about|affecting|last|this|yesterday|today) {any}',
      '(incidents|incident|outages|outage|postmortem|postmortems) [for|on|of|in] {any}',
      '{any} (incidents|outages|outage|postmortem|incident history)',
      '(is|are) {any} (down|broken|on fire|up|healthy|ok|okay|failing|having problems|having issues|slow|degraded)',
      '(is there|are there) (an|any|a) (incident|incidents|outage|problem|issue) (with|on|for|in|at) {any}',
      'what is (wrong|going on|happening|up) (with|at|in) {any}',
      '(when was|what was) [the] last (incident|outage) [of|for|on|in] {any}',
      '{any} is (down|broken|on fire|failing|slow) [what do i do|what now|help|please help]',
      '(status|health) (of|for) {any}',
      '[whose service is] pd link {rest}',
      'pd link {rest} whose service',
    ],
  },
  {
    intent: 'changes.recent',
    what: 'what changed lately',
    source: 'a source of changes',
    examples: [
      'what changed in ledger today',
      'what changed in the last 2 hours around ledger',
      'who committed to ledger last',
      'what went out friday',
    ],
    patterns: [
      'what (changed|has changed|is new|was merged|got merged|was changed|went out|went in|shipped|got shipped|was released|got released|was deployed|got deployed|landed)',
      'what (changed|has changed|is new|was merged|got merged|was changed|went out|went in|shipped|got shipped|was released|got released|was deployed|got deployed|landed) (in|around|on|at|to|for|with|near|last|since|today|yesterday|this|between|over|friday|monday|tuesday|wednesday|thursday|saturday|sunday) {rest}',
      '[the|recent|latest|last|any|show|all] [recent|latest|last|new] (changes|commits|merges|prs|pull requests|releases|commit|release|change|changelog|pr) [in|to|of|for|on|around] {any}',
      '{any} (changelog|release notes|changes|commits|recent changes|latest commit|pull requests|prs)',
      'who (changed|committed|committed to|merged|last changed|last committed to|touched|broke|last touched|wrote|edited|pushed|pushed to|contributed to) {any}',
      'when was {any} (last changed|changed|last updated|updated|last touched|last edited|created|last released)',
      '(who owned|who used to own|who previously owned|who was the owner of|who was the previous owner of|when did the owner of) {any}',
      'who owned {any} (in|before|last|on|at|until|during|back in|a) {rest}',
      'when did {any} (change owner|change owners|move|change|get created|become deprecated)',
      'who should review [my|this|the] (pr|pull request|change|mr) [for|in|on|to] {rest}',
      'who (reviews|should review|can review|approves|can approve|should approve) {rest}',
    ],
  },
  {
    intent: 'deploy.version',
    what: 'which version runs where',
    source: 'a source of deployments',
    examples: [
      'what version of ledger is in prod',
      'whats on staging',
      'which version of ledger is running',
    ],
    patterns: [
      '(what|which) (version|release|build|commit|tag|sha|image) (of|is) {any} [is] (in|on|running|deployed|live|running in|deployed to|deployed in|running on|live in|out) {rest}',
      '(what|which) (version|release|build|commit|tag|sha|image) (of|is) {any} [is] (running|deployed|live|out|out there)',
      '(what|which) (version|release|build) is {any} [on|at|running]',
      '[the|current|latest|deployed|running] [current|latest|deployed|running] version (of|for) {any}',
      '[the|current|latest|deployed] [current|latest|deployed] version (of|for) {any} (in|on) {rest}',
      '{any} version [in|on] [prod|production|staging|sandbox|dev]',
      'what is (on|in|running on|running in|deployed to|deployed on|deployed in|live on|live in) (staging|prod|production|sandbox|dev|prod-eu|prod-us|test|qa|preprod|canary|uat) [right now|now]',
      'what is (on|in|running on|running in|deployed to|deployed on|deployed in|live on|live in) (staging|prod|production|sandbox|dev|prod-eu|prod-us|test|qa|preprod|canary|uat) {rest}',
    ],
  },
  {
    intent: 'deploy.compare',
    what: 'what is deployed where',
    source: 'a source of deployments',
    examples: ['is my PR 4412 in prod yet', 'diff staging and prod for ledger'],
    patterns: [
      '(is|are|was|has|did) [my|our|the|this|that] (pr|pull request|change|commit|fix|feature|branch|mr) {rest}',
      '(is|are|was|has|did) [my|our|the|this|that] (pr|pull request|change|commit|fix|feature|branch|mr) {rest} (live|deployed|out|in prod|in production|released|merged) [yet]',
      '(diff|compare|difference|what is the difference) [between] (staging|prod|production|sandbox|dev|prod-eu|prod-us|test) {rest}',
      '[what is] the (diff|difference) between {rest}',
      'what is different between {rest}',
    ],
  },
  {
    intent: 'deploy.status',
    what: 'how deployments went',
    source: 'a source of deployments',
    examples: [
      'did the deploy of ledger finish',
      'when was ledger last deployed',
      'who deployed ledger',
    ],
    patterns: [
      '(did|has|is|was) [the|my|our|last] [last] (deploy|deployment|release|rollout|build|pipeline|ci) (of|for|to|on|in) {any} [finish|finished|succeed|fail|done|work|go out|pass|passed|failed|running|green|complete|completed|over|through|go through]',
      '(did|has|is|was) [the|my|our|last] {any} (deploy|deployment|release|rollout|build|pipeline|ci) [finish|finished|succeed|fail|done|work|go out|pass|passed|failed|running|green|complete|completed]',
      'when (was|did|is|were) [the] (last|latest|previous|next) (deploy|deployment|release) (of|for|to) {any}',
      'when (was|did|were) {any} [last] (deployed|released|shipped|deploy|go out|rolled out) [last|to prod|to production]',
      '(is|was|has|did) {any} [been] [already] (deployed|released|shipped|rolled out) [yet|to prod|today|to staging|to production]',
      'who (deployed|released|shipped|rolled out|last deployed|rolled back) {any}',
      '[the|last|latest] [last|latest] (deploy|deployment|deploys|deployments|deploy status) (of|for) {any}',
      '{any} (deploys|deployments|deploy status|last deploy|deploy history|build status|ci status|ci)',
      '(what|which services) (was|were|is|are|have been) [not] deployed {rest}',
    ],
  },
  {
    intent: 'freeze',
    what: 'about freezes and locks',
    source: 'a source of deployments',
    examples: ['are we in a code freeze', 'who locked ledger', 'can i deploy ledger'],
    patterns: [
      '(are|is) (we|there|it) [in|under] (a|any|the) [code|deploy|deployment|change|release|active] (freeze|freezes|lock|locks)',
      '(is|are) {any} (locked|frozen|in freeze|in a freeze|unlocked)',
      'who (locked|froze|unlocked|has locked) {any}',
      'why is {any} (locked|frozen)',
      'when (does|is|will) the [code|deploy|change] freeze (end|over|start|begin|lifted|end)',
      '(can|may|could|should) (i|we) [safely] (deploy|ship|release|merge) [to prod|now|today|on friday]',
      '(can|may|could|should) (i|we) [safely] (deploy|ship|release) {any}',
      '[code|deploy|change|any] (freeze|freezes|locks)',
    ],
  },
  {
    intent: 'scaffold.status',
    what: 'about template runs',
    source: 'templates that run here',
    examples: ['the scaffolding failed at step 3, retry?', 'how far is my new service'],
    patterns: [
      '[the|my] (scaffolding|scaffold|scaffolder|template run|template|new service|new repo) (failed|broke|is stuck|hangs|is not working|errored) {rest}',
      '(how far|where) is (my|the|our) (new service|new repo|scaffolding|scaffold|template run|repository|project)',
      '(retry|resume|continue|rerun) [the|it|my] (scaffolding|scaffold|run|template run|step)',
      'did (my|the|our) (scaffold|scaffolding|template run|new service|new repo) (work|finish|succeed|fail)',
    ],
  },
  {
    intent: 'score.show',
    what: 'about scorecards',
    source: 'scorecards',
    examples: [
      "how's ledger doing on prod readiness",
      'score of ledger',
      'is ledger production ready',
    ],
    patterns: [
      'how is {any} doing [on|with|in] [prod|production|security|docs] [readiness|baseline|ownership]',
      'how is {any} doing [on|with|in] {rest}',
      '[the] (score|scorecard|scorecards|level|grade|rating|maturity|readiness|prod readiness|production readiness) (of|for) {any}',
      '{any} (score|scorecard|scorecards|grade|rating|readiness|prod readiness|production readiness|checks)',
      '(is|are) {any} (gold|silver|bronze|compliant|passing|production ready|prod ready|failing checks|failing any checks)',
      'what (level|score|grade|rating) (is|has|does) {any} [have|at|on|got]',
      '(does|do) {any} (pass|meet|fail|comply with) {rest}',
    ],
  },
  {
    intent: 'score.why',
    what: 'about scores and why they move',
    source: 'scorecards',
    examples: ['why did ledger drop to bronze', 'why is ledger bronze'],
    patterns: [
      'why (did|has|is|was|does|are) {any} (drop|dropped|fall|fell|fail|failing|bronze|silver|gold|red|go|losing|lose|lost|not gold|not silver|degraded|only bronze|only silver|below) [to|down|from] [bronze|silver|gold|none]',
      'why (did|has|is|was) {any} (drop|dropped|fall|fell|fail|failing|go|lose|losing) {rest}',
      'why does (it|the scorecard|the check) say {rest}',
      'what (made|caused) {any} (drop|fall|fail) [to bronze]',
    ],
  },
  {
    intent: 'score.fix',
    what: 'about scores and how to raise them',
    source: 'scorecards',
    examples: [
      'how does ledger get to gold',
      'what is missing for ledger to be gold',
      'fix it for me',
    ],
    patterns: [
      'how (do|does|can|could|should) (we|i|it) (get|go|move|raise|reach|improve) [to|it to|from] [gold|silver|bronze|the next level|next level]',
      'how (do|does|can) {any} (get to|reach|become|move to|go to) (gold|silver|bronze|the next level|next level)',
      'what (is|does|are) (missing|left|needed|failing|required) (for|to|on|in) {any} [to be|to get to|to reach] [gold|silver|bronze]',
      'what does {any} (need|miss|lack) (for|to be|to get to|to reach) {rest}',
      'fix (it|this|that|them) [for me|please|for us]',
      'fix {any}',
    ],
  },
  {
    intent: 'score.list',
    what: 'about scores and checks',
    source: 'scorecards',
    examples: [
      'which services fail the runbook check',
      'worst services',
      'what exemptions expire this month',
    ],
    patterns: [
      '(which|what) (services|components|teams|repos) (fail|are failing|do not pass|pass|are passing|are bronze|are silver|are gold|are red|score worst|score best|are below|have the worst score|have the best score|do not meet|fell|dropped|are not) [gold|silver|bronze]',
      '(which|what) (services|components|teams|repos) (fail|are failing|do not pass|pass|are passing|are below|do not meet) {rest}',
      '[the|our|top] (worst|best|lowest|top|bottom) (services|components|teams|repos|scores|five|ten|5|10|scoring services) [by score]',
      '(what|which) exemptions {rest}',
      '[any|open|pending|the|list|my] (exemptions|exemption requests|waivers)',
    ],
  },
  {
    intent: 'campaign.status',
    what: 'about initiatives and their dates',
    source: 'campaigns',
    examples: [
      'hows the node 22 migration going',
      'when is the runbook thing due',
      'what is left for the node 22 migration',
    ],
    patterns: [
      '(how is|hows|how are) [the|our] {rest} (migration|campaign|initiative|rollout|upgrade|move|project|effort|push) (going|doing|coming along|coming|progressing)',
      '(how is|hows) [the|our] {rest} (going|progressing|coming along)',
      'when is [the|our] {rest} (due|over|finished|done|deadline)',
      '(what is|who is) (left|missing|still missing|remaining|not done|behind) (for|on|in) [the] {rest}',
      '[the] (status|progress|deadline) (of|for|on) [the] {rest} (migration|campaign|initiative|upgrade|rollout)',
      '{rest} (campaign|initiative|migration) (status|progress|deadline)',
      '[the|any|our|open|current|active] (campaigns|initiatives|deadlines)',
    ],
  },
  {
    intent: 'nudge.settings',
    what: 'about reminders: none were sent by me so far',
    source: 'reminders',
    examples: [
      'why did i get this message',
      'why DIDNT anyone tell us about the deadline',
      'where do my notifications go',
    ],
    patterns: [
      'why (did|do|am|are|have) (i|we) [keep] (get|got|getting|receive|receiving|see|seeing|notified|pinged) (this|these|that|those|messages|notifications|reminders|pinged|nagged|it) [message|messages|reminder|reminders|notification|notifications|nudge|nudges|from you]',
      'why (did|has|have|was|were|do|does) (not|no one|nobody|noone) [anyone|anybody|someone|we|i|you] {rest}',
      'why (did|do) you (not|never|always|keep|ping|message|tell|nag|spam|remind) {rest}',
      '(where|how) (do|are|can) (my|our|i|we) (notifications|reminders|nudges|messages|change notifications|get notified) [go|sent|set|delivered|changed]',
      '(notification|reminder|nudge) settings',
      '(my|our) (notifications|reminders|nudges|preferences|settings)',
    ],
  },
  {
    intent: 'digest.request',
    what: 'about digests',
    source: 'digests',
    examples: ['weekly digest'],
    patterns: [
      '[the|a|our|show|weekly|this week|this weeks|monthly|daily|last|latest] [weekly|latest|last] (digest|report|weekly report|weekly summary|summary of the week)',
      '[show|send|give] [me] [the|a|our] [weekly|latest|last|monthly] (digest|weekly report)',
    ],
  },
  {
    intent: 'trend',
    what: 'how things moved over time',
    source: 'history of scores',
    examples: ['which team improved the most this month', 'are we getting better'],
    patterns: [
      '(are|is) (we|it|things|they) getting (better|worse) [over time|at this]',
      '(which|what|who) [team|service|group|teams|services] (improved|got better|got worse|declined|dropped|moved|regressed|gained) [the] [most|least] {rest}',
      '(which|what) (team|service|group) (improved|got better|got worse|declined|moved) [the] [most|least]',
      '[the|our|show|show the] (trend|trends|progress over time|score history) [of|for|in] {rest}',
      '[our] (trend|trends)',
      'why did (the|our) (score|average|org score|trend) {rest}',
    ],
  },
  {
    intent: 'docs.howto',
    what: 'what the docs say about that',
    source: 'a search through docs',
    examples: [
      'how do i rotate the token-vault keys',
      'how do i get access to ledger',
      'adr about why we chose kafka',
    ],
    patterns: [
      'how (do|can|should|would|could|to) [i|we|you|one] (rotate|get access|get|add|use|run|set up|setup|configure|install|call|test|debug|build|connect|authenticate|enable|disable|migrate|upgrade|request|create|handle|generate|send|write|read|access|change|update|renew|onboard|reset|export|import|start|stop|make|do|integrate|query|log in|login|subscribe|publish|refund|register|deploy|monitor|rename|scale|backfill|replay|trigger|verify|check|open|encrypt) {rest}',
      'how to {rest}',
      'how (does|do) {rest} work',
      '[any|an|the|is there an|find|which|what] (adr|adrs|rfc|rfcs|decision record|design doc|design docs|postmortem) (about|for|on|why|that|which|explaining) {rest}',
      'why did (we|you|they) (choose|chose|pick|use|decide|go with|move|switch) {rest}',
      '(explain|what is the meaning of|what does) {rest} (mean|like im five|to me)',
      'where (is|are) {rest} (documented|described|explained)',
      'what (headers|header|parameters|limits|limit|rate limit|timeout|port|format) {rest}',
      'explain {rest} to me',
      '[the] docs (about|on|say about) {rest}',
    ],
  },
  {
    intent: 'own.path',
    what: 'who owns single files and pull requests',
    source: 'a source of changes',
    examples: [],
    patterns: ['who should review my pr {rest}'],
  },
];

/** Questions about data that is not connected. */
export const missing: readonly Intention[] = MISSING.map(
  ({ intent, what, source, patterns, examples }) => ({
    intent,
    examples,
    patterns,
    bare: 'nothing',
    isNameOptional: true,
    answer: (question) => sayMissing({ intent, what, source }, question),
  }),
);

async function sayMissing(
  { intent, what, source }: Pick<Missing, 'intent' | 'what' | 'source'>,
  { mentions, room }: Case,
): Promise<Answer> {
  const refs = mentions.map(({ ref }) => ref);
  const hints = await Promise.all(refs.slice(0, 3).map((ref) => whoKnows(room, ref)));
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [
      `I do not know ${what}: ${source} ${/s$/.test(source) ? 'are' : 'is'} not connected.`,
      ...hints,
    ]
      .filter(Boolean)
      .join(' '),
  });
}

async function whoKnows(room: Case['room'], ref: string): Promise<string> {
  const facts = await room.facts(ref);
  if (!facts) return '';
  const name = labelOf(room.view, ref);
  if (facts.entry.kind === 'group') {
    const { channel } = channelsOf(facts.entity);
    return channel ? `${name} talks in ${channel}.` : '';
  }
  if (!facts.owner?.exists) return '';
  const where = facts.owner.channel ? ` (${facts.owner.channel})` : '';
  return `${name} is owned by ${labelOf(room.view, facts.owner.ref)}${where}, who will know.`;
}
