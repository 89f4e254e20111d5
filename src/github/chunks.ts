/** Rows a statement: SQLite takes 32,766 variables, PostgreSQL 65,535, and a row has up to 20. */
const ROWS = 500;

/** The items in pieces that fit a statement, or any other `size`. */
export function chunks<Item>(items: readonly Item[], size = ROWS): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
