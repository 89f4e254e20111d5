import { NONE, type Ordinals, unite } from './ordinals.ts';
import { MAX_KEY_LENGTH, type SearchRow } from './rows.ts';

/** Called for each value of a column: lower-case, as it is written, and the entities that have it (some may be gone). */
export type Visit = (value: string, original: string, holders: Ordinals) => void;

/** Everything known under one key. A value may be visited several times, in several spellings. */
export type Column = {
  each: (visit: Visit) => void;
  /** Entities with this value, given in lower case. */
  holders: (value: string) => Ordinals;
  /** Entities that have the key at all. */
  present: () => Ordinals;
};

/** Rows turned around: for each key and value the entities that have it. */
export type Terms = {
  /** Entities are added in the order of their numbers. */
  add: (ordinal: number, rows: readonly SearchRow[]) => void;
  /** The columns that make up a key (lower-case): none, one, or what lists and maps each contribute. */
  columns: (key: string) => Column[];
};

/** A single entity is kept as its number: most values belong to one alone. */
type Posting = number | number[];

/** Texts of one key and the numbers of their postings. */
type Words = {
  /** As they are written. */
  terms: Map<string, number>;
  /** Those not written in lower case, by that. */
  spelled: Map<string, number[]> | null;
};

/** What is known under one key; items of lists apart. `nulls`: entities whose value cannot be compared. */
type Stored = { scalars: Words; items: Words | null; nulls: number[] };

export function createTerms(): Terms {
  const stored = new Map<string, Stored>();
  const postings: Posting[] = [];

  function add(ordinal: number, rows: readonly SearchRow[]): void {
    for (const row of rows) {
      const column = stored.get(row.key) ?? { scalars: words(), items: null, nulls: [] };
      stored.set(row.key, column);
      if (row.isItem) column.items ??= words();
      if (row.original === null) column.nulls.push(ordinal);
      else learn((row.isItem && column.items) || column.scalars, row, ordinal);
    }
  }

  function learn(into: Words, { original, value }: SearchRow, ordinal: number): void {
    const text = original ?? '';
    const term = into.terms.get(text);
    if (term === undefined) {
      const made = postings.push(ordinal) - 1;
      into.terms.set(text, made);
      if (value !== null && value !== text) respell(into, value, made);
      return;
    }
    const posting = postings[term] as Posting;
    if (typeof posting === 'number') postings[term] = [posting, ordinal];
    else posting.push(ordinal);
  }

  const holdersOf = (term: number): Ordinals => {
    const posting = postings[term] as Posting;
    return typeof posting === 'number' ? [posting] : posting;
  };

  function holders(words: Words | null, value: string): Ordinals {
    if (!words) return NONE;
    const plain = words.terms.get(value);
    const others = words.spelled?.get(value);
    // A text that is the same in lower case is never among the others.
    if (!others) return plain === undefined ? NONE : holdersOf(plain);
    return unite([...(plain === undefined ? [] : [plain]), ...others].map(holdersOf));
  }

  function columnOf({ scalars, items, nulls }: Stored): Column {
    const kinds = items ? [scalars, items] : [scalars];
    return {
      each(visit) {
        for (const { terms } of kinds)
          for (const [original, term] of terms)
            visit(original.toLowerCase(), original, holdersOf(term));
      },
      holders: (value) => {
        const inItems = holders(items, value);
        const inScalars = holders(scalars, value);
        return inItems.length === 0 ? inScalars : unite([inScalars, inItems]);
      },
      present() {
        const lists: Ordinals[] = [nulls];
        for (const { terms } of kinds)
          for (const term of terms.values()) lists.push(holdersOf(term));
        return unite(lists);
      },
    };
  }

  /** `metadata.tags.java`: wherever a dot may end the key of a list, the rest may be one of its items. */
  function itemColumns(key: string): Column[] {
    if (key.length > MAX_KEY_LENGTH) return [];
    const lists: Ordinals[] = [];
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      const items = stored.get(key.slice(0, dot))?.items ?? null;
      const found = holders(items, key.slice(dot + 1));
      if (found.length > 0) lists.push(found);
    }
    return lists.length > 0 ? [constant('true', unite(lists))] : [];
  }

  function columns(key: string): Column[] {
    const column = stored.get(key);
    return [...(column ? [columnOf(column)] : []), ...itemColumns(key)];
  }

  return { add, columns };
}

function words(): Words {
  return { terms: new Map(), spelled: null };
}

function respell(into: Words, value: string, term: number): void {
  into.spelled ??= new Map();
  const known = into.spelled.get(value);
  if (known) known.push(term);
  else into.spelled.set(value, [term]);
}

/** A column of which every entity has the same value. */
function constant(value: string, all: Ordinals): Column {
  return {
    each: (visit) => visit(value, value, all),
    holders: (wanted) => (wanted === value ? all : NONE),
    present: () => all,
  };
}
