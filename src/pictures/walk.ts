import type { CatalogView } from '../catalog/search.ts';
import type { Apis, Relation } from './graph-model.ts';

/** What of the catalog a picture is made from. */
export type GraphView = Pick<CatalogView, 'get' | 'out'>;

/** One step along a relation. A `free` one stays on its level: who provides an API is as near as the API. */
export type Step = { from: string; to: string; relation: Relation; isFree: boolean };
export type Way = 'needs' | 'neededBy';

/** What is one step away from `ref`, in one direction. */
export function stepsFrom(view: GraphView, ref: string, way: Way, apis: Apis): Step[] {
  const kind = kindOf(ref);
  if (kind === 'system' || kind === 'domain')
    return [...plain(view, ref, way), ...lifted(view, ref, way)];
  if (apis === 'nodes' || kind === 'api') return plain(view, ref, way);
  return plain(view, ref, way).flatMap((step) => throughApi(view, step, way));
}

/** From who uses an API straight to who provides it, and back; an API that nobody provides stays. */
function throughApi(view: GraphView, step: Step, way: Way): Step[] {
  const api = way === 'needs' ? step.to : step.from;
  if (step.relation === 'consumesApi') {
    const providers = view.out(api, 'apiProvidedBy').filter((one) => one !== step.from);
    return providers.length > 0 ? providers.map((to) => ({ ...step, to })) : [step];
  }
  if (step.relation !== 'providedBy') return [step];
  return plain(view, api, 'neededBy')
    .filter(({ from }) => from !== step.to)
    .map((use) => ({ ...use, to: step.to }));
}

/** What each way is made of: the relation as stated, its name in the picture, and whether it stays on its level. */
const RELATED: Record<Way, readonly (readonly [string, Relation, boolean])[]> = {
  needs: [
    ['dependsOn', 'dependsOn', false],
    ['consumesApi', 'consumesApi', false],
    ['apiProvidedBy', 'providedBy', true],
    ['childOf', 'belongsTo', false],
    ['memberOf', 'belongsTo', false],
  ],
  neededBy: [
    ['dependencyOf', 'dependsOn', false],
    ['apiConsumedBy', 'consumesApi', false],
    ['providesApi', 'providedBy', true],
    ['parentOf', 'belongsTo', false],
  ],
};

function plain(view: GraphView, ref: string, way: Way): Step[] {
  return RELATED[way].flatMap(([type, relation, isFree]) =>
    view
      .out(ref, type)
      .filter((other) => other !== ref)
      .map((other) => ({ ...ends(ref, other, way), relation, isFree })),
  );
}

function ends(ref: string, other: string, way: Way): { from: string; to: string } {
  return way === 'needs' ? { from: ref, to: other } : { from: other, to: ref };
}

/** A system needs what its parts need: the systems of those. */
function lifted(view: GraphView, ref: string, way: Way): Step[] {
  const wholes = new Set<string>();
  for (const part of view.out(ref, 'hasPart')) {
    if (kindOf(part) === kindOf(ref)) continue;
    for (const step of stepsFrom(view, part, way, 'nodes')) {
      const reached = way === 'needs' ? step.to : step.from;
      // The API of another system leads into that system as well as its provider does.
      for (const whole of view.out(reached, 'partOf'))
        if (kindOf(whole) === kindOf(ref) && whole !== ref) wholes.add(whole);
    }
  }
  return [...wholes].map((whole) => ({
    ...ends(ref, whole, way),
    relation: 'dependsOn',
    isFree: false,
  }));
}

/** What a system, a domain or a team holds; empty for everything else. APIs that are lines stand for nothing by themselves. */
export function contentsOf(view: GraphView, ref: string, apis: Apis): string[] {
  const kind = kindOf(ref);
  const held =
    kind === 'group'
      ? thingsOf(view.out(ref, 'ownerOf'))
      : kind === 'system' || kind === 'domain'
        ? view.out(ref, 'hasPart')
        : [];
  if (apis === 'nodes') return held;
  const provided = new Set(held.flatMap((one) => view.out(one, 'providesApi')));
  return held.filter((one) => !provided.has(one));
}

/** Systems and domains only where there is nothing smaller: they are drawn around things, not beside them. */
function thingsOf(refs: readonly string[]): string[] {
  const small = refs.filter((ref) => ['component', 'api', 'resource'].includes(kindOf(ref)));
  return small.length > 0
    ? small
    : refs.filter((ref) => ['system', 'domain'].includes(kindOf(ref)));
}

/** `column`: as in `GraphNode`, without the sign. */
export type Reached = { ref: string; level: number; column: number; before: string };

/** Beyond so many a picture shows a fraction, and counting on would cost more than it says. */
const MOST_COUNTED = 1000;

/** Everything within `levels` of the starts in one direction, nearest first, each with the step it was reached by. */
export function walk(
  view: GraphView,
  starts: readonly string[],
  { way, levels, apis }: { way: Way; levels: number; apis: Apis },
): Map<string, Reached> {
  const seen = new Set(starts);
  const found = new Map<string, Reached>();
  let front: readonly string[] = starts;
  for (let level = 0; level <= levels && front.length > 0; level += 1) {
    if (found.size > MOST_COUNTED) break;
    const here = [...front];
    const next: string[] = [];
    const far: { ref: string; before: string }[] = [];
    // Free steps first: what they lead to belongs to this level.
    for (const before of here) {
      for (const step of stepsFrom(view, before, way, apis)) {
        const ref = way === 'needs' ? step.to : step.from;
        if (seen.has(ref)) continue;
        if (!step.isFree) far.push({ ref, before });
        else if (level === 0 || way === 'needs' || (level < levels && isUsed(view, ref))) {
          seen.add(ref);
          const column = kindOf(ref) === 'api' ? level + 0.5 : level;
          found.set(ref, { ref, level: Math.max(level, 1), column, before });
          here.push(ref);
        }
      }
    }
    if (level === levels) break;
    for (const { ref, before } of far) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      const column = kindOf(ref) === 'api' && apis === 'nodes' ? level + 0.5 : level + 1;
      found.set(ref, { ref, level: level + 1, column, before });
      next.push(ref);
    }
    front = next;
  }
  return found;
}

/** Further away, an API that leads nowhere says nothing about the focus. */
function isUsed(view: GraphView, api: string): boolean {
  return plain(view, api, 'neededBy').length > 0;
}

export function kindOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}
