import type { EntityIndex } from './entity-index.ts';
import { evaluate } from './evaluate.ts';
import { marks, type Ordinals, unite } from './ordinals.ts';
import type { Predicate } from './predicate.ts';

export type Facet = { value: string; count: number };

/** How many of the entities that fulfil the predicate have each value of a field, as it is written, in the order of values. */
export function countFacets(
  index: EntityIndex,
  { fields, where }: { fields: readonly string[]; where: Predicate | null },
): Record<string, Facet[]> {
  const { sorted } = index.inRefOrder();
  const counted = marks(where ? evaluate(index, where) : sorted, index.numbers());
  return Object.fromEntries(fields.map((field) => [field, countField(index, field, counted)]));
}

function countField(index: EntityIndex, field: string, counted: Uint8Array): Facet[] {
  const holders = new Map<string, Ordinals>();
  for (const column of index.columns(field.toLowerCase()))
    column.each((_, original, list) => {
      const known = holders.get(original);
      if (known === undefined) holders.set(original, list);
      else holders.set(original, unite([known, list]));
    });
  const facets: Facet[] = [];
  for (const [value, list] of holders) {
    const count = countMarked(list, counted);
    if (count > 0) facets.push({ value, count });
  }
  return facets.sort((a, b) => (a.value < b.value ? -1 : 1));
}

function countMarked(list: Ordinals, counted: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < list.length; at++) count += counted[list[at] as number] as number;
  return count;
}
