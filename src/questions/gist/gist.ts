import type { CatalogView } from '../../catalog/search.ts';
import { COMMAND_WORD } from '../intention.ts';
import { LONGEST_NAME, longestName } from '../link.ts';
import { type Loose, type Named, TOPICS } from './topics.ts';
import { PLAIN, stemOf, TURNING } from './words.ts';

/** Nobody asks one thing with more words than this. */
const MOST_WORDS = 30;

/**
 * The question that a text asks whose words stand in no order that a pattern knows: names that are called exactly so, and around them
 * words of a single topic. Every word must be known, so that none which would change the meaning is passed over. Null for all else.
 */
export function gistOf(text: string, view: CatalogView): string | null {
  if (COMMAND_WORD.test(text) || /\b(?:used to|on call)\b/i.test(text)) return null;
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(/^[(,;:'"<]+|[),;:'"?!.>]+$|['’]s$/g, ''))
    .filter((word) => /\w/.test(word));
  if (words.length > MOST_WORDS) return null;
  const { names, loose } = apart(words, view);
  if (names.length === 0 || loose.some(({ word }) => TURNING.test(word))) return null;
  const telling = loose.filter(({ word }) => !PLAIN.has(word)).map(({ word }) => stemOf(word));
  const asked = TOPICS.filter(
    ({ cues, beside }) =>
      telling.some((stem) => cues.has(stem)) &&
      telling.every((stem) => cues.has(stem) || beside.has(stem)),
  ).flatMap(({ asks }) => asks({ names, loose }) ?? []);
  const [only, ...others] = new Set(asked);
  return only !== undefined && others.length === 0 ? only : null;
}

function apart(
  words: readonly string[],
  view: CatalogView,
): { names: readonly Named[]; loose: readonly Loose[] } {
  const names: Named[] = [];
  const loose: Loose[] = [];
  for (let at = 0; at < words.length; ) {
    const hit = longestName(view, words.slice(at, at + LONGEST_NAME), 'any');
    if (hit) {
      const { ref, said, twins } = hit.mention;
      // Of a team and a service with one name, the question says which is meant.
      const call = twins.length > 0 ? said : ref;
      if (!names.some((name) => name.call === call))
        names.push({ at, call, kind: view.get(ref)?.kind ?? '' });
      at += hit.length;
    } else {
      loose.push({ at, word: (words[at] ?? '').toLowerCase() });
      at += 1;
    }
  }
  return { names, loose };
}
