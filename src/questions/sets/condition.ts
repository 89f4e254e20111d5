import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Talk } from '../link.ts';

/** One thing that is asked of the members of a set: "owned by risk", "without a runbook". */
export type Condition = {
  keeps: (entry: CatalogEntry) => boolean;
  /** As a title says it. */
  says: string;
  /** What it speaks about: two of one dimension ("tier 1 and tier 2") mean either. */
  dimension: string;
  /** The entities it names. */
  refs?: readonly string[];
  /** Whether anything is known of an entity in this respect: where not, "not in pci scope" is no fact. */
  isKnown?: (entry: CatalogEntry) => boolean;
  /** What should be said beside the list. */
  note?: string;
};

/** What a clause made of the beginning of a text. */
export type Found =
  | { kind: 'condition'; length: number; condition: Condition }
  /** It names one of several. */
  | { kind: 'unclear'; said: string; options: readonly string[] }
  /** The shape is clear, but nothing is called so. */
  | { kind: 'strange'; length: number; said: string; sort: string };

/** Where a set is read. */
export type Place = {
  view: CatalogView;
  talk: Talk;
  /** Entities whose repository is written in a language, as GitHub says; by the language's name in lower case. */
  written: ReadonlyMap<string, ReadonlySet<string>>;
  /** Entities that run in an environment, by its name; empty where the text speaks of none. */
  running: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the things so far are: "services", "team"; null where that was not said yet. */
  noun: string | null;
  /** Reads a set within the set: "services that depend on *deprecated apis*". Null where that is none. */
  inner: (text: string) => { keeps: (entry: CatalogEntry) => boolean; says: string } | null;
};

/** Reads a condition at the beginning of a text; null where there is none of its sort. */
export type Clause = (text: string, place: Place) => Found | null;

export function found(length: number, condition: Condition): Extract<Found, { kind: 'condition' }> {
  return { kind: 'condition', length, condition };
}

/** A shape at the beginning of a text that ends with a word. */
export function begins(shape: string): RegExp {
  return new RegExp(`^(?:${shape})(?=$|[\\s,;?!.])`, 'i');
}
