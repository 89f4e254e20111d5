import type { Client } from 'pg';
import type { Db } from '#dialect';
import { openDatabase } from './open.ts';

/** A place for one test's data: memory, or a database of its own on the PostgreSQL of `DATABASE_URL`. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  // biome-ignore lint/style/noProcessEnv: the test runner chooses the database by it, as an operator does.
  const { DATABASE_URL: server, TEST_RUN: run, VITEST_POOL_ID: worker } = process.env;
  if (!server) return { url: ':memory:', drop: async () => {} };
  const place = Array.from({ length: 100 }, (_, n) => n).find((n) => !taken.has(n)) ?? 100;
  taken.add(place);
  const name = `callboard_test_${run}_${worker}_${place}`;
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    if (await isThere(admin, name)) await empty(new pg.Client({ connectionString: url.href }));
    else await admin.query(`create database ${name}`);
  } finally {
    await admin.end();
  }
  return { url: url.href, drop: async () => void taken.delete(place) };
}

// Dropping a database makes PostgreSQL write everything to disk, so one is used again by the next test of its worker;
// `.config/test-databases.ts` drops those of a run at its end.
const taken = new Set<number>();

async function isThere(admin: Client, name: string): Promise<boolean> {
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  return rows.length > 0;
}

/** Ends whoever is still connected, and takes every row out. */
async function empty(database: Client): Promise<void> {
  await database.connect();
  await database.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await database.query(`
    do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('delete from %I', name);
      end loop;
    end $$`);
  await database.end();
}

/** A fresh database with the real migrations. Closing it forgets it. */
export async function openTestDb(): Promise<Db> {
  const { url, drop } = await createTestDatabase();
  const db = await openDatabase(url);
  const close = db.close;
  db.close = async () => {
    await close();
    await drop();
  };
  return db;
}
