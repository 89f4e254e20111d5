import type { Missing } from './missing.ts';

/** Scores, campaigns and reminders: recognised, so that nothing else is answered in their place. */
export const MISSING_STANDARDS: readonly Missing[] = [
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
      '[the|our|top] (worst|best|lowest|top|bottom) (services|components|teams|repos|scores|scorecards|five|ten|5|10|scoring services) [by score]',
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
      'how far (is|are) [the|our] {rest} (migration|campaign|initiative|rollout|upgrade|move|effort|push) [along]',
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
    source: 'a history of scores',
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
];
