import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from './context.ts';
import { fieldError } from './error.ts';

export type PageArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
};

/** What a page is sorted by; a cursor holds it, so a page continues where it was even when items came or went. */
type Key = readonly (string | number)[];

type Shape<Item> = {
  /** Sort key of an item, ascending; without it the position counts. */
  key?: (item: Item) => Key;
  descending?: boolean;
  /** Fields of the edge beside `cursor` and `node`. */
  edge?: (item: Item) => Record<string, unknown>;
  /** Fields of the connection beside the usual. */
  extra?: Record<string, unknown>;
  /** The node of an item, or the error that stands for it. */
  node?: (item: Item) => unknown;
};

/** One page of sorted items in GitHub's shape. Throws GitHub's errors for missing, excessive or contradictory bounds. */
export function connection<Item>(
  items: readonly Item[],
  args: PageArgs,
  { context, info, ...shape }: { context: Context; info: GraphQLResolveInfo } & Shape<Item>,
): Record<string, unknown> {
  checkBounds(args, info.fieldName);
  const keyOf = (index: number): Key => shape.key?.(items[index] as Item) ?? [index];
  const order = (a: Key, b: Key) => (shape.descending ? compare(b, a) : compare(a, b));
  // The first index that stands behind a cursor: found by halving, so page 200 costs what page 1 does.
  const indexBehind = (cursor: Key, including: boolean): number => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const side = order(keyOf(middle), cursor);
      if (side < 0 || (side === 0 && !including)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  let start = args.after ? indexBehind(readCursor(args.after), false) : 0;
  let end = args.before ? indexBehind(readCursor(args.before), true) : items.length;
  if (args.first != null) end = Math.max(start, Math.min(end, start + args.first));
  else if (args.last != null) start = Math.max(start, end - args.last);
  const indexes = Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
  const node = (index: number): unknown => {
    const item = items[index] as Item;
    return context.count(shape.node ? shape.node(item) : item);
  };
  const cursor = (index: number | undefined): string | null =>
    index === undefined ? null : writeCursor(keyOf(index));
  return {
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: cursor(indexes[0]),
      endCursor: cursor(indexes.at(-1)),
    },
    nodes: () => indexes.map(node),
    edges: () =>
      indexes.map((index) => ({
        cursor: cursor(index),
        node: () => {
          const found = node(index);
          if (found instanceof Error) throw found;
          return found;
        },
        ...shape.edge?.(items[index] as Item),
      })),
    ...shape.extra,
  };
}

function checkBounds(args: PageArgs, name: string): void {
  if (args.first == null && args.last == null) {
    throw fieldError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (args.first != null && args.last != null) {
    throw fieldError(
      'ARGUMENT_CONFLICT',
      `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`,
    );
  }
  for (const side of ['first', 'last'] as const) {
    const value = args[side];
    if (value != null && (value < 1 || value > 100)) {
      throw fieldError(
        'EXCESSIVE_PAGINATION',
        value < 1
          ? `\`${side}\` on the \`${name}\` connection cannot be less than one.`
          : `Requesting ${value} records on the \`${name}\` connection exceeds the \`${side}\` limit of 100 records.`,
      );
    }
  }
}

function compare(a: Key, b: Key): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other === undefined || value === other) continue;
    return value < other ? -1 : 1;
  }
  return 0;
}

function writeCursor(key: Key): string {
  return Buffer.from(`cursor:v2:${JSON.stringify(key)}`).toString('base64');
}

function readCursor(cursor: string): Key {
  const text = Buffer.from(cursor, 'base64').toString();
  try {
    if (text.startsWith('cursor:v2:')) return JSON.parse(text.slice('cursor:v2:'.length)) as Key;
  } catch {
    // Falls through to the error that GitHub sends for any other text.
  }
  throw fieldError(
    'INVALID_CURSOR_ARGUMENTS',
    `\`${cursor}\` does not appear to be a valid cursor.`,
  );
}
