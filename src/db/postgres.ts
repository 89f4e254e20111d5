import { type SQLWrapper, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import {
  boolean,
  customType,
  integer,
  jsonb,
  type PgTable,
  text as textColumn,
  timestamp as timestampColumn,
} from 'drizzle-orm/pg-core';
import pg from 'pg';
import { FULL_TEXT_WEIGHTS, type FullText, writeFullText } from './full-text.ts';

export { foreignKey, index, pgTable as table, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';

/** The words `schema.ts` is written in, as PostgreSQL means them. */
export const text = (name?: string) => (name ? textColumn(name) : textColumn());
export const whole = () => integer();
export const flag = () => boolean();
export const json = () => jsonb();
export const timestamp = () => timestampColumn({ withTimezone: true, precision: 3, mode: 'date' });
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
/** A primary key that the database numbers itself. */
export const serial = () => integer().primaryKey().generatedAlwaysAsIdentity();

/** A query that is made once and run often, with `sql.placeholder`s for its values; the server keeps its plan under the name. */
export function prepare<Query extends { prepare: (name: string) => unknown }>(
  query: Query,
  name: string,
): ReturnType<Query['prepare']> {
  return query.prepare(name) as ReturnType<Query['prepare']>;
}

/** `column in (…)` with a list of any length as one parameter, whose value `listValue` makes. */
export const isAmong = (column: SQLWrapper, placeholder: string) =>
  sql`${column} = any(${sql.placeholder(placeholder)})`;
export const listValue = (list: readonly string[]): unknown => list;

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
    // The weights are those of the title and of the headings in the migration.
    word: (word, { isPrefix, isAbove }) =>
      `'${word}'${isPrefix || isAbove ? ':' : ''}${isPrefix ? '*' : ''}${isAbove ? 'AB' : ''}`,
    and: ' & ',
    or: ' | ',
  });
  // The weights of D, C, B and A, of which the migration uses three.
  const weights = sql.raw(`array[${body / title}, 0, ${heading / title}, 1]::float4[]`);
  return {
    table: sql`to_tsquery('simple', ${written}) as doc_query`,
    on: sql`doc_sections.words @@ doc_query`,
    where: range ? sql`doc_sections.id between ${range.from} and ${range.to}` : sql`true`,
    order: isRanked ? [sql`ts_rank(${weights}, doc_sections.words, doc_query) desc`] : [],
  };
}

/** Every word of `doc_sections`, and in how many of them it stands. */
export const countedWords = () =>
  sql`select word, ndoc from ts_stat('select words from doc_sections')`;

/** `column in (…)` with a list of any length as one parameter. */
export const isOneOf = (column: SQLWrapper, list: readonly string[]) =>
  sql`${column} = any(${sql.param([...list])})`;

type Drizzle = NodePgDatabase<Record<string, never>>;
/** What a plan may use: the query builders, not yet run. */
export type Plan = Pick<Drizzle, 'insert' | 'update' | 'delete'>;

/** Inserts many whole rows in one statement. */
export function insertRows<Table extends PgTable>(
  tx: Plan,
  table: Table,
  rows: readonly Table['$inferInsert'][],
) {
  return tx.insert(table).values([...rows]);
}

export type Db = ReturnType<typeof connect>;

const MIGRATION_LOCK = 20_261_121;
const PLAN_LOCK = 20_261_122;

function connect(pool: pg.Pool) {
  const drizzled: Drizzle = drizzle(pool, { casing: 'snake_case' });
  return Object.assign(drizzled, {
    engine: 'postgres' as 'sqlite' | 'postgres',
    /**
     * Runs every statement of the plan in one transaction, in order: all of them or none. One plan at a time, as on SQLite: replicas that
     * write the same rows in different orders would wait for each other, and PostgreSQL would end one of them.
     */
    async atomically(plan: (tx: Plan) => Iterable<unknown>): Promise<void> {
      await drizzled.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${PLAN_LOCK})`);
        for (const statement of plan(tx)) await statement;
      });
    },
    async close(): Promise<void> {
      await pool.end();
    },
  });
}

/** Connects to the PostgreSQL behind `url` and brings it to the newest migration. */
export async function openDb(url: string, migrations: string): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // An idle connection that the server drops is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => {});
  const db = connect(pool);
  await migrateAlone(pool, db, migrations);
  return db;
}

/** Replicas start together: the advisory lock lets one of them migrate while the others wait. */
async function migrateAlone(pool: pg.Pool, db: Drizzle, migrations: string): Promise<void> {
  const lock = await pool.connect();
  try {
    await lock.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await migrate(db, { migrationsFolder: migrations });
  } finally {
    await lock.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
    lock.release();
  }
}
