import type { CatalogView } from '../catalog/search.ts';
import { upstreamOf } from './dependencies.ts';

/** What it needs; behind an API stands what provides it. */
export function cycleStep(view: CatalogView, ref: string): string[] {
  return upstreamOf(view, ref).flatMap((one) => {
    const providers = view.out(one.ref, 'apiProvidedBy');
    return providers.length > 0 ? providers : [one.ref];
  });
}

/** Every ring of things that need one another, each once, the largest first (Tarjan's strongly connected components, without recursion). */
export function cyclesIn(view: CatalogView): readonly (readonly string[])[] {
  const known = found.get(view.find);
  if (known?.revision === view.revision) return known.cycles;
  const cycles = findCycles(view);
  found.set(view.find, { revision: view.revision, cycles });
  return cycles;
}

// A large catalog takes a while to walk; it is walked once a revision.
const found = new WeakMap<object, { revision: number; cycles: string[][] }>();

function findCycles(view: CatalogView): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const cycles: string[][] = [];
  for (const { ref: root, kind } of view.all(null)) {
    if (kind !== 'component' && kind !== 'resource' && kind !== 'api') continue;
    if (order.has(root)) continue;
    const path: { ref: string; next: string[] }[] = [];
    const enter = (ref: string) => {
      order.set(ref, order.size);
      low.set(ref, order.size - 1);
      open.push(ref);
      isOpen.add(ref);
      path.push({ ref, next: cycleStep(view, ref) });
    };
    const lower = (ref: string, to: number) => low.set(ref, Math.min(low.get(ref) ?? to, to));
    enter(root);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { ref, next } = step;
      const target = next.pop();
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (isOpen.has(target)) lower(ref, order.get(target) ?? 0);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) lower(before.ref, low.get(ref) ?? 0);
      if (low.get(ref) !== order.get(ref)) continue;
      const ring = open.splice(open.indexOf(ref));
      for (const one of ring) isOpen.delete(one);
      if (ring.length > 1 || cycleStep(view, ref).includes(ref)) cycles.push(ring.reverse());
    }
  }
  return cycles.sort((a, b) => b.length - a.length);
}

/** The shortest way from a thing back to itself, both ends included; null where there is none. */
export function cycleOf(view: CatalogView, from: string): string[] | null {
  const before = new Map<string, string>();
  let edge = [from];
  while (edge.length > 0) {
    const next: string[] = [];
    for (const ref of edge)
      for (const target of cycleStep(view, ref)) {
        if (target === from) {
          const path = [ref];
          while (path[0] !== from) path.unshift(before.get(path[0] as string) as string);
          return [...path, from];
        }
        if (!before.has(target)) {
          before.set(target, ref);
          next.push(target);
        }
      }
    edge = next;
  }
  return null;
}
