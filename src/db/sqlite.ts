import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, type SQLWrapper, sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { blob, integer, type SQLiteTable, text as textColumn } from 'drizzle-orm/sqlite-core';
import { FULL_TEXT_WEIGHTS, type FullText, writeFullText } from './full-text.ts';

export {
  foreignKey,
  index,
  primaryKey,
  sqliteTable as table,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/** The words `schema.ts` is written in, as SQLite means them. */
export const text = (name?: string) => (name ? textColumn(name) : textColumn());
export const whole = () => integer();
export const flag = () => integer({ mode: 'boolean' });
export const json = () => textColumn({ mode: 'json' });
export const timestamp = () => integer({ mode: 'timestamp_ms' });
export const bytes = () => blob({ mode: 'buffer' });
/** A primary key that the database numbers itself. */
export const serial = () => integer().primaryKey({ autoIncrement: true });

/** A query that is made once and run often, with `sql.placeholder`s for its values. */
export function prepare<Query extends { prepare: () => unknown }>(
  query: Query,
  _name: string,
): ReturnType<Query['prepare']> {
  return query.prepare() as ReturnType<Query['prepare']>;
}

/** `column in (…)` with a list of any length as one parameter, whose value `listValue` makes. */
export const isAmong = (column: SQLWrapper, placeholder: string) =>
  sql`${column} in (select value from json_each(${sql.placeholder(placeholder)}))`;
export const listValue = (list: readonly string[]): unknown => JSON.stringify(list);

/**
 * The sections of docs that hold what is asked for: a table to join `doc_sections` with, and the order that puts the best first. To order
 * them is most of the work; without it (`isRanked`) they come as they are. Only those with ids in `range`: the index looks no further.
 */
export function fullText(
  query: FullText,
  { isRanked, range }: { isRanked: boolean; range: { from: number; to: number } | null },
) {
  const { title, heading, body } = FULL_TEXT_WEIGHTS;
  const written = writeFullText(query, {
    word: (word, { isPrefix, isAbove }) =>
      `${isAbove ? '{title heading} : ' : ''}"${word}"${isPrefix ? '*' : ''}`,
    and: ' AND ',
    or: ' OR ',
  });
  const ranked = isRanked
    ? sql` and doc_search.rank match ${`bm25(${title}, ${heading}, ${body})`}`
    : sql``;
  const inRange = range ? sql` and doc_search.rowid between ${range.from} and ${range.to}` : sql``;
  return {
    table: sql`doc_search`,
    on: sql`doc_search.rowid = doc_sections.id`,
    where: sql`doc_search match ${written}${ranked}${inRange}`,
    order: isRanked ? [sql`doc_search.rank`] : [],
  };
}

/** Every word of `doc_sections`, and in how many of them it stands. */
export const countedWords = () => sql`select term, doc from doc_vocabulary`;

/** `column in (…)` with a list of any length as one parameter. */
export const isOneOf = (column: SQLWrapper, list: readonly string[]) =>
  sql`${column} in (select value from json_each(${JSON.stringify(list)}))`;

type Drizzle = BetterSQLite3Database<Record<string, never>>;
/** What a plan may use: the query builders, not yet run. */
export type Plan = Pick<Drizzle, 'insert' | 'update' | 'delete'>;
type Statement = { run: () => unknown };

/**
 * Inserts many whole rows in one statement. They travel as one JSON parameter: with a parameter for each value, building the
 * statement costs more than running it.
 */
export function insertRows<Table extends SQLiteTable>(
  tx: Plan,
  table: Table,
  rows: readonly Table['$inferInsert'][],
) {
  const columns = Object.entries(getTableColumns(table));
  const values = rows.map((row: Record<string, unknown>) =>
    columns.map(([key, column]) => {
      const value = row[key];
      return value === null || value === undefined ? null : column.mapToDriverValue(value);
    }),
  );
  const picked = sql.raw(columns.map((_, place) => `value ->> ${place}`).join(', '));
  // Without `where`, SQLite reads a following `on conflict` as a join condition.
  const select = sql`select ${picked} from json_each(${JSON.stringify(values)}) where true`;
  return tx.insert(table).select(select);
}

export type Db = ReturnType<typeof connect>;

function connect(file: string) {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 5000');
  // WAL survives a crash of the process with NORMAL; only a power cut may lose the last commits, which the next sync reads again.
  connection.pragma('synchronous = NORMAL');
  const drizzled: Drizzle = drizzle(connection, { casing: 'snake_case' });
  return Object.assign(drizzled, {
    engine: 'sqlite' as 'sqlite' | 'postgres',
    /** Runs every statement of the plan in one transaction, in order: all of them or none. */
    async atomically(plan: (tx: Plan) => Iterable<unknown>): Promise<void> {
      drizzled.transaction(
        (tx) => {
          for (const statement of plan(tx)) (statement as Statement).run();
        },
        { behavior: 'immediate' },
      );
    },
    async close(): Promise<void> {
      connection.close();
    },
  });
}

/** Opens (and creates) the database file behind `url` (`file:data/callboard.db`, a path, or `:memory:`) and brings it to the newest migration. */
export async function openDb(url: string, migrations: string): Promise<Db> {
  const db = connect(url.replace(/^file:/, ''));
  if (existsSync(migrations)) migrate(db, { migrationsFolder: migrations });
  return db;
}
