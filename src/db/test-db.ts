import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Db, openDb } from '#dialect';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** A fresh database with the real migrations: `:memory:`, or a database of its own on the PostgreSQL of `DATABASE_URL`. Close it after use. */
export async function openTestDb(): Promise<Db> {
  // biome-ignore lint/style/noProcessEnv: the test runner chooses the database by it, as an operator does.
  const server = process.env['DATABASE_URL'];
  if (!server) return openDb(':memory:', `${MIGRATIONS}sqlite`);
  const { default: pg } = await import('pg');
  const name = `callboard_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await openDb(url.href, `${MIGRATIONS}postgres`);
  const close = db.close;
  db.close = async () => {
    await close();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
  return db;
}
