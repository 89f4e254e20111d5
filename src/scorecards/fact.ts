import type { Entity, Relation } from '../catalog/entity.ts';

/** What a fact holds, in the words of CEL: a rule is checked against them when it is loaded. */
export const FACT_TYPES = ['bool', 'int', 'string', 'timestamp', 'list<string>'] as const;
export type FactType = (typeof FACT_TYPES)[number];
export type FactValue = boolean | number | string | Date | readonly string[];

/** A kind of fact, declared once in `facts/table.ts`. */
export type FactSpec = {
  /** As rules say it: `hasReadme`. */
  name: string;
  type: FactType;
  /** What it says, for people: `Has a README`. */
  title: string;
  /** Where it is read from, in words: `files of the repository`. */
  source: string;
  /** How old the last good value may become while it cannot be read again; null where it does not age. */
  usableForDays: number | null;
};
export type FactTable = ReadonlyMap<string, FactSpec>;

/** Where a value was seen: a file, a setting, a step. `observedAt` is null for what has not happened yet. */
export type Seen = { source: string; url: string | null; observedAt: Date | null };

/**
 * One fact of one entity. `stale`: it could not be read again, and this is the last good value. `unknown` is neither yes nor no, and
 * says why in words that end a sentence.
 */
export type Fact =
  | ({ state: 'known'; value: FactValue } & Seen)
  | ({ state: 'stale'; value: FactValue; reason: string } & Seen)
  | { state: 'unknown'; reason: string };

/** The facts of one entity by name; one that is missing is unknown. */
export type Facts = { readonly [name: string]: Fact };

/** Whom rules are asked about. */
export type Subject = { entity: Entity; relations: readonly Relation[]; facts: Facts };

export function known(value: FactValue, seen: Seen): Fact {
  return { state: 'known', value, ...seen };
}

export function unknown(reason: string): Fact {
  return { state: 'unknown', reason };
}

const DAY = 24 * 3600 * 1000;

/** What may be relied on now: the value, or why there is none. */
export function usableValue(
  spec: FactSpec,
  fact: Fact | undefined,
  now: Date,
): { value: FactValue } | { reason: string } {
  if (fact === undefined) return { reason: 'nothing here has read it yet' };
  if (fact.state === 'unknown') return { reason: fact.reason };
  if (fact.state === 'known' || spec.usableForDays === null) return { value: fact.value };
  const age = fact.observedAt === null ? 0 : now.getTime() - fact.observedAt.getTime();
  if (age <= spec.usableForDays * DAY) return { value: fact.value };
  return {
    reason: `it was read ${Math.floor(age / DAY)} days ago for the last time: ${fact.reason}`,
  };
}
