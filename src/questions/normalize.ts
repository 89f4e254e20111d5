import { withoutFrame } from './frames.ts';

/** Longer texts are letters, not questions; patterns are not tried on what comes after. */
const LENGTH = 400;

const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bwho['’]?s is\b/gi, 'whose is'],
  [/\b(who|what|where|how|when|why|that|there)['’]?s\b(?=\s|$)/gi, '$1 is'],
  [/\bit['’]s\b/gi, 'it is'],
  [
    /\bits(?= (?:down|broken|failing|gone|dead|slow|on fire|not|unavailable|flaky|full|back|up)\b)/gi,
    'it is',
  ],
  // What is said to be elsewhere is asked for all the same.
  [/\b(which|what|any|all|list) other (?=\w+s\b)/gi, '$1 '],
  [/\b(who|what|where|how|they|you)['’]?re\b/gi, '$1 are'],
  // "were" is a word of its own.
  [/\b(we)['’]re\b/gi, '$1 are'],
  [/\b(who|what|where|how)['’](?:d|ll)\b/gi, '$1'],
  [/\bwhois\b/gi, 'who is'],
  [/\bsmth\b/gi, 'something'],
  [/^(wrong|nope|incorrect)[!.]+\s+(?=\S)/gi, '$1, '],
  [/\bi['’]?m\b/gi, 'i am'],
  [/\b(do|does|did|is|are|was|can|could|would|should|have|has|wo)n['’]?t\b/gi, '$1 not'],
  // "don't we own it" asks what "do we own it" asks.
  [/^(do|does) not (?=(?:we|i|they)\b)/gi, '$1 '],
  [/\bon[\s-]?cal{1,2}\b/gi, 'on call'],
  [/\b(?:wat|wut|wht|waht)\b/gi, 'what'],
  [/\bteh\b/gi, 'the'],
  [/\b(?:woh|hwo|whho)\b(?=\s+(?:own|is|are|run|maint|has|do|look|handl))/gi, 'who'],
  [/\b(?:ownes|ownz|onws|owms|wons|onwns)\b/gi, 'owns'],
  [/^(?:what|which) (?:is|are) (mine|ours)\b/gi, 'what does $1 own'],
  // Not within "bjørn".
  [/(?<![\p{L}\p{N}])(rn|atm)(?![\p{L}\p{N}])/giu, 'right now'],
  [/\b(w\/o)\s/gi, 'without '],
  [/^((?:all |the )?tier[ -]?\d) (?=with|without|that|which|missing|lacking)/gi, '$1 services '],
  [/\bdeps?\b/gi, 'dependencies'],
  [/\brepos\b/gi, 'repositories'],
  [/(?<![\p{L}\p{N}])u(?![\p{L}\p{N}])/giu, 'you'],
  [/(?<![\p{L}\p{N}])r(?=\s+(?:you|we|there)(?![\p{L}\p{N}]))/giu, 'are'],
];
/**
 * A question in the form the patterns read: one line, Slack's markup undone, contractions written out, pleasantries gone.
 * Names keep their letters.
 */
export function normalizeQuestion(text: string): string {
  let plain = withoutSigns(unSlack(text))
    .replace(/[‘’‛′]/g, "'")
    .replace(/[“”„‟«»"`¿¡]+/g, ' ')
    // Stars around words are Slack's way of being loud; before an ending or behind a slash they are a wildcard.
    .replace(/(?<![./\w])\*+(?=[^\s*./])|(?<=[^\s*/])\*+(?![.\w/])|(?<!\S)\*+(?!\S)/g, ' ')
    .replace(/(^|[\s(])['_]+(?=\S)/g, '$1')
    .replace(/(\w)['_]+(?=[\s?!,)]|$)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  plain = withoutBot(plain).slice(0, LENGTH);
  for (const [shape, words] of CONTRACTIONS) plain = plain.replace(shape, words);
  return withoutFrame(plain);
}

/** Undoes Slack's escapes and markup: `<https://a|b>` is its address, `<#C1|risk>` is `#risk`, `<@U1|ana>` stays `<@U1>`. */
export function unSlack(text: string): string {
  return text
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, '<@$1>')
    .replace(/<!subteam\^[A-Z0-9]+(?:\|@?([^>]*))?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const EMOJI =
  /(?<!\S):[a-z\d_+'-]+:(?!\S)|(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F)+/giu;
const BULLET = /\s*\n\s*(?:[-*•·]|\d+[.)])\s+/g;

/** Without emoji, and a new line is what it means: the next of a list, or the next sentence. */
function withoutSigns(text: string): string {
  return text
    .replace(EMOJI, ' ')
    .trim()
    .replace(/:\s*\n(?:\s*(?:[-*•·]|\d+[.)])\s+)?/g, ': ')
    .replace(BULLET, ', ')
    .replace(/(?<=[.!?,;:])\s*\n\s*/g, ' ')
    .replace(/\s*\n\s*/g, '. ');
}

/** Who is addressed is not part of the question. */
function withoutBot(text: string): string {
  return text
    .replace(/^(?:(?:hey|hi|hello|ok|yo)[\s,]+)?[@/]callboard\b[\s,:]*/i, '')
    .replace(/^callboard[,:]\s*/i, '')
    .replace(/[\s,]*@callboard$/i, '')
    .trim();
}
