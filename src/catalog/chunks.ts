/**
 * Parts of a list small enough for one statement. SQLite takes 32,766 parameters, PostgreSQL 65,535; the widest row here has 17.
 * @see https://www.sqlite.org/limits.html#max_variable_number
 */
export function chunks<T>(list: readonly T[], size = 500): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}
