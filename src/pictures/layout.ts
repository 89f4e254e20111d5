import type { Graph, Subgraph, Viz } from '@viz-js/viz';
import { z } from 'zod';

/** Everything in pixels, from the top left corner. */
export type Point = { x: number; y: number };
export type Box = { x: number; y: number; width: number; height: number };
export type Size = { width: number; height: number };

export type LayoutInput = {
  /** Those of one column stand below each other, columns in the order of their numbers. Inside of a frame there are none. */
  nodes: readonly (Size & { id: string; isInside: boolean; column: number | null })[];
  edges: readonly { from: string; to: string; isMutual: boolean }[];
  /** Pairs of which the first stands on the left of the second, though no line joins them. */
  order: readonly (readonly [string, string])[];
};

/** Bézier curves: a start and three points for each curve. The tips are where arrows end. */
export type Route = { curve: readonly Point[]; start: Point | null; end: Point | null };
export type Layout = Size & {
  boxes: ReadonlyMap<string, Box>;
  /** In the order of the edges given. */
  routes: readonly Route[];
  frame: Box | null;
};

let viz: Promise<Viz> | null = null;

/** Graphviz is a megabyte of WebAssembly: it is loaded when the first picture is drawn. */
function graphviz(): Promise<Viz> {
  viz ??= import('@viz-js/viz').then(({ instance }) => instance());
  return viz;
}

/** WebAssembly that has trapped stays broken: whoever comes next gets a fresh one. */
async function place(input: Graph): Promise<string> {
  const engine = await graphviz();
  try {
    return engine.renderString(input, { yInvert: true, format: 'json0' });
  } catch (error) {
    viz = null;
    throw error;
  }
}

const POINTS_PER_INCH = 72;
const inches = (pixels: number) => pixels / POINTS_PER_INCH;

const Drawn = z.object({
  bb: z.string(),
  objects: z
    .array(z.object({ name: z.string(), pos: z.string().optional(), bb: z.string().optional() }))
    .default([]),
  edges: z.array(z.object({ pos: z.string().default(''), id: z.string().default('') })).default([]),
});

/** Places boxes in columns, what needs on the left of what is needed, and finds ways for the lines between them. */
export async function layOut({ nodes, edges, order }: LayoutInput): Promise<Layout> {
  const nameOf = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column ?? 0]));
  const name = (id: string) => nameOf.get(id) ?? '';
  const { subgraphs, chain } = groupsOf(nodes, name);
  const json = await place({
    directed: true,
    graphAttributes: { rankdir: 'LR', nodesep: inches(11), ranksep: inches(38) },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: { arrowsize: 0.7 },
    // Names are made here: what people write never reaches the language of Graphviz.
    nodes: nodes.map(({ id, width, height }) => ({
      name: name(id),
      attributes: { width: inches(width), height: inches(height) },
    })),
    edges: [
      ...chain,
      ...order.map(([left, right]) => ({
        tail: name(left),
        head: name(right),
        attributes: { style: 'invis' },
      })),
      ...edges.map(({ from, to, isMutual }, index) => ({
        tail: name(from),
        head: name(to),
        attributes: {
          id: String(index),
          dir: isMutual ? 'both' : 'forward',
          // What points back must not push columns apart.
          constraint: (columnOf.get(from) ?? 0) <= (columnOf.get(to) ?? 0),
        },
      })),
    ],
    subgraphs,
  });
  const drawn = Drawn.parse(JSON.parse(json));
  const placed = new Map(drawn.objects.map((object) => [object.name, object]));
  const page = corners(drawn.bb);
  const boxes = nodes.map(({ id, width, height }): [string, Box] => {
    const centre = point(placed.get(name(id))?.pos ?? '0,0');
    return [id, { x: centre.x - width / 2, y: centre.y - height / 2, width, height }];
  });
  const frame = placed.get('cluster_frame')?.bb;
  const routes = new Map(drawn.edges.map(({ id, pos }) => [id, route(pos)]));
  return {
    width: page.width,
    height: page.height,
    boxes: new Map(boxes),
    routes: edges.map((_, index) => routes.get(String(index)) ?? NO_ROUTE),
    frame: frame ? corners(frame) : null,
  };
}

/** The frame, and the columns with an unseen node in each, which keep their order. */
function groupsOf(
  nodes: LayoutInput['nodes'],
  name: (id: string) => string,
): { subgraphs: Subgraph[]; chain: NonNullable<Graph['edges']> } {
  const inside = nodes.filter(({ isInside }) => isInside);
  const frame: Subgraph = {
    name: 'cluster_frame',
    // The label makes room for the one that is drawn.
    graphAttributes: { margin: 16, label: ' ', fontsize: 22 },
    nodes: inside.map(({ id }) => ({ name: name(id) })),
  };
  const columns = [...Map.groupBy(nodes, ({ column }) => column)]
    .filter(([column]) => column !== null)
    .sort(([a], [b]) => (a ?? 0) - (b ?? 0));
  const unseen = { style: 'invis', width: 0.01, height: 0.01 };
  return {
    subgraphs: [
      ...(inside.length > 0 ? [frame] : []),
      ...columns.map(([, members], index) => ({
        graphAttributes: { rank: 'same' },
        nodes: [
          { name: `c${index}`, attributes: unseen },
          ...members.map(({ id }) => ({ name: name(id) })),
        ],
      })),
    ],
    chain: columns.slice(1).map((_, index) => ({
      tail: `c${index}`,
      head: `c${index + 1}`,
      attributes: { style: 'invis' },
    })),
  };
}

const NO_ROUTE: Route = { curve: [], start: null, end: null };

/** `s,x,y e,x,y x,y x,y …`: the tips of arrows, then the curve. https://graphviz.org/docs/attr-types/splineType/ */
function route(pos: string): Route {
  const words = pos.split(/\s+/);
  const tip = (letter: string) => words.find((word) => word.startsWith(`${letter},`))?.slice(2);
  const [start, end] = [tip('s'), tip('e')];
  return {
    curve: words.filter((word) => !/^[se],/.test(word)).map(point),
    start: start ? point(start) : null,
    end: end ? point(end) : null,
  };
}

function point(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return { x, y };
}

function corners(text: string): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = text.split(',').map(Number);
  return {
    x: Math.min(left, right),
    y: Math.min(top, bottom),
    width: Math.abs(right - left),
    height: Math.abs(bottom - top),
  };
}
