import type { CatalogView } from '../catalog/search.ts';
import { withoutSecrets } from '../log.ts';

/** A name or a short question; what is longer is somebody's letter, log or paste, and none of the platform lead's business. */
const LONGEST = 120;
const MOST_WORDS = 16;

const PERSON =
  /<@[^>]*>|\buser:[\w.-]+\/[\w.-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/])@[a-z][\w.-]*(?![\w/])/gi;
/** Numbers of cards, accounts and telephones. */
const LONG_NUMBER = /\+?\d(?:[ -]?\d){8,}/g;
const SECRET_WORD =
  /\b(?:password|passwd|pwd|secret|token|api[-_ ]?key|bearer)\b\s*(?:is|[:=])\s*\S+/gi;
/** Letters and digits mixed at such length are a key or a digest; names of services have words in them. */
const KEY = /(?<![\w/.-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=]{20,}(?![\w/.-])/gi;
const OTHER_SECRETS = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|\beyJ[\w-]{8,}\.[\w.-]+/g;

/**
 * What is kept of a text that nobody knew: lower case, without people, numbers of people and anything like a secret. Null where that
 * leaves nothing a name could be, or where it was long.
 */
export function missText(said: string, view: CatalogView | null = null): string | null {
  return exampleText(said, view)?.toLowerCase() ?? null;
}

/** The same in the letters that were typed. */
export function exampleText(said: string, view: CatalogView | null): string | null {
  const plain = withoutSecrets(said)
    .replace(SECRET_WORD, '[secret]')
    .replace(OTHER_SECRETS, '[secret]')
    .replace(KEY, '[secret]')
    .replace(PERSON, 'someone')
    .replace(LONG_NUMBER, '[number]')
    // What would hide, or turn the reading direction round, in a report.
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const words = plain.split(' ');
  if (plain.length > LONGEST || words.length > MOST_WORDS) return null;
  const kept = (view ? withoutPeople(words, view) : words).join(' ');
  const isTelling = /[\p{L}\p{N}]{2}/u.test(
    kept.replace(/\[(?:secret|number)\]|\bsomeone\b/g, '').trim(),
  );
  return isTelling ? kept : null;
}

const LONGEST_NAME = 3;

/** The same words with "someone" for each person the catalog knows by these. */
function withoutPeople(words: readonly string[], view: CatalogView): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = personAt(words.slice(at, at + LONGEST_NAME), view);
    kept.push(length > 0 ? 'someone' : (words[at] ?? ''));
    at += Math.max(1, length);
  }
  return kept;
}

/** How many of these words, from the first on, are the name of a person; a first name alone may be anything. */
function personAt(words: readonly string[], view: CatalogView): number {
  for (let length = words.length; length > 1; length -= 1) {
    const said = words.slice(0, length).join(' ').replace(/'s$/, '');
    const [hit] = view.find(said, { kinds: ['user'], depth: 'exact', limit: 1 });
    if (hit?.match === 'exact') return length;
  }
  return 0;
}
