import type { Fact, FactSpec, Facts } from '../fact.ts';
import type { Checkout } from './checkout.ts';

export type RestsOn = 'descriptor' | 'files' | 'beside';

/** Facts that are read together: what each file of this folder is to `table.ts`. */
export type FactFile = {
  facts: readonly FactSpec[];
  /** Pure, and says something about each of its facts: what cannot be read is `unknown(why)`. */
  read: (from: Checkout) => Facts;
  /** What could not be read again makes them the last good ones. */
  restsOn: RestsOn;
};

type Declared = Omit<FactSpec, 'name'>;

/** Declares facts beside what reads them; the compiler asks `read` for each of them. */
export function defineFacts<Name extends string>({
  facts,
  read,
  restsOn = 'beside',
}: {
  facts: Readonly<Record<Name, Declared>>;
  read: (from: Checkout) => Readonly<Record<Name, Fact>>;
  restsOn?: RestsOn;
}): FactFile {
  const specs = Object.entries<Declared>(facts).map(([name, spec]) => ({ name, ...spec }));
  return { facts: specs, read, restsOn };
}

// Where facts come from, and how old the last good value may become while it cannot be read again. Files and descriptors are as they were
// until somebody changes them; what runs and what is open is not.
export const OF_DESCRIPTOR = { source: 'catalog-info.yaml', usableForDays: null } as const;
export const OF_CATALOG = { source: 'the catalog', usableForDays: 7 } as const;
export const OF_FILES = { source: 'files of the repository', usableForDays: null } as const;
export const OF_BOTH = {
  source: 'catalog-info.yaml and files of the repository',
  usableForDays: null,
} as const;
export const OF_SETTINGS = { source: 'settings of the repository', usableForDays: 7 } as const;
export const OF_GITHUB = { source: 'GitHub', usableForDays: 7 } as const;
/** What changes by the hour. */
export const OF_GITHUB_NOW = { source: 'GitHub', usableForDays: 3 } as const;
