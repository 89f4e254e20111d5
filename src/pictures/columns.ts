import type { GraphModel, GraphNode } from './graph-model.ts';

/** More below each other make a picture that nobody sees whole. */
const TALLEST = 9;

/** Where nodes stand from left to right. A column too tall is divided, the nearest to the focus first. */
export function columnsOf({ nodes }: GraphModel): Map<string, number> {
  const placed = new Map<string, number>();
  for (const [column, members] of Map.groupBy(nodes, (node) => node.column)) {
    const parts = Math.ceil(members.length / TALLEST);
    const tall = Math.ceil(members.length / parts);
    // A tenth: between this column and the one of APIs beyond it.
    for (const [index, { ref }] of members.entries())
      placed.set(ref, column + Math.sign(column) * 0.1 * Math.floor(index / tall));
  }
  return placed;
}

/** Nodes that no line touches, side by side instead of below each other: each pair is one on the left of another. */
export function loosePairs({ nodes, edges }: GraphModel): [string, string][] {
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const loose = nodes.filter(({ ref }: GraphNode) => !joined.has(ref)).map(({ ref }) => ref);
  const tall = Math.max(Math.ceil(loose.length / 4), Math.min(loose.length, 4));
  return loose.slice(tall).map((ref, index) => [loose[index] ?? ref, ref]);
}
