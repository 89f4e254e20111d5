import { randomUUID } from 'node:crypto';
import type { Db } from '#dialect';
import { openDatabase } from './open.ts';

/** A place for one test's data: memory, or a database of its own on the PostgreSQL of `DATABASE_URL`. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  // biome-ignore lint/style/noProcessEnv: the test runner chooses the database by it, as an operator does.
  const server = process.env['DATABASE_URL'];
  if (!server) return { url: ':memory:', drop: async () => {} };
  const { default: pg } = await import('pg');
  const name = `callboard_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
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
