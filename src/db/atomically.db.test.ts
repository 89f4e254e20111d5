import { count } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { state } from './schema.ts';
import { openTestDb } from './test-db.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const row = (key: string, value: unknown) => ({ key, value, at: new Date('2026-06-15T12:30:00Z') });

it('keeps values, structures and times as they were given', async () => {
  await db.insert(state).values(row('a', { list: [1, 'two', null], yes: true }));
  expect(await db.select().from(state)).toEqual([row('a', { list: [1, 'two', null], yes: true })]);
});

it('keeps nothing of a plan whose last statement fails', async () => {
  const plan = db.atomically((tx) => [
    tx.insert(state).values(row('a', 1)),
    tx.insert(state).values(row('b', 2)),
    tx.insert(state).values(row('a', 3)),
  ]);
  await expect(plan).rejects.toThrow();
  expect(await db.select({ rows: count() }).from(state)).toEqual([{ rows: 0 }]);
});

it('brings every plan to its end, also when they write the same rows in opposite order', async () => {
  const keys = Array.from({ length: 20 }, (_, place) => `key-${place}`);
  const write = (order: string[], value: number) =>
    db.atomically((tx) =>
      order.map((key) =>
        tx
          .insert(state)
          .values(row(key, value))
          .onConflictDoUpdate({ target: state.key, set: { value } }),
      ),
    );
  for (let round = 0; round < 5; round++)
    await Promise.all([write(keys, 1), write(keys.toReversed(), 2), write(keys, 3)]);
  const values = await db.select({ value: state.value }).from(state);
  expect(new Set(values.map(({ value }) => value)).size).toBe(1);
});
