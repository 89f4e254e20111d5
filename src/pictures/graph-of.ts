import { parseRef, shortRef } from '../catalog/ref.ts';
import type { Apis, GraphEdge, GraphModel, GraphOptions, Rest } from './graph-model.ts';
import { contentsOf, type GraphView, type Reached, stepsFrom, type Way, walk } from './walk.ts';

/** More than this nobody reads, at the width of a page or a chat. */
export const MOST_NODES = 40;
/** Three lines for each node: more is a tangle, and takes seconds to lay out. */
const MOST_LINES = 120;
const LEVELS = 2;
/** The share of a picture that is for what a system or a team holds, so that something around it is seen too. */
const MOST_INSIDE = 0.75;

/** What is around an entity, the nearest and the most important of it; the rest is counted. Of what holds other things: those, and what is around them. */
export function graphOf(
  view: GraphView,
  ref: string,
  {
    direction = 'both',
    levels = LEVELS,
    apis = 'nodes',
    most = MOST_NODES,
  }: Partial<GraphOptions> = {},
): GraphModel {
  const inside = byImportance(view, contentsOf(view, ref, apis));
  const isFrame = inside.length > 0;
  const starts = isFrame ? inside : [ref];
  // Around a frame the nearest things say enough.
  const depth = isFrame ? Math.max(1, levels - 1) : levels;
  const walked = (way: Way, isWanted: boolean): Map<string, Reached> =>
    isWanted ? walk(view, starts, { way, levels: depth, apis }) : new Map();
  const reached = {
    needs: walked('needs', direction !== 'neededBy'),
    neededBy: walked('neededBy', direction !== 'needs'),
  };
  const chosen = choose(view, {
    starts: starts.slice(0, Math.ceil(most * MOST_INSIDE)),
    reached,
    most,
  });
  const nodes = [...chosen].map((one) => ({
    ...described(view, one),
    ...placeOf(one, reached),
    presence: view.get(one) ? ('known' as const) : ('missing' as const),
    isInside: isFrame && starts.includes(one),
  }));
  const edges = tellingFirst(edgesBetween(view, chosen, apis), reached);
  return {
    focus: described(view, ref),
    isFrame,
    options: { direction, levels, apis, most },
    nodes: nodes.sort((a, b) => a.distance - b.distance),
    edges: edges.slice(0, MOST_LINES),
    rest: {
      needs: restOf(reached.needs, chosen),
      neededBy: restOf(reached.neededBy, chosen),
      inside: starts.filter((one) => !chosen.has(one)).length,
      lines: Math.max(0, edges.length - MOST_LINES),
    },
  };
}

/** What is needed and needs in return stands with what is needed, unless it is nearer on the other side. */
function placeOf(
  ref: string,
  { needs, neededBy }: Record<Way, Map<string, Reached>>,
): { distance: number; column: number } {
  const right = needs.get(ref);
  const left = neededBy.get(ref);
  if (right && (!left || right.level <= left.level))
    return { distance: right.level, column: right.column };
  return left ? { distance: left.level, column: -left.column } : { distance: 0, column: 0 };
}

function described(view: GraphView, ref: string): GraphModel['focus'] {
  const entry = view.get(ref);
  const owner = view.out(ref, 'ownedBy')[0];
  return {
    ref,
    label: labelOf(view, ref),
    kind: entry?.kind ?? parseRef(ref, { kind: 'component' }).kind,
    type: entry?.type ?? null,
    owner: owner ? { ref: owner, label: labelOf(view, owner) } : null,
  };
}

function labelOf(view: GraphView, ref: string): string {
  const entry = view.get(ref);
  const isPeople = entry?.kind === 'group' || entry?.kind === 'user';
  return (isPeople && entry.title) || shortRef(ref);
}

/** Takes from both directions in turn, nearest first, so that many dependents do not crowd out what is needed. */
function choose(
  view: GraphView,
  {
    starts,
    reached,
    most,
  }: {
    starts: readonly string[];
    reached: Record<Way, Map<string, Reached>>;
    most: number;
  },
): Set<string> {
  const chosen = new Set(starts);
  const queues = [reached.needs, reached.neededBy].map((found) => ({
    found,
    refs: nearestFirst(view, found),
  }));
  while (chosen.size < most && queues.some(({ refs }) => refs.length > 0)) {
    for (const { found, refs } of queues) {
      const next = refs.shift();
      if (next) take(next, found);
    }
  }
  return chosen;

  /** With the steps that lead there: nothing hangs in the air. */
  function take(ref: string, found: Map<string, Reached>): void {
    const path = [ref];
    for (let at = found.get(ref)?.before; at && !chosen.has(at); at = found.get(at)?.before)
      path.push(at);
    if (path.some((at) => !found.has(at)) || chosen.size + path.length > most) return;
    for (const at of path) chosen.add(at);
  }
}

function nearestFirst(view: GraphView, found: Map<string, Reached>): string[] {
  const weights = new Map([...found.keys()].map((ref) => [ref, importance(view, ref)]));
  return [...found.values()]
    .sort(
      (a, b) =>
        a.level - b.level ||
        (weights.get(b.ref) ?? 0) - (weights.get(a.ref) ?? 0) ||
        (a.ref < b.ref ? -1 : 1),
    )
    .map(({ ref }) => ref);
}

function byImportance(view: GraphView, refs: readonly string[]): string[] {
  const weights = new Map(refs.map((ref) => [ref, importance(view, ref)]));
  return [...refs].sort(
    (a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0) || (a < b ? -1 : 1),
  );
}

/** How many things need it: what many need is what readers look for. */
function importance(view: GraphView, ref: string): number {
  return view.out(ref, 'dependencyOf').length + view.out(ref, 'apiConsumedBy').length;
}

function edgesBetween(view: GraphView, chosen: ReadonlySet<string>, apis: Apis): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const ref of chosen) {
    for (const { from, to, relation } of stepsFrom(view, ref, 'needs', apis)) {
      if (!chosen.has(to)) continue;
      const back = edges.get(`${to} ${from}`);
      if (back) back.isMutual = true;
      else if (!edges.has(`${from} ${to}`))
        edges.set(`${from} ${to}`, { from, to, relation, isMutual: false });
    }
  }
  return [...edges.values()];
}

/** Lines that lead from the focus to every node come first, then those near to it. */
function tellingFirst(
  edges: readonly GraphEdge[],
  reached: Record<Way, Map<string, Reached>>,
): GraphEdge[] {
  const weight = ({ from, to }: GraphEdge) => {
    const isPath =
      reached.needs.get(to)?.before === from || reached.neededBy.get(from)?.before === to;
    const far = [from, to].map((ref) => placeOf(ref, reached).distance);
    return (isPath ? 0 : 100) + Math.max(...far);
  };
  const weights = new Map(edges.map((edge) => [edge, weight(edge)]));
  return edges.toSorted((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0));
}

function restOf(found: Map<string, Reached>, chosen: ReadonlySet<string>): Rest {
  const hidden = [...found.values()].filter(({ ref }) => !chosen.has(ref));
  const near = hidden.filter(({ level }) => level === 1).length;
  return { near, far: hidden.length - near };
}
