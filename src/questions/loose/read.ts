import type { CatalogView } from '../../catalog/search.ts';
import { namesAmong } from '../link.ts';
import { nounKinds } from '../words.ts';
import { CUES, type Cue, FILLERS, type Sort, TROUBLES, TURNING } from './cues.ts';

/** Longer texts say more than single words can ask. */
const LONGEST = 200;
const LONGEST_NAME = 4;
const NAME = '◇';
const ASKING =
  /\b(?:who|whose|whom|what|which|where|how|is|are|does|do|can|could|any|anyone|owners?|ownership|runbook|team|behind|belongs|safe)\b/;

/**
 * The question that a sentence of no known pattern asks: its names and one thing that is asked of them, with no other word that
 * could change it. Null where a word is left that nobody explains.
 */
export function readLoosely(
  text: string,
  view: CatalogView,
  { isTalking = false, isUnread = true }: { isTalking?: boolean; isUnread?: boolean } = {},
): string | null {
  if (text.length > LONGEST) return null;
  const names = namesAmong(view, text);
  let marked = text.toLowerCase();
  for (const { said } of names) {
    const at = marked.indexOf(said.toLowerCase());
    if (at < 0) return null;
    marked = `${marked.slice(0, at)} ${NAME} ${marked.slice(at + said.length)}`;
  }
  const words = marked
    .replaceAll(`${NAME} 's`, NAME)
    .split(/[\s,;:!?()–—"&+]+|\.(?=\s|$)|(?<=\s)-+(?=\s)/)
    .filter(Boolean);
  const it = isTalking && names.length === 0 ? words.indexOf('it') : -1;
  if (it >= 0) return readOf('it', words.with(it, NAME));
  // A name that a pattern has looked for is not looked for again.
  if (names.length === 0) return isUnread ? readUnnamed(text, words) : null;
  const said = names.map((name) => name.said).join(' and ');
  const sorts = names.map(({ ref, twins }) => [ref, ...twins].map(sortOf));
  const cue = CUES.find(
    (one) =>
      isCount(one, names.length) &&
      sorts.every((sort) => sort.some((is) => one.of.includes(is))) &&
      isAsked(one, words) &&
      !strange(one, words).includes(true),
  );
  if (!cue) return null;
  const [first, second] = names;
  return cue.asks
    .replace('{x}', () => said)
    .replace('{a}', () => first?.said ?? '')
    .replace('{b}', () => second?.said ?? '');
}

/** The same of "it", where something was talked of. */
function readOf(said: string, words: readonly string[]): string | null {
  const cue = CUES.find(
    (one) =>
      isCount(one, 1) &&
      one.of.includes('thing') &&
      isAsked(one, words) &&
      !strange(one, words).includes(true),
  );
  return cue?.asks.replace('{x}', said) ?? null;
}

/** A name that nothing is called, or that is typed wrong: what nobody explains, where that stands in one piece. */
function readUnnamed(text: string, words: readonly string[]): string | null {
  if (!ASKING.test(words.join(' '))) return null;
  for (const cue of CUES) {
    if (cue.names || !cue.of.includes('thing')) continue;
    const left = strange(cue, words);
    const from = left.indexOf(true);
    const to = left.lastIndexOf(true) + 1;
    if (from < 0 || to - from > LONGEST_NAME || left.slice(from, to).includes(false)) continue;
    if (!isAsked(cue, [...words.slice(0, from), NAME, ...words.slice(to)])) continue;
    const end = nounKinds(words[to] ?? '') ? to + 1 : to;
    const name = words.slice(from, end).join(' ');
    const at = text.toLowerCase().indexOf(name);
    if (at >= 0) return cue.asks.replace('{x}', () => text.slice(at, at + name.length));
  }
  return null;
}

function isCount({ names }: Cue, count: number): boolean {
  if (names === undefined) return count > 0;
  return names === 'several' ? count > 1 : count === (names === 'one' ? 1 : 2);
}

function isAsked({ said }: Cue, words: readonly string[]): boolean {
  const shape = words.join(' ');
  return said.test(shape) && !TURNING.test(shape);
}

/** For each word, whether it is none of those that such a question is made of. */
function strange(cue: Cue, words: readonly string[]): boolean[] {
  return words.map(
    (word) =>
      word !== NAME &&
      !cue.words.has(word) &&
      !FILLERS.has(word) &&
      !TROUBLES.has(word) &&
      !nounKinds(word),
  );
}

function sortOf(ref: string): Sort {
  return ref.startsWith('group:') ? 'team' : ref.startsWith('user:') ? 'person' : 'thing';
}
