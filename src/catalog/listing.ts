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

/** Every name that a text is compared with by look costs; nobody pages through more. */
const MOST_HITS = 200;
const NEAREST = 5;
/** One or two letters look like everything. */
const LOOKABLE = 3;

/** The whole catalog in the order of names, made once a revision so that choosing from it takes a millisecond or two. */
export function createListing(view: CatalogView): Listing {
  const entries = inNameOrder(view.all(null));
  const texts = entries.map(({ name, title, aliases }) =>
    [name, title ?? '', ...aliases].join('\n').toLowerCase(),
  );
  const columns = FACETS.map((facet) => createColumn(entries, (one) => valuesOf(view, one)[facet]));

  function find(text: string, narrowing: Narrowing): Listed {
    const said = text.trim().toLowerCase();
    const scores = said ? scoresOf(said) : null;
    const wanted = FACETS.map((facet, at) =>
      narrowing[facet].length > 0 ? (columns[at]?.wanted(narrowing[facet]) ?? null) : null,
    );
    const counts = columns.map((column) => new Uint32Array(column.size));
    const found: number[] = [];
    for (let row = 0; row < entries.length; row += 1) {
      if (scores && scores[row] === 0) continue;
      const missed = missedFacet(columns, wanted, row);
      if (missed === SEVERAL) continue;
      if (missed === NONE) found.push(row);
      for (let at = 0; at < columns.length; at += 1)
        if (missed === NONE || missed === at) columns[at]?.count(row, counts[at] as Uint32Array);
    }
    // The order of names stays among those that fit equally well.
    if (scores) found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
    const counted = FACETS.map((facet, at) => [
      facet,
      columns[at]?.counted(counts[at] as Uint32Array, narrowing[facet]) ?? [],
    ]);
    return {
      entries: found.flatMap((row) => entries[row] ?? []),
      facets: Object.fromEntries(counted) as Record<Facet, FacetCount[]>,
      nearest: found.length === 0 && said ? nearest(said) : [],
    };
  }

  /** How surely the text means each row, by the scale of `CatalogView.find`; 0 where it does not. */
  function scoresOf(said: string): Float64Array {
    const depth = said.length < LOOKABLE ? 'words' : 'all';
    const hits = new Map(
      view
        .find(said, { limit: MOST_HITS, depth })
        .flatMap(({ entry, match, score }) => (match === 'near' ? [] : [[entry.ref, score]])),
    );
    return Float64Array.from(entries, ({ ref }, row) =>
      Math.max(hits.get(ref) ?? 0, insideScore(texts[row] ?? '', said)),
    );
  }

  const nearest = (said: string) => view.find(said, { limit: NEAREST }).map(({ entry }) => entry);

  return { revision: view.revision, find };
}

/** Between the first words of a name and a mere word of it; what begins a word is surer than what lies within one. */
function insideScore(text: string, said: string): number {
  const at = text.indexOf(said);
  if (at < 0) return 0;
  if (at === 0) return 0.72;
  return /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 0.66 : 0.55;
}

const NONE = -1;
const SEVERAL = -2;

/** The one facet that keeps a row out, by its position. */
function missedFacet(
  columns: readonly Column[],
  wanted: readonly (Uint8Array | null)[],
  row: number,
): number {
  let missed = NONE;
  for (let at = 0; at < columns.length; at += 1) {
    const values = wanted[at];
    if (!values || columns[at]?.has(row, values)) continue;
    if (missed !== NONE) return SEVERAL;
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

function inNameOrder(entries: readonly CatalogEntry[]): CatalogEntry[] {
  const keyed = entries.map((entry) => ({
    entry,
    key: nameWords(entry.title ?? entry.name).join(' '),
  }));
  keyed.sort((a, b) => compare(a.key, b.key) || compare(a.entry.ref, b.entry.ref));
  return keyed.map(({ entry }) => entry);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

type Column = ReturnType<typeof createColumn>;

/** The values of one facet as numbers, row after row: twenty thousand rows are counted in less than a millisecond. */
function createColumn(
  entries: readonly CatalogEntry[],
  valuesOf: (entry: CatalogEntry) => readonly string[],
) {
  const numbers = new Map<string, number>();
  const codes: number[] = [];
  const starts = new Uint32Array(entries.length + 1);
  for (const [row, entry] of entries.entries()) {
    for (const value of valuesOf(entry)) {
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      codes.push(number);
    }
    starts[row + 1] = codes.length;
  }
  const packed = Uint32Array.from(codes);
  const words = [...numbers.keys()];
  return {
    size: words.length,
    /** Marks the values that are asked for. */
    wanted(values: readonly string[]): Uint8Array {
      const marks = new Uint8Array(words.length);
      for (const value of values) {
        const number = numbers.get(value);
        if (number !== undefined) marks[number] = 1;
      }
      return marks;
    },
    has(row: number, marks: Uint8Array): boolean {
      const end = starts[row + 1] ?? 0;
      for (let at = starts[row] ?? 0; at < end; at += 1)
        if (marks[packed[at] as number] === 1) return true;
      return false;
    },
    count(row: number, counts: Uint32Array): void {
      const end = starts[row + 1] ?? 0;
      for (let at = starts[row] ?? 0; at < end; at += 1) {
        const code = packed[at] as number;
        counts[code] = (counts[code] as number) + 1;
      }
    },
    /** Values that occur, most first; a chosen one stays in sight without any. */
    counted(counts: Uint32Array, chosen: readonly string[]): FacetCount[] {
      const found = words.flatMap((value, at) =>
        counts[at] || chosen.includes(value) ? [{ value, count: counts[at] ?? 0 }] : [],
      );
      return found.sort((a, b) => b.count - a.count || compare(a.value, b.value));
    },
  };
}
