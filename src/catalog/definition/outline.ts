/** A definition as the viewer shows it, whatever language it was written in. Every text is as somebody wrote it: drawing escapes it. */
export type Outline = {
  /** `OpenAPI 3.1.0`, `gRPC (proto3)`. */
  language: string;
  title: string | null;
  version: string | null;
  description: string | null;
  /** Servers, packages: what stands above all operations. */
  places: readonly { name: string; detail: string | null }[];
  groups: readonly Group[];
  /** What was left out, a sentence each. */
  cuts: readonly string[];
};

export type Group = { title: string; description: string | null; items: readonly Item[] };

/** An operation, a channel, an rpc, or a type. */
export type Item = {
  /** `GET`, `rpc`, `subscribe`, `enum`. */
  sort: string;
  name: string;
  summary: string | null;
  description: string | null;
  /** The reason where one is given, else an empty text; null where it is in use. */
  deprecated: string | null;
  parts: readonly Part[];
};

/** `Parameters`, `Request`, `200 OK`: a heading with what stands below it. */
export type Part = { title: string; note: string | null; nodes: readonly Node[] };

/** One value of a shape: a parameter, a property, a field, an argument. */
export type Node = {
  name: string;
  type: string;
  isRequired: boolean;
  deprecated: string | null;
  description: string | null;
  /** `one of a, b`, `at most 63 characters`, `default 10`. */
  notes: readonly string[];
  nodes: readonly Node[];
};

/** How much of one definition is drawn; readers take from it and stop where it is used up. */
export type Budget = {
  /** Left for the item that is being read. */
  nodes: number;
  /** Left for all the others. */
  total: number;
  isCut: boolean;
};

/** A page of more is nobody's reading; the whole text is a link away. */
const MOST_ITEMS = 300;
const MOST_NODES = 6000;
/** One vast shape must not leave the other operations without any. */
const MOST_NODES_EACH = 200;

export function newBudget(): Budget {
  return { nodes: 0, total: MOST_NODES, isCut: false };
}

/** The first of the items, each with its share of the budget. */
export function take<Given>(
  budget: Budget,
  given: readonly Given[],
  make: (one: Given) => Item,
): Item[] {
  return given.slice(0, MOST_ITEMS).map((one) => {
    const share = Math.min(MOST_NODES_EACH, budget.total);
    budget.nodes = share;
    const item = make(one);
    budget.total -= share - Math.max(0, budget.nodes);
    return item;
  });
}

/** Takes one node; false where the budget has none left. */
export function spend(budget: Budget): boolean {
  budget.nodes -= 1;
  if (budget.nodes < 0) budget.isCut = true;
  return budget.nodes >= 0;
}

/** The sentences for what was left out. */
export function cutsOf(budget: Budget, total: number): string[] {
  const cuts: string[] = [];
  if (total > MOST_ITEMS)
    cuts.push(`The first ${MOST_ITEMS} of ${total} are shown; the rest stands in the text.`);
  if (budget.isCut) cuts.push('Shapes of very many fields are cut short; the text has them whole.');
  return cuts;
}
