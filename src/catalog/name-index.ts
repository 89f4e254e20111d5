import type { Handle, HandleSort } from './handles.ts';
import { closest, fuseScores, namesOf, variants, wordShare } from './name-match.ts';
import { coreWords, nameKey, nameWords } from './names.ts';
import type { CatalogEntry } from './summary.ts';
import { createTrigrams } from './trigrams.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * How a text names an entity, surest first: `exact` is its name, title or alias in any spelling; `handle` an id it is known by;
 * `core` leaves out a word like "service" at the end, or is its plural; `typo` is mistyped; `start` gives the first words of the name, `part` some of
 * its words; `near` only looks alike.
 */
export type Match = 'exact' | 'handle' | 'core' | 'typo' | 'start' | 'part' | 'near';
export type Hit = { entry: CatalogEntry; match: Match /** 0 to 1. */; score: number };
export type FindOptions = {
  /** Only these kinds, lower-case. */
  kinds?: readonly string[] | undefined;
  /** None of these kinds. */
  except?: readonly string[] | undefined;
  /** How far to look: for names and ids only, for words of names too, or for what looks alike as well (`all`). */
  depth?: 'exact' | 'words' | 'all';
  limit?: number;
};

export type NameIndex = {
  set: (
    entry: CatalogEntry,
    also: { handles: string[]; addresses: string[]; things: readonly Handle[] },
  ) => void;
  remove: (ref: string) => void;
  get: (ref: string) => CatalogEntry | null;
  find: (text: string, options?: FindOptions) => Hit[];
  /** Entities that answer for the address or for the longest part of it that anything answers for. */
  at: (address: string) => CatalogEntry[];
  /** Entities known by a host, a module and so on; `key` as `handleKey` writes it. */
  knownBy: (sort: HandleSort, key: string) => CatalogEntry[];
  all: (kind: string | null) => CatalogEntry[];
  /** Any one entity of a kind, the same while nothing changes. */
  first: (kind: string) => CatalogEntry | null;
  /** Words that entities are described with. */
  words: Vocabulary;
  size: () => number;
};

const SCORES: Record<Match, number> = {
  exact: 1,
  handle: 0.95,
  core: 0.9,
  typo: 0.85,
  start: 0.7,
  part: 0.6,
  near: 0.5,
};
// A word that this many names share tells nothing about which is meant.
const COMMON_WORD = 3000;
const CANDIDATES = 30;
// fuse.js is asked for a second opinion on the few that will be offered: it takes a tenth of a millisecond for each.
const WORTH_RANKING = 8;

/** Names of the catalog in memory. Changed entities get a new number and the old number dies; `find` skips the dead. */
export function createNameIndex(): NameIndex {
  const entries: (CatalogEntry | null)[] = [];
  const numbers = new Map<string, number>();
  const exact = createLists<string>();
  const handles = createLists<string>();
  const cores = createLists<string>();
  const words = createLists<string>();
  const addresses = createLists<string>();
  const things = createLists<number>();
  const trigrams = createTrigrams();
  const vocabulary = createVocabulary();

  function set(
    entry: CatalogEntry,
    also: {
      handles: readonly string[];
      addresses: readonly string[];
      things: readonly Handle[];
    },
  ): void {
    remove(entry.ref);
    vocabulary.add(entry);
    const number = entries.push(entry) - 1;
    numbers.set(entry.ref, number);
    for (const name of namesOf(entry)) {
      const said = nameWords(name);
      const key = said.join('');
      if (!key) continue;
      exact.add(key, number);
      const other = spokenKey(name);
      if (other && other !== key) exact.add(other, number);
      const core = coreWords(said).join('');
      if (core !== key) cores.add(core, number);
      for (const word of said) words.add(word, number);
      trigrams.add(number, key);
    }
    for (const handle of also.handles) handles.add(handle.toLowerCase(), number);
    for (const address of also.addresses) addresses.add(address, number);
    for (const { sort, key } of also.things) things.add(digest(sort, key), number);
  }

  function remove(ref: string): void {
    const number = numbers.get(ref);
    if (number === undefined) return;
    const old = entries[number];
    if (old) vocabulary.remove(old);
    entries[number] = null;
    numbers.delete(ref);
  }

  function get(ref: string): CatalogEntry | null {
    const number = numbers.get(ref);
    return number === undefined ? null : (entries[number] ?? null);
  }

  function live(list: readonly number[]): CatalogEntry[] {
    return list.flatMap((number) => entries[number] ?? []);
  }

  function find(
    text: string,
    { kinds, except, depth = 'all', limit = 10 }: FindOptions = {},
  ): Hit[] {
    const isWanted = ({ kind }: CatalogEntry) =>
      (!kinds || kinds.includes(kind)) && !except?.includes(kind);
    const hits = new Map<string, Hit>();
    const offer = (entry: CatalogEntry, match: Match, score: number) => {
      const old = hits.get(entry.ref);
      if (isWanted(entry) && (!old || old.score < score))
        hits.set(entry.ref, { entry, match, score });
    };
    const named = get(text.trim().toLowerCase());
    if (named && isWanted(named)) return [{ entry: named, match: 'exact', score: 1 }];
    const said = nameWords(text.replace(/^default\//i, ''));
    const key = said.join('');
    if (key) {
      for (const entry of live(exact.get(key))) offer(entry, 'exact', exactScore(entry, text));
      const handle = text.trim().toLowerCase();
      for (const entry of [...live(handles.get(handle)), ...knownBy('name', handle)])
        offer(entry, 'handle', SCORES.handle);
      if (depth === 'exact') return ranked(hits, limit);
      for (const other of variants(key)) {
        for (const entry of live([...exact.get(other), ...cores.get(other)]))
          offer(entry, 'core', SCORES.core);
      }
      for (const entry of live(cores.get(key))) offer(entry, 'core', SCORES.core);
      offerByWords(said, offer);
      const isFound = [...hits.values()].some((hit) => hit.score >= SCORES.core);
      if (!isFound && depth === 'all') offerByLook(said, isWanted, offer);
    }
    return ranked(hits, limit);
  }

  function knownBy(sort: HandleSort, key: string): CatalogEntry[] {
    return live(things.get(digest(sort, key)));
  }

  function offerByWords(
    spoken: readonly string[],
    offer: (entry: CatalogEntry, match: Match, score: number) => void,
  ): void {
    const said = spoken.map((word) => (words.get(word).length > 0 ? word : word.replace(/s$/, '')));
    const lists = said.map((word) => words.get(word)).filter((list) => list.length > 0);
    const [rarest, next] = lists.sort((a, b) => a.length - b.length);
    const shared = rarest && next ? intersection(rarest, next) : rarest;
    if (!shared || shared.length > COMMON_WORD) return;
    for (const entry of live(shared)) {
      for (const name of namesOf(entry)) {
        const share = wordShare(said, nameWords(name));
        if (share) offer(entry, share.match, SCORES[share.match] + share.part / 20);
      }
    }
  }

  function offerByLook(
    said: readonly string[],
    isWanted: (entry: CatalogEntry) => boolean,
    offer: (entry: CatalogEntry, match: Match, score: number) => void,
  ): void {
    const isCandidate = (number: number) => {
      const entry = entries[number];
      return Boolean(entry && isWanted(entry));
    };
    const near = trigrams.near(said.join(''), CANDIDATES, isCandidate);
    const found = near.flatMap((number) => entries[number] ?? []);
    const typed = found.map((entry) => ({ entry, ...closest(said, entry) }));
    const mistyped = typed.filter(({ typos }) => typos < Number.POSITIVE_INFINITY);
    for (const { entry, typos } of mistyped) offer(entry, 'typo', SCORES.typo - typos / 50);
    if (mistyped.length > 0) return;
    const alike = typed.sort((a, b) => b.alike - a.alike).slice(0, WORTH_RANKING);
    const likeness = fuseScores(
      alike.map(({ entry }) => entry),
      said.join('-'),
    );
    for (const one of alike)
      offer(one.entry, 'near', (one.alike * 0.7 + (likeness.get(one.entry.ref) ?? 0) * 0.3) / 2);
  }

  function at(address: string): CatalogEntry[] {
    for (let part = address.toLowerCase(); part.length > 1; ) {
      const found = live(addresses.get(part));
      if (found.length > 0) return found;
      const slash = part.lastIndexOf('/');
      // A host alone is nobody's: everything in the organisation shares it. So is `github.com/acme`.
      if (slash <= 0) return [];
      part = part.slice(0, slash);
      if (/^[^/]*git(?:hub|lab)[^/]*\/[^/]*$/.test(part)) return [];
    }
    return [];
  }

  function all(kind: string | null): CatalogEntry[] {
    return entries.filter((entry): entry is CatalogEntry =>
      Boolean(entry && (!kind || entry.kind === kind)),
    );
  }

  const first = (kind: string) => entries.find((entry) => entry?.kind === kind) ?? null;

  return {
    set,
    remove,
    get,
    find,
    at,
    knownBy,
    all,
    first,
    words: vocabulary,
    size: () => numbers.size,
  };
}

function ranked(hits: ReadonlyMap<string, Hit>, limit: number): Hit[] {
  return [...hits.values()]
    .sort((a, b) => b.score - a.score || compare(a.entry.ref, b.entry.ref))
    .slice(0, limit);
}

/** As it is written, its own name in another spelling, its title, its alias: in this order. */
function exactScore({ namespace, name, title }: CatalogEntry, text: string): number {
  const key = nameKey(text);
  if (name.toLowerCase() === text.trim().toLowerCase()) return SCORES.exact;
  if (nameKey(name) === key || nameKey(`${namespace}/${name}`) === key) return 0.995;
  return title && nameKey(title) === key ? 0.99 : 0.98;
}

/** "Trust & Safety" as it is spoken, "build-and-release" as it is shortened; null for other names. */
function spokenKey(name: string): string | null {
  if (/\s&\s/.test(name)) return nameWords(name.replaceAll('&', ' and ')).join('');
  return /[\s_-]and[\s_-]/i.test(name)
    ? nameWords(name.replace(/[\s_-]and[\s_-]/gi, ' ')).join('')
    : null;
}

function intersection(a: readonly number[], b: readonly number[]): number[] {
  const other = new Set(b);
  return a.filter((number) => other.has(number));
}

/** 52 bits of a handle: definitions name far more things than entities, and a number costs half of what a short string does. */
function digest(sort: HandleSort, key: string): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (const text of [sort, ' ', key]) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ code, 0x5bd1e995) ^ (low >>> 15);
    }
  }
  return (high >>> 6) * 2 ** 26 + (low >>> 6);
}

function createLists<Key>() {
  const lists = new Map<Key, number | number[]>();
  return {
    add(key: Key, number: number): void {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, number);
      else if (typeof list === 'number') {
        if (list !== number) lists.set(key, [list, number]);
      } else if (list.at(-1) !== number) list.push(number);
    },
    get(key: Key): readonly number[] {
      const list = lists.get(key);
      if (list === undefined) return [];
      return typeof list === 'number' ? [list] : list;
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
