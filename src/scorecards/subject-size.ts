import type { Entity } from '../catalog/entity.ts';
import type { Facts, Subject } from './fact.ts';

/** What rules that walk through lists would walk through. */
type Size = { items: number; longest: number };

const sizes = new WeakMap<Entity, Size>();
const listed = new WeakMap<Facts, number>();

/** Far beyond what anybody keeps in a descriptor, and still a fraction of a second. */
const MOST_ITEMS = 10_000;
const MOST_STEPS = 1_000_000;
const MOST_LETTERS = 200_000_000;

/** Whether walks through its lists, `loops` deep, could take noticeably long. */
export function isTooLarge({ entity, relations, facts }: Subject, loops: number): boolean {
  const { items: own, longest } = measured(entity);
  const items = own + relations.length + itemsIn(facts);
  const steps = items ** loops;
  return items > MOST_ITEMS || steps > MOST_STEPS || steps * longest > MOST_LETTERS;
}

function measured(entity: Entity): Size {
  const before = sizes.get(entity);
  if (before) return before;
  const size = { items: 0, longest: 1 };
  measure(entity, size, 0);
  sizes.set(entity, size);
  return size;
}

function itemsIn(facts: Facts): number {
  let items = listed.get(facts);
  if (items === undefined) {
    items = 0;
    for (const fact of Object.values(facts))
      if (fact.state !== 'unknown' && Array.isArray(fact.value)) items += fact.value.length;
    listed.set(facts, items);
  }
  return items;
}

const DEEPEST = 200;

function measure(value: unknown, size: Size, depth: number): void {
  if (typeof value === 'string') size.longest = Math.max(size.longest, value.length);
  if (value === null || typeof value !== 'object' || depth > DEEPEST) return;
  for (const inner of Object.values(value)) {
    size.items++;
    if (size.items > MOST_ITEMS) return;
    measure(inner, size, depth + 1);
  }
}
