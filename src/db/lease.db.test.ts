import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { giveLease, takeLease } from './lease.ts';
import { openTestDb } from './test-db.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const noon = new Date('2026-06-15T12:00:00Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const take = (turn: string, now = noon) => takeLease(db, { name: 'sweep', turn, ms: 60_000, now });

it('lets one of many replicas have a turn', async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, () => take('12:00')));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

it('keeps the next turn waiting while the last one still works', async () => {
  await take('12:00');
  expect(await take('12:00:30', later(30_000))).toBe(false);
});

it('frees the lease of a replica that died', async () => {
  await take('12:00');
  expect(await take('13:00', later(60_000))).toBe(true);
});

it('does not repeat a turn that was finished', async () => {
  await take('12:00');
  await giveLease(db, { name: 'sweep', turn: '12:00', now: later(10) });
  expect(await take('12:00', later(20))).toBe(false);
  expect(await take('13:00', later(30))).toBe(true);
});
