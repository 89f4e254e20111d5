import { PROPERTIES } from '../properties.ts';

/** What a name may be, for a cue that asks about it. */
export type Sort = 'thing' | 'team' | 'person';

/** Words that ask for something wherever they stand in a sentence; `◇` is a name. */
export type Cue = {
  /** The same question as the patterns read it, `{x}` for the names, or `{a}` and `{b}` for two. */
  asks: string;
  of: readonly Sort[];
  /** How many names it is about: one or more where nothing is said. */
  names?: 'one' | 'two' | 'several';
  /** What the sentence must have. */
  said: RegExp;
  /** Words it may have beside names, fillers and troubles. */
  words: ReadonlySet<string>;
};

function setOf(...words: string[]): ReadonlySet<string> {
  return new Set(words.flatMap((line) => line.split(/[\s|]+/)));
}

/** "if it dies", "when we lose it". */
const CONDITION = '(?:if|when|once|assuming|suppose|without|should|loses?|losing|lost)';
const FEELS = '(?:what|who|which|anything|anyone|everything|how)';
const CREW = '(?:team|squad|crew|group|people|folks|unit|department)';
const TAKE_AWAY =
  '(?:delet|remov|drop|kill|retir|decommission|sunset|archiv|unplug|scrap|disabl|nuk|get(?:ting)? rid|throw(?:ing)? away|stop|(?:switch|turn|shut|take|tear|bring)(?:ing)?\\b.*\\b(?:off|down))';
const NEED =
  '(?:hangs? off|sits? on|builds? on|uses?|using|needs?|needing|depends?|depending|dependent|rel(?:y|ies|ying)|consum(?:e|es|ing)|call(?:s|ing)?|hit(?:s|ting)?|reads?|reading|subscrib(?:e|es|ed|ing)|listen(?:s|ing)?|talk(?:s|ing)? to|requir(?:e|es|ing)|(?:stands?|sits?|builds?|built|based) on|connect(?:s|ed|ing)?|invok(?:e|es|ing)|quer(?:y|ies|ying)|touch(?:es|ing)?)';
const NEEDS =
  'stand stands based hangs hang off sits sit builds build uses use using needs need needing depends depend depending dependent relies rely relying consumes consume consuming calls call calling hits hit hitting reads read reading subscribes subscribe subscribed subscribing listens listen listening talks talk talking requires require requiring connects connect connected connecting invokes invoke queries query querying touches touch upon service services apps apis systems teams direct directly list';
const REACH =
  'assign ask talk speak contact ping bother bug call reach message dm notify escalate complain approach inform thank blame poke nudge mail email write turn go shout yell consult chat annoy pester hit loop hold';
const DOWN =
  'dies die died dead fails fail failing breaks break broke crashes crash explodes burns disappears vanishes stops stop gone goes go away offline down unavailable unreachable slow lose loses lost losing without deleted removed off';

/** What sentences ask for by single words. Of several that leave no word unexplained, the first is meant. */
export const CUES: readonly Cue[] = [
  {
    asks: 'what do {x} share',
    of: ['thing'],
    names: 'several',
    said: /\b(?:shar(?:es?|ed|ing)|common|overlap(?:s|ping)?|same)\b|\bbehind (?:both|all|them|these)\b|\bboth\b.*\b(?:depend|need|use|rely)\b/,
    words: setOf(
      'shared share shares sharing common overlap overlaps overlapping same dependency dependencies upstream upstreams wise cause root culprit underlying denominator something behind depend depends need use rely both same source',
    ),
  },
  {
    asks: 'does {a} depend on {b}',
    of: ['thing'],
    names: 'two',
    said: new RegExp(
      `^(?!.*\\b(?:who|which|both)\\b)[^◇]*\\b(?:do|does|why|how|is|are)\\b[^◇]*◇[^◇]*\\b${NEED}\\b[^◇]*◇[^◇]*$`,
    ),
    words: setOf(NEEDS, 'end ends up way somehow order function work directly'),
  },
  {
    asks: 'blast radius of {x}',
    of: ['thing'],
    said: new RegExp(
      `\\b(?:blast|impact|impacts|fallout|ripple|collateral|knock-on)\\b|\\b${CONDITION}\\b.*\\b${FEELS}\\b|\\b${FEELS}\\b.*\\b${CONDITION}\\b|\\b(?:outage|down)\\b.*\\bwhat else\\b|\\b(?:warn|notify|inform|tell|know)\\b.*\\b(?:before|when|if)\\b`,
    ),
    words: setOf(
      DOWN,
      'change changes changed before turn turning switch switching off shut shutting warn notify inform restart restarting reboot rebooting upgrade upgrading migrate migrating change changing touch touching',
      'tier 1 2 3 tonight later soon blast impact impacts fallout ripple collateral knock-on radius effect effects damage hit affected impacted hurt suffers suffer else happens happen notices notice feels feel trouble working works work stops stop reboot rebooting scream screams yell yells cry cries complain complains know knows falls over hard consequences consequence bad badly big dependents services teams assuming suppose once breaks goes without',
    ),
  },
  {
    asks: 'can i delete {x}',
    of: ['thing'],
    said: new RegExp(
      `\\b(?:safe|ok|okay|fine|harmless|risky|possible|allowed|dangerous|(?:can|could|may|should|are|am) (?:i|we)|dare|against|reason|problem|able)\\b.*\\b${TAKE_AWAY}`,
    ),
    words: setOf(
      'safe safely harmless risky possible allowed dangerous dare against reason problem able finally simply yet delete deleting remove removing drop dropping kill killing retire retiring decommission decommissioning sunset sunsetting archive archiving unplug unplugging scrap scrapping disable disabling nuke nuking getting rid throw throwing away stop stopping switch switching turn turning shut shutting take taking tear tearing bring bringing off down fine',
    ),
  },
  {
    asks: 'what depends on {x}',
    of: ['thing'],
    said: new RegExp(
      `^(?!.*\\b(?:does|do|did)\\b[^◇]*◇).*\\b(?:who|what|which|anyone|anything|anybody|any|something|somebody|everyone|everything|all|list)\\b.*\\b${NEED}\\b[^◇]*◇|◇[^◇]*\\b(?:used|called|consumed|needed|required|read) by\\b|\\b(?:consumers?|callers?|dependents?|dependants?|downstreams?|subscribers?|clients)\\b`,
    ),
    words: setOf(
      NEEDS,
      'used called consumed needed required consumer consumers caller callers dependent dependents dependants downstream downstreams subscriber subscribers clients everything exist',
    ),
  },
  {
    asks: 'what does {x} depend on',
    of: ['thing'],
    said: new RegExp(
      `\\b(?:what|which)\\b.*\\b(?:does|do|is|are)\\b[^◇]*◇.*\\b(?:${NEED}|sit|run|built)\\b|^◇[^◇]*\\b${NEED}\\b[^◇]*\\b(?:what|which)\\b|^(?:[^◇]*\\b(?:what|which|things|stuff|everything|anything|all)\\b[^◇]*)◇ (?:${NEED})\\b|\\b(?:hurts?|kills?|breaks?|affects?)\\b[^◇]*◇$|\\b(?:upstreams?|dependencies|requirements|prerequisites)\\b`,
    ),
    words: setOf(
      NEEDS,
      'hurt hurts kill kills break breaks affect affects upstream upstreams dependencies dependency requirements prerequisites sit sits run runs work works built tree graph',
    ),
  },
  {
    asks: 'what does {x} own',
    of: ['team', 'person'],
    said: /\b(?:what|which|everything|list)\b.*\b(?:owns?|owned|maintains?|responsible|charge|looks?|runs?|belongs?|portfolio)\b/,
    words: setOf(
      'own owns owned maintain maintains responsible charge look looks run runs belong belongs portfolio services everything list under',
    ),
  },
  {
    asks: 'who leads {x}',
    of: ['team'],
    said: /\b(?:leads?|leader|led|manager|manages|managing|boss|heads?|chief|charge)\b/,
    words: setOf(
      'chef lead leads leader led chef manager manages managing boss head heads chief charge runs',
    ),
  },
  {
    asks: 'who is in {x}',
    of: ['team'],
    said: /\b(?:members?|people|folks|ppl|engineers|devs|developers|colleagues|headcount|teammates|roster|size|big|large)\b|\bwho\b.*\b(?:works?|working|sits?|belongs?|in|on|part)\b/,
    words: setOf(
      'member members people folks ppl engineers devs developers colleagues headcount teammates roster size many much big large list names work works working sit sits belong belongs part',
    ),
  },
  {
    asks: 'who owns {x}',
    of: ['thing'],
    said: new RegExp(
      [
        '\\b(?:own(?:s|ed|er|ers|ing|ership)?|maintain(?:s|ed|er|ers|ing)?|responsib(?:le|ility)|accountable|belong(?:s|ing)?|whose|behind|charge|hook|stewards?|custodians?|caretakers?|answerable)\\b',
        `\\b(?:who|(?:which|what) ${CREW})\\b.*\\b(?:runs?|running|has|have|takes?|handles?|handling|builds?|built|operates?|inherit(?:s|ed)?|keeps? the lights|adopted|drives?|tends?|manages?|managing|supports?|develops?|made|wrote|fix(?:es)?|repairs?|signs? off|hosts?|administers?|feels|claims?|gets?|got|approves?|reviews?|merges?|looks?|looking|cares?)\\b`,
        `^(?:(?:which|what) )?${CREW}\\b[^◇]*◇$`,
        `^◇[^◇]*\\b(?:which|what) ${CREW}$`,
      ].join('|'),
    ),
    words: setOf(
      'inherited inherits inherit lights keeps adopted baby situation name own owns owned owner owners owning ownership maintain maintains maintained maintainer maintainers maintaining responsible responsibility accountable belong belongs belonging behind charge hook steward stewards custodian custodians caretaker caretakers answerable run runs running take takes handle handles handling build builds built operate operates drive drives tend tends manage manages managing support supports develop develops made wrote fixes host hosts administers feels claims approve approves approval sign signs signing off fix fixing repair repairs would administer change review reviews merge merges look looks looking care cares after team teams squad crew group people folks unit department changes prs code person primary main actual real official these days 4',
    ),
  },
  {
    asks: 'who do i talk to about {x}',
    of: ['thing', 'team'],
    said: new RegExp(
      `\\bwhere\\b.*\\b(?:report|file|raise)\\b|\\b(?:who|whom|where|how|anyone|someone|which ${CREW})\\b.*\\b(?:i|we|you|one|to)\\b.*\\b(?:${REACH.replaceAll(' ', '|')})\\b|\\b(?:channel|chan|slack|chat room|contacts?|poc)\\b|\\bhelp\\b.*\\b(?:with|on|for)\\b|\\b(?:person|human|somebody|someone|anyone|expert|specialist|guru|sme)\\b.*\\b(?:for|from|who|knows?|about|of)\\b|\\bwho\\b.*\\b(?:knows?|understands?|helps?|answers?)\\b`,
    ),
    words: setOf(
      REACH,
      'room report reports file raise open something bug bugs channel chan slack contact contacts poc point person human expert specialist guru sme goto go-to question questions issue issues problem problems support request requests feedback regarding concerning best right ticket tickets trouble understand understands helps answers answer must supposed team squad crew people folks 4 hang sit post',
    ),
  },
  {
    asks: 'runbook for {x}',
    of: ['thing'],
    said: /\b(?:run-?books?|playbooks?|recovery)\b|\bwhat\b.*\b(?:do|should|can)\b.*\b(?:i|we)\b.*\b(?:do|check)\b/,
    words: setOf(
      'runbook runbooks run-book book run playbook playbooks recovery steps instructions procedure check first',
    ),
  },
  {
    asks: 'who is on call for {x}',
    of: ['thing', 'team'],
    said: /\b(?:on call|on-call|pager|on duty|rota|standby|on shift)\b/,
    words: setOf('call on-call pager duty rota standby shift hold holds carries has person'),
  },
  {
    asks: 'which team is {x} on',
    of: ['person'],
    said: /\b(?:teams?|squad|crew|department|works?|working|sits?|belongs?)\b/,
    words: setOf(
      'team teams squad crew department work works working sit sits belong belongs part',
    ),
  },
  ...PROPERTIES.map(
    ({ words }): Cue => ({
      asks: `${words.split('|')[0]} of {x}`,
      of: ['thing'],
      said: new RegExp(`\\b(?:${words})\\b`),
      words: setOf(words, 'link links url urls address where live lives page 4'),
    }),
  ),
  {
    asks: 'is {x} deprecated',
    of: ['thing'],
    said: /\b(?:deprecated|obsolete|retired|sunset|end of life|eol)\b/,
    words: setOf('deprecated obsolete retired sunset end life eol already officially yet'),
  },
  {
    asks: '{x} is down',
    of: ['thing'],
    names: 'one',
    said: /^(?!.*\b(?:who|whose|whom|what|which|where|when|why|how|there|any|anyone|anything)\b).*\b(?:down|broken|on fire|burning|dead|dying|failing|crash(?:ing|ed|es)|crashloop(?:ing|s)?|outage|unreachable|unavailable|timing out|times out|timeouts?|50\d(?:s|'s)?|5xx|errors?|erroring|degraded|slow|sluggish|laggy|hanging|hangs|stuck|melting|red|oom|flapping|not working|not responding)\b/,
    words: setOf(
      'dying melting melted seeing having prod production customers complaining completely totally seems looks everywhere lots many minutes minute mins hours hour since morning evening tonight noon night seem loading sev1 sev2 p1 major huge big went going hangs oom crashes crashloops',
    ),
  },
  {
    asks: 'what is {x}',
    of: ['thing', 'team', 'person'],
    names: 'one',
    said: /^(?!.*\b(?:needs?|wants?)\b).*\b(?:what|about|explain|describe|summary|summarise|summarize|overview|purpose|details|info|information)\b/,
    words: setOf(
      'explain describe summary summarise summarize overview purpose details info information mean means good more brief short deal story supposed',
    ),
  },
];

/** Stands around anything that is asked, and asks nothing. */
export const FILLERS = setOf(
  'the a an our your my his her their its this that these those some any of for in on at to from by with w w/ and or as about is are was be been being am do does did has have had will would can could should may might shall must i we you they it he she them us me there here then so also too just really ever even actually currently still now right today again exactly please pls plz thanks thx who whom whose what which where how anyone anything anybody someone somebody everyone if when because since after but while hey hi hello all both ok okay well tell find found see give show get gets got getting want wants need needs looking like think guess wondering wonder re trying try question quick one thing things stuff urgent urgently asap help lol btw anymore nowadays anyway maybe probably apparently supposedly hmm say says said up out know knows idea around exactly every gimme somehow somewhere something earth heck hell world properly honestly basically folks mate',
);

/** How something is that a question is about; the question stays the same. */
export const TROUBLES = setOf(
  "down broken fire burning dead failing fails failed crashing crashed outage unreachable unavailable timing times timeout timeouts errors error erroring exceptions degraded hanging hangs hang stuck red flapping slow throwing throws returning returns return giving gives serving alert alerts alerting firing fired triggered paging paged incident issue issues problem problems bug bugs weird acting keeps keep shows tons working respond responding 400 401 403 404 500 500s 500's 502 502s 503 503s 504 504s 5xx 4xx",
);

/** What turns a sentence around, so that single words do not say what it asks. */
export const TURNING =
  /\b(?:not|never|no longer|except|excluding|instead|rather|other than|besides|mean|meant|wrong|before(?! (?:\w+ing|i|we)\b)|used to|previously|former|formerly|yesterday|tomorrow|next|last|until|ago|than|vs|versus|compare|compared|more|less|most|least|why|moved|now owned)\b|n't\b/;
