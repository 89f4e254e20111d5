// What people type reaches us in Slack's markup. https://docs.slack.dev/messaging/formatting-message-text/#retrieving

const TOKEN = /<(?<sign>[@#!]?)(?<target>[^>|]*)(?:\|(?<label>[^>]*))?>/g;
/** Longer texts are cut: nobody asks in more words, and the top of a stack trace says the most. */
const LONGEST = 4_000;

/**
 * A question as plain words: markup undone, the bot's own name taken out, people replaced by their ref where the directory knows them.
 */
export async function plainQuestion(
  text: string,
  {
    botUserId,
    refOf,
  }: { botUserId: string | null; refOf: (slackId: string) => Promise<string | null> },
): Promise<string> {
  const refs = await refsOfPeople(text, botUserId, refOf);
  const plain = text.replace(TOKEN, (_token, sign: string, target: string, label?: string) => {
    switch (sign) {
      case '@':
        return target === botUserId ? ' ' : (refs.get(target) ?? `@${label ?? target}`);
      case '#':
        return `#${label || target}`;
      case '!':
        return label ?? `@${target.split('^')[0]}`;
      default:
        return target.startsWith('mailto:') ? (label ?? target.slice(7)) : target;
    }
  });
  // "@callboard, who …" leaves a comma that belongs to nobody.
  const words = unescaped(plain)
    // Lines are kept: a pasted stack trace is read line by line.
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .replace(/ (?=[,;:] )/g, '');
  return words
    .replace(/^[\s,;:]+/, '')
    .trim()
    .slice(0, LONGEST);
}

/** Three people a question are plenty, and each may cost a call. */
const PEOPLE = 3;

async function refsOfPeople(
  text: string,
  botUserId: string | null,
  refOf: (slackId: string) => Promise<string | null>,
): Promise<Map<string, string>> {
  const ids = [...text.matchAll(TOKEN)]
    .filter(({ groups }) => groups?.['sign'] === '@')
    .map(({ groups }) => groups?.['target'] ?? '');
  const refs = new Map<string, string>();
  for (const id of new Set(ids.filter((id) => id !== botUserId).slice(0, PEOPLE))) {
    const ref = await refOf(id);
    if (ref) refs.set(id, ref);
  }
  return refs;
}

/** Undoes Slack's escaping, the ampersand last, so that `&amp;lt;` stays `&lt;`. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
