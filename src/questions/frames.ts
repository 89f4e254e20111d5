// What people say around a question: whom they greet, how sorry they are, how much they would like to know, how urgent it is.
// As data: the longer these lists, the more ways of asking are understood.

const ANYBODY =
  '(?:you|u|we|i|anyone|anybody|someone|somebody|any of you|one of you|folks|people|the bot|callboard)(?: here| out there| of you)?';
const MANNERS =
  '(?: please| pls| plz| kindly| happen to| perhaps| maybe| possibly| quickly| quick| just| already| also| by any chance| actually)*';
const LEARN =
  '(?:know|find out|figure out|find|see|learn|ask|check|understand|identify|determine|confirm|look up|clarify|hear|remember|recall)';
const HELP = '(?:help|assist)(?: me| us)?(?: to| with| in)?';
const PARTS = [
  // Whom they address.
  "(?:hey+|hi+|hello+|heya|hiya|yo|howdy|hallo|moin|good (?:morning|afternoon|evening|day)|morning|evening|afternoon|gm|greetings)(?: there| all| everyone| everybody| team| folks| guys| people| y'?all| bot| callboard| again| @?here| friends)*",
  '(?:team|folks|all|everyone|guys|bot|callboard|dear (?:bot|callboard|team|all))',
  // What they say while thinking.
  '(?:(?:ok|okay|so)(?!\\s+to\\s)|k|um+|uh+|hm+|er+|well|alright|right|anyway|anyways|now|look|listen|btw|fyi|by the way|oh|ah|ps|also)',
  '(?:please|pls|plz|urgent|urgently|asap|quick|quickly)',
  '(?:help|help please|pls help|please help|sos|i need help|need help)(?=\\s*[,:;.!?–—]|\\s+-)',
  // How sorry they are, and what kind of question it is.
  '(?:(?:i am |so |very )?(?:sorry|sry|apologies|pardon|excuse me|excuse my ignorance|my bad)(?: to (?:bother|bug|ask|disturb)(?: you(?: all| guys)?| everyone)?| for (?:the|this|a|my|asking)(?: \\w+){0,3}?(?: question| noise| ping)?| again| all| guys| everyone)?)',
  '(?:this (?:is|may be|might be|is probably) )?(?:just |maybe |probably |possibly |another |one |a |an |my |the |one more |still )*(?:quick|dumb|stupid|silly|noob|newbie|newb|n00b|random|basic|simple|small|short|easy|real|urgent|important|general|last|final|new|fast)?,? ?(?:question|questions|q|qq|quick one|one|ask|query)(?: for (?:you|the bot|anyone|someone|you all|the team|today|the group))?(?: about (?:this|that|ownership|something))?(?=\\s*[,:;.!–—-])',
  '(?:quick|dumb|stupid|silly|noob|newbie|random|basic|simple|small|short|easy) (?:question|q|one|ask)',
  '(?:qq|quick q|question)',
  // That they do not know.
  "(?:(?:i have |we have |i've |got |have |i (?:have )?got |there is )?(?:any|no|not any|zero|not the slightest|not the faintest|an?) (?:idea|ideas|clue|clues|hint|thoughts)(?: on| of| about| as to)?)",
  `(?:(?:does|do|did|has|have) ${ANYBODY} (?:have |got )?(?:any|an|a) (?:idea|ideas|clue|hint)(?: on| of| about)?)`,
  "(?:(?:i am |we are |am )?not (?:sure|certain)|(?:i |we )?(?:do not|did not|cannot|can not|can't|never|could not) (?:know|remember|recall|find|find out|figure out|tell|understand|see|work out)|i (?:forgot|forget)|(?:i am |we are )?unsure|idk|dunno|unclear)",
  '(?:i (?:was |am |keep |just )*wonder(?:ed|ing)?|(?:was |am |just )?wondering|(?:just |i am |was )?curious|out of (?:curiosity|interest)|for my own (?:curiosity|understanding))',
  // That they would like to.
  `(?:(?:can|could|would|may|might|does|do|did|will|should)(?: not)? ${ANYBODY}${MANNERS} (?:(?:tell|show|remind|inform)(?: me| us)?(?: about)?|let me know|(?:point|direct|link|send) me(?: to| at)?|say|have a look(?: at)?|(?:${HELP} )?${LEARN}(?: me| us| out)?|${HELP}|give me))`,
  `(?:(?:anyone|anybody|someone|somebody|u|you|y'all)(?: here)? ?(?:might |may |could |can |would |happen to )?(?:knows?|remembers?|tell me|got a clue))`,
  `(?:who(?: here)? (?:knows|can tell(?: me| us)?|could tell(?: me| us)?|remembers)(?=,? (?:who|whose|what|which|where|how|if|whether)\\b))`,
  `(?:(?:i|we)(?: am| are| just| really| only| do| urgently| also| would| 'd| have| had| will)*(?: need| want| wanna| like| love| have| try| trying| hoping| wish| going| got| gotta| about| supposed)(?: to)? ${LEARN})`,
  `(?:(?:just |still |currently |really |desperately )*(?:trying|looking|need|needing|want|wanted|wanting|hoping|have|got|gotta|about) to ${LEARN})`,
  '(?:(?:i am |we are |i was |we were |am |are |still |currently |just |now |desperately )*(?:looking|searching|hunting|on the hunt) for)',
  '(?:(?:i |we )?(?:just |really |urgently )*(?:need|want|require)(?= (?:the |an? )?(?:owner|owners|team|runbook|docs|repo|dashboard|link|slack|channel|contact|name|whoever|person|list)\\b))',
  "(?:(?:i (?:want|need|would like)|i'd like|would like) to know)",
  '(?:remind|tell|show|give|find|get|fetch|bring|pull up|look up)(?: me| us)(?: about)?',
  '(?:find|lookup|look up|show)',
  '(?:may|can|could|might) i(?: just| please| quickly)?(?: ask| know)',
  '(?:it would be (?:nice|great|good) to know|would be (?:nice|great|good) to know|let me know|lmk|do tell|pray tell)',
];
const PART = `(?:${PARTS.join('|')})`;
// A dash, a dot or a colon inside a word belongs to a name.
const STOP = '(?:\\s*[,;!?–—]+\\s*|\\s*[.:]+\\s+|\\s+-+\\s+)';
const OPENERS = new RegExp(`^(?:${PART}(?:${STOP}|\\s+))+`, 'i');

const URGENCY =
  '(?:asap|urgent|urgently|it is urgent|this is urgent|its urgent|very urgent|kinda urgent|bit urgent|need it asap|need this asap|need both asap|need (?:it|this|that|them|an answer)(?: now| asap| quickly| quick| soon)?|right away|immediately|quickly|real quick|quick|at once|soonish|first thing)';
const SURE =
  '(?:please|pls|plz|thanks|thank you|thank you so much|many thanks|thx|ty|tysm|tia|thanks in advance|cheers|asap|again|btw|anymore|any more|these days|nowadays|right now|at the moment|currently|now|actually|exactly|or what|or not|by the way|by any chance|anyway|lol|lmao|haha|lmk|if you know|if you can|if possible|for me|real quick|rn|atm|or so|or something|@here)';
// These may be names as well; after a comma or a stop they are not.
const AFTER_A_STOP = `(?:${URGENCY}|help|help me|please help|can you help|can you help me|anyone|anybody|someone|any idea|any ideas|any clue|any clues|no idea|do you know|does anyone know|anyone know|anyone knows|you know|folks|guys|team|all|everyone|mate|man|bro|dude|buddy|friend|right|ok|okay|yes|no|eh|hm+|huh|innit|i wonder|i forgot|just curious|just asking|asking for a friend|curious|sorry|sry|so|then|thx all|thanks (?:all|everyone|team|folks|guys|a lot|so much|a bunch|again|bot))`;
const CLOSERS = new RegExp(
  `(?:(?:${STOP}|\\s+)(?:${SURE}|${URGENCY})|${STOP}${AFTER_A_STOP})[\\s?!.]*$`,
  'i',
);
const END = /[\s?!.,;:]+$/g;

/** The question without what is said around it; a text that is nothing else stays what it is ("thanks", "hello"). */
export function withoutFrame(text: string): string {
  let plain = text.replace(END, '').trim();
  for (let before = ''; plain !== before; ) {
    before = plain;
    plain = plain.replace(OPENERS, '') || plain;
    plain = plain.replace(CLOSERS, '').replace(END, '') || plain;
  }
  return asAsked(plain.trim());
}

// "if ledger dies what is hit" asks something else than whether.
const INDIRECT =
  /^(?:if|whether) (?!.*\s(?:what|who|which|whom|anything)\s)(.+?) (is|are|was|has|have|can|does|do|needs|uses) (.+)$/i;
const DOES: Record<string, string> = { has: 'does', have: 'do', needs: 'does', uses: 'does' };
const BASE: Record<string, string> = { has: 'have', have: 'have', needs: 'need', uses: 'use' };
const TURNED =
  /^(who|what|where|which (?:team|squad|group)|what (?:team|squad)) (?!is\b|are\b|do\b|does\b|owns?\b)(\S.*?) (is|are)$/i;

/** "if ledger is tier 1" and "where the docs of ledger are" in the order of a question of its own. */
function asAsked(text: string): string {
  const [, subject, verb = '', rest] = INDIRECT.exec(text) ?? [];
  if (subject) {
    const low = verb.toLowerCase();
    return DOES[low] ? `${DOES[low]} ${subject} ${BASE[low]} ${rest}` : `${low} ${subject} ${rest}`;
  }
  return text.replace(TURNED, '$1 $3 $2');
}
