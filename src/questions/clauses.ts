import { compilePattern } from './pattern.ts';

/** A part of a message that could stand by itself. */
export type Clause =
  /** To be answered. */
  | { kind: 'question'; text: string }
  /** Says how something is, so that what follows is about it; null where that is "it". */
  | { kind: 'state'; subject: string | null }
  /** Says something else; whatever it names may be what follows is about. */
  | { kind: 'remark'; text: string }
  /** Urgency, thanks, company: nothing to answer. */
  | { kind: 'noise' };

const QUESTION = '(?:who|whose|whom|what|which|where|when|why|how)';
const ASKS = `(?:${QUESTION}|is|are|was|were|does|do|did|has|have|can|could|should|any)`;
const IT =
  '(?:it|this|that|they|we|i|there|need|needs|urgent|asap|because|since|prod|production|customers|everything|thanks|please|pls)';
const BREAKS = new RegExp(
  [
    '[?!]+\\s+',
    '\\.+\\s+(?=\\S)',
    '\\s*;\\s+',
    '\\s+[-–—]+>?\\s+',
    `\\s*,\\s*(?:and |but |so |also |then )?(?:also )?(?=(?:${ASKS}|${IT})\\b)`,
    `\\s+(?:and|but|so|&|plus|also)\\s+(?:also\\s+|then\\s+)?(?=${ASKS}\\b)`,
    '\\s+(?=(?:because|cause|cuz|bc|coz|since (?:it|we|i))\\b)',
    `(?<=\\S)\\s+(?=${QUESTION}\\s)`,
  ].join('|'),
  'i',
);

const BEING =
  '(is|are|was|were|seems|seem|looks|look|appears|feels|has been|have been|went|goes|got|gets|keeps|keep|started|is being|are being|just went|has gone|is both|are both|are all|is still|is now|is again|is currently|are still|are now|just started)';
const TROUBLE =
  '(down|broken|failing|full|out of disk|out of memory|out of space|lagging|backed up|overloaded|maxed out|throttled|saturated|slow|flaky|unavailable|unreachable|unhealthy|degraded|crashing|crashed|timing out|stuck|hanging|erroring|dead|on fire|offline|red|not working|not responding|not reachable|not healthy|misbehaving|acting up|acting weird|weird|borked|hosed|dying|restarting|crashlooping|crash looping|oomkilled|firing|alerting|paging|triggered|going off|ringing|screaming|flapping|throwing errors|throwing 500s|throwing 5xx|throwing exceptions|returning errors|returning 500|returning 500s|returning 5xx|returning 503|returning 404|giving errors|giving 500s|giving me 500s|giving us errors|very slow|super slow|really slow|so slow|totally down|completely down|down again|failing again|broken again|down in prod|failing in prod|down for us|a mess|important|urgent)';
const SAID: readonly string[] = [
  `{subject} ${BEING} [still|again|currently|now|totally|completely|really|all|both|just|a bit|kind of|kinda] ${TROUBLE}`,
  `{subject} (down|broken|failing|firing|alerting|times out|timed out|crashed|fails|failed|broke|errors|is erroring|returns 500|returns 500s|returns 5xx|returns 503|returns errors|throws errors|throws 500s|does not work|does not respond|stopped working|woke me up|woke us up|paged me|paged us|just paged me|just paged us|keeps paging me|keeps waking me up|pages me|fired|just fired|triggered|went off|needs attention|needs help|needs a fix|has errors|has problems|has issues|has an issue|has a problem|has a bug)`,
  '[i am|we are|i keep|we keep|we|i] [now|still|just|also|suddenly] (getting|seeing|hitting|get|see|hit|have|having|got|saw|noticed|noticing) [lots of|a lot of|many|some|a|an|the|tons of|intermittent|random|weird|strange] (errors|error|500s|500|5xx|5xxs|503s|404s|timeouts|timeout|exceptions|alerts|an alert|alert|pages|issues|problems|failures|latency|spikes|a spike|bugs|trouble|a problem|problem|issue) (from|in|on|with|at|by|for|to) {subject}',
  '[i|we|just|i just|we just] (got|get|was|were|am|are|being|keep being|keep getting|got just) (paged|alerted|woken up|woken|called|pinged|paged again) [by|for|about|because of|from] {subject}',
  '(alert|alarm|page|incident|pagerduty alert|got an alert|got the alert|got a page|got alert|there is an alert|there is an incident|incident on|incident with|problem with|problems with|issue with|issues with|trouble with|errors in|errors from|bug in|found a bug in|outage of|outage in) [for|from|of|in|on|about|with|called|named] {subject}',
  '[i|we] (need|want|have|would like|am trying|are trying|plan|am about|are about|need|must) to (change|update|modify|touch|deploy|release|delete|remove|use|call|integrate with|migrate|fix|debug|report a bug in|open a pr on|open a pr against|merge a change to|talk about|rename|upgrade) {subject}',
  '[i|we] (have|got|had) [a|an|another|some] (question|questions|issue|problem|bug|bug report|pr|pull request|feature request|request|idea|concern) (about|on|for|with|regarding|in|against) {subject}',
  '(regarding|re|about|concerning|wrt|with regard to|on the topic of|talking about|speaking of|context) {subject}',
  '(there is|we have|there are) [a|an|some] (problem|problems|issue|issues|bug|bugs|incident|outage|errors|alert|alerts) (with|in|on|at|from|for) {subject}',
];
const NOISE: readonly string[] = [
  '[this|it|that|things|everything|this one] [is|are] [a bit|kind of|kinda|very|really|super|pretty|quite|rather|not|somewhat] (urgent|important|critical|time critical|blocking|blocking us|blocking me|blocking a release|annoying|serious|bad|on fire|not urgent|no rush|no hurry)',
  '[we|i|it|customers|users|clients|they|people] [are|am|is|keep|keeps|just|now|still] (get|gets|getting|got|see|sees|seeing|have|having|hit|hitting|throws|throwing|returns|returning|gives|giving) [lots of|a lot of|many|some|us|me|random] (errors|500s|500|5xx|503s|503|404s|timeouts|exceptions|alerts|complaints|issues|problems|tickets) [from it|again|now|in prod]',
  '(asap|urgent|urgently|no rush|no hurry|sev1|sev 1|p1|sos|now|quick|quickly|fast)',
  '[i|we] [really] need [it|this|that|them|both|an answer|help|to know] [asap|now|urgently|quickly|fast|today|soon|right away|for a release|for an incident|for an audit]',
  '(prod|production|everything|the site|the website|all|customers|users|clients|merchants|people|we) (is|are) [all] (down|broken|on fire|burning|affected|impacted|complaining|waiting|angry|blocked|screaming|unhappy|stuck)',
  '(prod down|prod is down|we are blocked|i am blocked|blocking us|i am stuck|we are stuck|need help|help|help please|please help|can you help|can anyone help|can somebody help|anyone|anybody|any ideas|any idea|thoughts|please advise|advise)',
  '(thanks|thank you|thx|ty|cheers|tia|thanks in advance|many thanks|thank you so much|thanks a lot|appreciate it|much appreciated|sorry|sorry for the noise|sorry for the ping|please|pls)',
  '[i|we] (am|are) (new|new here|new to this|new to the team|just onboarding|onboarding|on call|on call today|on call right now|in an incident|debugging|on the incident|just curious)',
  '(i just joined|just joined|first day here|first week here|i am new|my first week|my first on call)',
  '[i] (could not|cannot|did not|can not) (find it|find anything|find it anywhere|find it in the docs|find it in the catalog|see it anywhere|tell)',
  '(i asked|asked) [already|before|in another channel|yesterday|around] [but nobody knows|but no answer|but nobody answered]',
  '(nobody knows|no one knows|nobody answers|nobody answered|nobody seems to know|no one seems to know)',
  '(asking for a friend|just curious|just asking|just checking|out of curiosity|for context|context below|see above|see below|see thread|long story)',
  '(let me know|lmk|ping me|dm me|tell me|do you know|does anyone know|anyone know|you know|if you know)',
];

/** How often the same is said in one message before it is a letter. */
const MOST = 6;
const said = SAID.map(compilePattern);
const noise = NOISE.map(compilePattern);
const ITSELF = /^(?:it|this|that|they|these|those|them|this one|that one|the thing)$/i;
const ASKING = new RegExp(`^(?:${ASKS}|whoever|does|owner|owners|team|runbook|docs)\\b`, 'i');

/** The parts of a message in their order, or null where it is a single one. */
export function clausesOf(
  text: string,
  isQuestion: (clause: string) => boolean,
  withoutFrame: (clause: string) => string,
): Clause[] | null {
  const parts = text
    .split(BREAKS)
    .map((part) => part?.replace(/^[\s,;:.!?–—]+|[\s,;:.!?–—]+$/g, ''))
    .filter(Boolean);
  if (parts.length < 2 || parts.length > MOST) return null;
  return parts.map((part): Clause => {
    const plain = part.replace(/^(?:because|cause|cuz|bc|coz|since|and|but|so|then)\s+/i, '');
    if (noise.some((pattern) => pattern.read(plain))) return { kind: 'noise' };
    const bare = withoutFrame(plain);
    for (const pattern of ASKING.test(bare) ? [] : said) {
      const subject = pattern.read(bare)?.slots['subject'];
      if (subject) return { kind: 'state', subject: ITSELF.test(subject) ? null : subject };
    }
    if (isQuestion(bare)) return { kind: 'question', text: bare };
    return { kind: 'remark', text: bare };
  });
}
