import type { CatalogView } from '../catalog/search.ts';

/** A neighbour, and the API the relation runs through where it is not stated directly. */
export type Neighbour = { ref: string; via: string | null };

/** What an entity needs: what it depends on and the APIs it consumes. */
export function upstreamOf(view: CatalogView, ref: string): Neighbour[] {
  const direct = [...view.out(ref, 'dependsOn'), ...view.out(ref, 'consumesApi')];
  return unique(direct.map((target) => ({ ref: target, via: null })));
}

/** What needs an entity: what depends on it, and what consumes it or the APIs it provides. */
export function downstreamOf(view: CatalogView, ref: string): Neighbour[] {
  const direct = [...view.out(ref, 'dependencyOf'), ...view.out(ref, 'apiConsumedBy')];
  const throughApis = view.out(ref, 'providesApi').flatMap((api) =>
    [...view.out(api, 'apiConsumedBy'), ...view.out(api, 'dependencyOf')].map((user) => ({
      ref: user,
      via: api,
    })),
  );
  return unique([...direct.map((source) => ({ ref: source, via: null })), ...throughApis]).filter(
    (neighbour) => neighbour.ref !== ref,
  );
}

// Nobody reads further, and a graph that hangs together may reach everything.
const MOST_REACHED = 1000;

/** Everything that can be reached in one direction (the nearest thousand), nearest first, with how far away it is and the step before it. */
export function reachable(
  view: CatalogView,
  ref: string,
  step: (view: CatalogView, ref: string) => Neighbour[],
  { levels = Number.POSITIVE_INFINITY }: { levels?: number } = {},
): { ref: string; distance: number; before: string }[] {
  const seen = new Set([ref]);
  const found: { ref: string; distance: number; before: string }[] = [];
  let edge = [ref];
  for (
    let distance = 1;
    edge.length > 0 && distance <= levels && found.length < MOST_REACHED;
    distance += 1
  ) {
    const next: string[] = [];
    for (const before of edge) {
      for (const neighbour of step(view, before)) {
        if (seen.has(neighbour.ref)) continue;
        seen.add(neighbour.ref);
        found.push({ ref: neighbour.ref, distance, before });
        next.push(neighbour.ref);
      }
    }
    edge = next;
  }
  return found;
}

function unique(neighbours: readonly Neighbour[]): Neighbour[] {
  const byRef = new Map<string, Neighbour>();
  for (const neighbour of neighbours)
    if (!byRef.has(neighbour.ref)) byRef.set(neighbour.ref, neighbour);
  return [...byRef.values()];
}
