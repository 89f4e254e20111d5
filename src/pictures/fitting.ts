import type { Direction, GraphModel } from './graph-model.ts';
import { graphOf } from './graph-of.ts';
import type { GraphView } from './walk.ts';

/** What a chat shows without shrinking the letters: so many columns, and so many things to look at. */
const MOST_COLUMNS = 5;
const MOST_SEEN = 20;
/** Levels somebody asks for may fill the picture. */
const MOST_ASKED = 40;

/**
 * The richest graph that reads well at the width of a chat: two levels with their APIs, else with fewer things in it. Levels that are
 * asked for are kept.
 */
export function fittingGraph(
  view: GraphView,
  ref: string,
  { direction, levels }: { direction: Direction; levels: number | null },
): GraphModel {
  const depths = levels === null ? [2, 1] : [levels];
  const most = levels === null ? MOST_SEEN : MOST_ASKED;
  const choices = depths.flatMap((depth) =>
    (['nodes', 'lines'] as const).map((apis) => ({ direction, levels: depth, apis, most })),
  );
  const [last] = choices.slice(-1) as [(typeof choices)[number]];
  for (const choice of choices) {
    const graph = graphOf(view, ref, choice);
    if (choice === last || fits(graph)) return graph;
    // Where not even the nearest fit, no choice but the last helps.
    if (graph.rest.needs.near + graph.rest.neededBy.near > most) break;
  }
  return graphOf(view, ref, last);
}

function fits({ nodes, rest, isFrame }: GraphModel): boolean {
  const isWhole = rest.needs.near + rest.needs.far + rest.neededBy.near + rest.neededBy.far === 0;
  const columns = new Set(nodes.map(({ column }) => column)).size;
  return isWhole && nodes.length <= MOST_SEEN && (isFrame || columns <= MOST_COLUMNS);
}
