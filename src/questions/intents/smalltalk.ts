import type { Intention } from '../intention.ts';
import { reply } from '../reply.ts';

/** Thanks, greetings and emoji: nothing is answered. */
export const smalltalk: Intention = {
  intent: 'smalltalk',
  examples: ['thanks!', 'thank you so much', 'hello', '👍', ':tada: :tada:', 'ok cool', 'good bot'],
  patterns: [
    '(thanks|thank you|thx|ty|tysm|cheers|merci|danke|gracias|obrigado|much appreciated|appreciate it|appreciated|many thanks|thanks a lot|thanks so much|thank you so much|thank you very much|thanks a bunch|thanks again|thanks everyone|thanks all|thanks team|thanks mate|thanks buddy|thanks bot|thank you bot|thanks callboard|thank you callboard|thanks that helps|thanks that helped|that helps|that helped|perfect thanks|great thanks|ok thanks|okay thanks|cool thanks|awesome thanks|got it thanks|thanks got it|nice thanks|no thanks|never mind thanks)',
    '(hi|hello|hey|yo|hiya|howdy|good morning|good afternoon|good evening|morning|gm|bye|goodbye|see you|see ya|cya|good night|gn|hi there|hello there|hey there|hi all|hello everyone|hi team|hi bot|hello bot|hi callboard|welcome)',
    '(ok|okay|k|kk|cool|nice|great|perfect|awesome|amazing|got it|gotcha|i see|makes sense|understood|sounds good|right|yes|no|yep|yup|nope|yeah|sure|lol|haha|hahaha|lmao|rofl|wow|oh|ah|hmm|hm|oops|never mind|nevermind|nvm|np|no worries|no problem|all good|done|fixed|solved|works|it works|that works|good bot|bad bot|nice bot|good job|well done|nice one|love it|love you|love this|you rock|you are awesome|you are the best|neat|sweet|brilliant|fantastic|excellent|wonderful|ok cool|ok great|ok nice|oh nice|oh cool|oh ok|test|testing|ping|+1|fyi|wip|brb|afk|ack|ty|same|me too|agreed|true|indeed|exactly|lgtm|gg)',
    'how are you [doing] [today]',
    '(happy friday|happy monday|have a nice day|have a nice weekend|have a good weekend|have a great day)',
  ],
  bare: 'nothing',
  answer: () => reply({ kind: 'silent', intent: 'smalltalk', text: '' }),
};

const SHORTCODE = /:[\w+'-]+:/g;
const SIGN = /\p{Extended_Pictographic}|\p{Emoji_Component}|[\s.!,…;:()<>\-+*~^_|/\\DPpO]/gu;

/** Whether a text has no words: emoji, shortcodes and smileys only. */
export function isWordless(text: string): boolean {
  if (!/[^\s?]/.test(text)) return false;
  // Digits are components of keycap emoji, and yet a number is no smiley.
  return !/\d/.test(text) && text.replace(SHORTCODE, '').replace(SIGN, '') === '';
}
