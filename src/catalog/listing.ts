import { nameWords } from './names.ts';
import type { CatalogView } from './search.ts';
import type { CatalogEntry } from './summary.ts';

/** What a list of entities can be narrowed by. */
export const FACETS = ['kind', 'type', 'owner', 'lifecycle', 'tag'] as const;
export type Facet = (typeof FACETS)[number];

/** Values of one facet widen each other, facets narrow each other: `kind: [api, component], owner: [group:default/risk]`. */
export type Narrowing = Readonly<Record<Facet, readonly string[]>>;

export type FacetCount = { value: string; count: number };

export type Listed = {
  /** Best match first where there is a text, else in the order of names. */
  entries: readonly CatalogEntry[];
  /** How many there are under each value if that value's facet were not narrowed; most first. */
  facets: Readonly<Record<Facet, readonly FacetCount[]>>;
  /** Names that look like a text which nothing is called; empty where something is found. */
  nearest: readonly CatalogEntry[];
};

export type Listing = {
  revision: number;
  find: (text: string, narrowing: Narrowing) => Listed;
};

type Row = {
  entry: CatalogEntry;
  /** Lower-case words a text may occur in. */
  text: string;
  /** Numbers of its values, by the position of the facet in `FACETS`. */
  codes: readonly (readonly number[])[];
};

/** Every name that a text is compared with by look costs; nobody pages through more. */
const MOST_HITS = 200;
const NEAREST = 5;
/** One or two letters look like everything. */
const LOOKABLE = 3;

/** The whole catalog as rows to choose from, made once a revision: 20,000 entities take some 50 ms and then a few for each choice. */
export function createListing(view: CatalogView): Listing {
  const dictionaries = FACETS.map(() => createDictionary());
  const rows: Row[] = view
    .all(null)
    .map((entry) => {
      const values = valuesOf(view, entry);
      const codes = FACETS.map((facet, at) =>
        values[facet].map((value) => dictionaries[at]?.number(value) ?? 0),
      );
      const said = [entry.name, entry.title ?? '', ...entry.aliases];
      return { entry, text: said.join('\n').toLowerCase(), codes };
    })
    .sort((a, b) => byName(a.entry, b.entry));

  function find(text: string, narrowing: Narrowing): Listed {
    const said = text.trim().toLowerCase();
    const scores = said ? scoresOf(said) : null;
    const wanted = FACETS.map((facet, at) => dictionaries[at]?.known(narrowing[facet]) ?? []);
    const counts = dictionaries.map((dictionary) => new Uint32Array(dictionary.size()));
    const found: { entry: CatalogEntry; score: number }[] = [];
    for (const row of rows) {
      const score = scores ? scoreOf(row, said, scores) : 0;
      if (score === null) continue;
      const missed = missedFacet(row, narrowing, wanted);
      if (missed === 'several') continue;
      if (missed === null) found.push({ entry: row.entry, score });
      for (const [at, codes] of row.codes.entries()) {
        const count = counts[at];
        if (!count || (missed !== null && missed !== at)) continue;
        for (const code of codes) count[code] = (count[code] ?? 0) + 1;
      }
    }
    if (scores) found.sort((a, b) => b.score - a.score);
    const facets = Object.fromEntries(
      FACETS.map((facet, at) => [
        facet,
        dictionaries[at]?.counted(counts[at] as Uint32Array, narrowing[facet]) ?? [],
      ]),
    ) as Record<Facet, FacetCount[]>;
    const entries = found.map(({ entry }) => entry);
    return { entries, facets, nearest: entries.length === 0 && said ? nearest(said) : [] };
  }

  function scoresOf(said: string): Map<string, number> {
    const depth = said.length < LOOKABLE ? 'words' : 'all';
    const hits = view.find(said, { limit: MOST_HITS, depth });
    return new Map(
      hits.flatMap(({ entry, match, score }) => (match === 'near' ? [] : [[entry.ref, score]])),
    );
  }

  const nearest = (said: string) => view.find(said, { limit: NEAREST }).map(({ entry }) => entry);

  return { revision: view.revision, find };
}

/** Sureness of a row for a text, by the scale of `CatalogView.find`; null where it is not meant. */
function scoreOf(
  { entry, text }: Row,
  said: string,
  scores: ReadonlyMap<string, number>,
): number | null {
  const hit = scores.get(entry.ref);
  const at = text.indexOf(said);
  // Between the first words of a name and a mere word of it; what begins a word is surer than what lies within one.
  const inside = at < 0 ? null : at === 0 ? 0.72 : /\W|_/.test(text[at - 1] ?? '') ? 0.66 : 0.55;
  if (hit === undefined) return inside;
  return Math.max(hit, inside ?? 0);
}

/** The one facet that keeps a row out, null where none does. */
function missedFacet(
  { codes }: Row,
  narrowing: Narrowing,
  wanted: readonly (readonly number[])[],
): number | 'several' | null {
  let missed: number | null = null;
  for (const [at, facet] of FACETS.entries()) {
    if (narrowing[facet].length === 0) continue;
    if (codes[at]?.some((code) => wanted[at]?.includes(code))) continue;
    if (missed !== null) return 'several';
    missed = at;
  }
  return missed;
}

function valuesOf(view: CatalogView, entry: CatalogEntry): Record<Facet, readonly string[]> {
  return {
    kind: [entry.kind],
    type: entry.type ? [entry.type] : [],
    owner: view.out(entry.ref, 'ownedBy'),
    lifecycle: entry.lifecycle ? [entry.lifecycle] : [],
    tag: entry.tags,
  };
}

function byName(a: CatalogEntry, b: CatalogEntry): number {
  const [first, second] = [nameOf(a), nameOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a.ref < b.ref ? -1 : 1;
}

function nameOf({ title, name }: CatalogEntry): string {
  return nameWords(title ?? name).join(' ');
}

function createDictionary() {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  return {
    number(word: string): number {
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, words.length);
      return words.push(word) - 1;
    },
    known: (list: readonly string[]) => list.flatMap((word) => numbers.get(word) ?? []),
    size: () => words.length,
    /** Values that occur, most first; a chosen one stays in sight without any. */
    counted(counts: Uint32Array, chosen: readonly string[]): FacetCount[] {
      const found = words.flatMap((value, at) =>
        counts[at] || chosen.includes(value) ? [{ value, count: counts[at] ?? 0 }] : [],
      );
      return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    },
  };
}
