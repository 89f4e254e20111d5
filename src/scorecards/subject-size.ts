import type { Entity } from '../catalog/entity.ts';
import type { Subject } from './fact.ts';

/** What rules that walk through lists would walk through. */
type Size = { items: number; longest: number };

const sizes = new WeakMap<Entity, Size>();

/** Far beyond what anybody keeps in a descriptor, and still a fraction of a second. */
const MOST_ITEMS = 10_000;
const MOST_STEPS = 1_000_000;
const MOST_LETTERS = 200_000_000;

/** Whether walks through its lists, `loops` deep, could take noticeably long. */
export function isTooLarge({ entity, relations, facts }: Subject, loops: number): boolean {
  let size = sizes.get(entity);
  if (!size) {
    size = { items: 0, longest: 1 };
    measure(entity, size, 0);
    sizes.set(entity, size);
  }
  const ofFacts = Object.values(facts).reduce(
    (sum, fact) => sum + ('value' in fact && Array.isArray(fact.value) ? fact.value.length : 0),
    0,
  );
  const items = size.items + relations.length + ofFacts;
  const steps = items ** loops;
  return items > MOST_ITEMS || steps > MOST_STEPS || steps * size.longest > MOST_LETTERS;
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
