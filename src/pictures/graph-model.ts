/** How one thing needs another; every edge runs from what needs to what is needed. */
export const RELATIONS = ['dependsOn', 'consumesApi', 'providedBy', 'belongsTo'] as const;
export type Relation = (typeof RELATIONS)[number];

export type GraphNode = {
  ref: string;
  /** What people call it: a team or person by title, a thing by its name. */
  label: string;
  /** Lower-case. */
  kind: string;
  /** `service`, `topic`, …; null where the descriptor says none. */
  type: string | null;
  owner: { ref: string; label: string } | null;
  /** Levels away from the focus; 0 for the focus and for what lies inside of it. */
  distance: number;
  /** From left to right: below 0 for what needs the focus, above for what it needs, halves for APIs between two levels. */
  column: number;
  /** `missing`: named by others, and not in the catalog; `removed`: it was there once. */
  presence: 'known' | 'missing' | 'removed';
  /** One of the things that the focus holds: a part of the system, something the team owns. */
  isInside: boolean;
};

export type GraphEdge = {
  from: string;
  to: string;
  relation: Relation;
  /** They need each other. */
  isMutual: boolean;
};

/** Which way is walked from the focus: to what it needs, to what needs it, or both. */
export type Direction = 'needs' | 'neededBy' | 'both';

/** APIs as nodes of their own, or as lines from who uses them to who provides them. */
export type Apis = 'nodes' | 'lines';

export type GraphOptions = {
  direction: Direction;
  /** How many levels are walked each way; around what holds other things, one less. */
  levels: number;
  apis: Apis;
  /** Nodes beyond it are counted, not shown. */
  most: number;
};

/** What was found and is not among the nodes. `near`: one level away; `far`: further, within the levels asked for. */
export type Rest = { near: number; far: number };

/** What a picture shows, as plain data: edges draw it, and `describeGraph` says it in words. */
export type GraphModel = {
  focus: Pick<GraphNode, 'ref' | 'label' | 'kind' | 'type' | 'owner'>;
  /** The focus holds other things and is drawn as a frame around them. */
  isFrame: boolean;
  /** Asking for these again makes the same graph. */
  options: GraphOptions;
  /** The focus first (unless it is the frame), then by distance. */
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  /** `lines`: how many edges between the nodes are left out. */
  rest: { needs: Rest; neededBy: Rest; inside: number; lines: number };
};
