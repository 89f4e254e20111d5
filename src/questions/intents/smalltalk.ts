import type { Intention } from '../intention.ts';
import { reply } from '../reply.ts';

/** Thanks, greetings and emoji: nothing is answered. */
export const smalltalk: Intention = {
  intent: 'smalltalk',
  examples: ['thanks!', 'thank you so much', 'hello', '👍', ':tada: :tada:', 'ok cool', 'good bot'],
  patterns: [
    '(thanks|thank you|thx|ty|tysm|cheers|merci|merci beaucoup|danke|danke dir|danke schön|danke sehr|vielen dank|besten dank|gracias|muchas gracias|obrigado|obrigada|muito obrigado|dzięki|dziękuję|grazie|dank je|tack|takk|tak|kiitos|arigato|much appreciated|appreciate it|appreciated|many thanks|thanks a lot|thanks so much|thank you so much|thank you very much|thanks a bunch|thanks again|thanks everyone|thanks all|thanks team|thanks mate|thanks buddy|thanks bot|thank you bot|thanks callboard|thank you callboard|thanks that helps|thanks that helped|that helps|that helped|perfect thanks|great thanks|ok thanks|okay thanks|cool thanks|awesome thanks|got it thanks|thanks got it|nice thanks|no thanks|never mind thanks)',
    '(hi|hello|hey|yo|hiya|howdy|good morning|good afternoon|good evening|morning|gm|bye|goodbye|see you|see ya|cya|good night|gn|hi there|hello there|hey there|hi all|hello everyone|hi team|hi bot|hello bot|hi callboard|welcome|callboard|everyone|everybody|folks|guys|hey callboard|hello callboard|good morning callboard|good morning everyone|good morning all|good morning team|morning all|morning team|morning everyone|hi folks|hi guys|hey all|hey team|hey folks|hey guys|hi everyone|hello all|hello team|what is up|sup|hola|bonjour|salut|hallo|moin|guten morgen|servus|ciao|olá|cześć|hej)',
    '(ok|okay|k|kk|cool|nice|great|perfect|awesome|amazing|got it|gotcha|i see|makes sense|understood|sounds good|right|yes|no|yep|yup|nope|yeah|sure|lol|haha|hahaha|lmao|rofl|wow|oh|ah|hmm|hm|oops|never mind|nevermind|nvm|np|no worries|no problem|all good|done|fixed|solved|works|it works|that works|good bot|bad bot|nice bot|good job|well done|nice one|love it|love you|love this|you rock|you are awesome|you are the best|neat|sweet|brilliant|fantastic|excellent|wonderful|ok cool|ok great|ok nice|oh nice|oh cool|oh ok|test|testing|ping|+1|fyi|wip|brb|afk|ack|ty|same|me too|agreed|true|indeed|exactly|lgtm|gg|gg wp|wp|glhf|rip|oof|welp|noted|thx a ton|thanks a ton|thanks a million|super|vale|prima|klasse|genial|ok super|perfekt|thx bye|later|ttyl|bbl|omw|eta 5|haha nice|lol nice|nice haha|on it|will do|looking|checking|let me check|let me look|i am looking|i am on it|we are on it|looking into it|we are looking into it|i am looking into it|nvm found it|found it|got it now|it is fixed|it is fixed now|fixed now|i think it is fixed|i think it is fixed now|all good now|back to normal|same here|sorry wrong channel|wrong channel|wrong thread|wrong window|ignore that|ignore this|ignore me|please ignore|my bad|sorry|no idea|no clue|not sure|idk|dunno|brb lunch|ok got it|okay got it|ok sure|ok will do|good point|fair enough|good to know|interesting|cool cool|ok ok|yay|woohoo|congrats|congratulations|well done everyone|great job|great work|good work|nice work|you are welcome|no need|not needed|not needed anymore|resolved|done now|merged|deployed|bump|up|this|cc|tbd|wfm|sgtm|roger|copy that|aye|yessir|indeed so)',
    'how are you [doing] [today]',
    '(happy friday|happy monday|have a nice day|have a nice weekend|have a good weekend|have a great day)',
  ],
  bare: 'nothing',
  answer: () => reply({ kind: 'silent', intent: 'smalltalk', text: '' }),
};

const CHATTER: ReadonlySet<string> = new Set(
  [
    ...smalltalk.patterns.flatMap((pattern) => pattern.match(/[a-zß-ž+1]+/gi) ?? []),
    ...'all so then well very much really too that is it was a the you we i am for bot much again everyone hehe'.split(
      ' ',
    ),
  ].map((word) => word.toLowerCase()),
);

const ASKS = /\?|^(?:who|what|how|is|are|when|where|why)\b/i;

/** Whether a text is made of words of thanks and company only: "lol ok", "cool cool, thanks". */
export function isChatter(text: string): boolean {
  const words = text.toLowerCase().match(/[^\s,.!?;:]+/g) ?? [];
  return (
    !ASKS.test(text) &&
    words.length > 0 &&
    words.length <= 6 &&
    words.every((word) => CHATTER.has(word))
  );
}

const SHORTCODE = /:[\w+'-]+:/g;
const SIGN = /\p{Extended_Pictographic}|\p{Emoji_Component}|[\s.!,…;:()<>\-+*~^_|/\\DPpO]/gu;

/** Whether a text has no words: emoji, shortcodes and smileys only. */
export function isWordless(text: string): boolean {
  if (!/[^\s?]/.test(text)) return false;
  // Digits are components of keycap emoji, and yet a number is no smiley.
  return !/\d/.test(text) && text.replace(SHORTCODE, '').replace(SIGN, '') === '';
}
