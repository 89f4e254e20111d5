import Fuse from 'fuse.js';
import { editDistance, typoDistance } from './distance.ts';
import { nameWords, withoutArticle } from './names.ts';
import type { CatalogEntry } from './summary.ts';

/** Every name of an entity, its own first. */
export function namesOf({ namespace, name, title, aliases }: CatalogEntry): string[] {
  const qualified = namespace === 'default' ? [] : [`${namespace}/${name}`];
  const bare = aliases.map(withoutArticle).filter((alias, at) => alias !== aliases[at]);
  return [name, ...(title ? [title] : []), ...aliases, ...bare, ...qualified];
}

/** The same name in the plural or the singular. */
export function variants(key: string): string[] {
  return key.length > 3 ? [`${key}s`, key.replace(/s$/, '')].filter((other) => other !== key) : [];
}

/** Whether all words said stand in the name, in its order; the last one may be cut short ("sam o"). All of them in another order are the name too. */
export function wordShare(
  said: readonly string[],
  name: readonly string[],
): { match: 'core' | 'start' | 'part'; part: number } | null {
  if (said.length > 1 && isSameSet(said, name)) return { match: 'core', part: 0 };
  let at = 0;
  let first = -1;
  for (const [index, word] of said.entries()) {
    const mayBeShort = said.length > 1 && index === said.length - 1;
    const found = name.findIndex(
      (other, place) => place >= at && (other === word || (mayBeShort && other.startsWith(word))),
    );
    if (found < 0) return null;
    if (first < 0) first = found;
    at = found + 1;
  }
  const isStart = first === 0 && at === said.length;
  return { match: isStart ? 'start' : 'part', part: said.length / name.length };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join(' ') === [...b].sort().join(' ');
}

export function closest(
  said: readonly string[],
  entry: CatalogEntry,
): { typos: number; alike: number } {
  let typos = Number.POSITIVE_INFINITY;
  let alike = 0;
  const typed = said.join('');
  for (const name of namesOf(entry)) {
    const written = nameWords(name);
    typos = Math.min(typos, typoDistance(said, written));
    const longest = Math.max(typed.length, written.join('').length);
    const distance = editDistance(typed, written.join(''), longest);
    alike = Math.max(alike, 1 - distance / longest);
  }
  return { typos, alike };
}

/** fuse.js's opinion on how alike names, titles, aliases and tags are to a text, by ref, 0 to 1. */
export function fuseScores(entries: readonly CatalogEntry[], text: string): Map<string, number> {
  const fuse = new Fuse(entries, {
    keys: [
      { name: 'name', weight: 3 },
      { name: 'title', weight: 2 },
      { name: 'aliases', weight: 2 },
      { name: 'tags', weight: 0.5 },
    ],
    includeScore: true,
    ignoreLocation: true,
    threshold: 1,
  });
  return new Map(fuse.search(text).map(({ item, score }) => [item.ref, 1 - (score ?? 1)]));
}
