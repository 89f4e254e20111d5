/** Longer texts are letters, not questions; patterns are not tried on what comes after. */
const LENGTH = 400;

const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\b(who|what|where|how|when|why|that|there)['’]?s\b(?=\s|$)/gi, '$1 is'],
  [/\bit['’]s\b/gi, 'it is'],
  [/\b(who|what|where|how|they|you)['’]?re\b/gi, '$1 are'],
  // "were" is a word of its own.
  [/\b(we)['’]re\b/gi, '$1 are'],
  [/\b(who|what|where|how)['’](?:d|ll)\b/gi, '$1'],
  [/\bi['’]?m\b/gi, 'i am'],
  [/\b(do|does|did|is|are|was|can|could|would|should|have|has|wo)n['’]?t\b/gi, '$1 not'],
  [/\bon[\s-]?cal{1,2}\b/gi, 'on call'],
  [/\b(?:wat|wut|wht|waht)\b/gi, 'what'],
  [/\bteh\b/gi, 'the'],
  [/\b(rn|atm)\b/gi, 'right now'],
  [/\b(w\/o)\s/gi, 'without '],
  [/\bdeps?\b/gi, 'dependencies'],
  [/\brepos\b/gi, 'repositories'],
  [/\bu\b/gi, 'you'],
  [/\br\b(?=\s+(you|we|there))/gi, 'are'],
];
const OPENERS =
  /^(?:(?:hey|hi|hello|yo|ok|okay|so|um+|uh+|hmm+|well|please|pls|plz|quick question|quick q|question|sorry|morning|team|folks|all|everyone|guys|btw|fyi|can you tell me|could you tell me|can anyone tell me|can someone tell me|does anyone know|does anybody know|do you know|anyone know|any idea|do we know|i (?:want|need|would like|'d like) to know|i was wondering|i wonder|just wondering|wondering|remind me|tell me|show me|give me|find me|find|get me)[\s,:;!-]+)+/i;
const CLOSERS =
  /[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty|cheers|asap|again|btw|anymore|any more|these days|nowadays|right now|at the moment|currently|now|actually|exactly|or what|or not|by the way|by any chance|anyway)[\s?!.]*$/i;

/**
 * A question in the form the patterns read: one line, Slack's markup undone, contractions written out, pleasantries gone.
 * Names keep their letters.
 */
export function normalizeQuestion(text: string): string {
  let plain = unSlack(text)
    .replace(/[‘’‛′]/g, "'")
    .replace(/[“”„‟"`]+/g, ' ')
    // Stars around words are Slack's way of being loud; before an ending or behind a slash they are a wildcard.
    .replace(/(?<![./\w])\*+(?=[^\s*./])|(?<=[^\s*/])\*+(?![.\w/])|(?<!\S)\*+(?!\S)/g, ' ')
    .replace(/(^|[\s(])['_]+(?=\S)/g, '$1')
    .replace(/(\w)['_]+(?=[\s?!,)]|$)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  plain = withoutBot(plain).slice(0, LENGTH);
  for (const [shape, words] of CONTRACTIONS) plain = plain.replace(shape, words);
  plain = plain.replace(/[\s?!.,;:]+$/g, '').trim();
  let before = '';
  while (plain !== before) {
    before = plain;
    const opened = plain.replace(OPENERS, '');
    // "thanks" and "hello" alone stay what they are.
    if (opened) plain = opened;
    const closed = plain.replace(CLOSERS, '').replace(/[\s?!.,;:]+$/g, '');
    if (closed) plain = closed;
  }
  return plain.trim();
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

/** Who is addressed is not part of the question. */
function withoutBot(text: string): string {
  return text
    .replace(/^(?:(?:hey|hi|hello|ok|yo)[\s,]+)?[@/]callboard\b[\s,:]*/i, '')
    .replace(/^callboard[,:]\s*/i, '')
    .replace(/[\s,]*@callboard$/i, '')
    .trim();
}
