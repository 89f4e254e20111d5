import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import type { OnCallSource } from './on-call-source.ts';
import { refreshOnCall } from './refresh.ts';
import { allStandings } from './standing.ts';

const NOW = new Date('2026-06-15T12:00:00Z');

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

it('knows a source as connected and unread while it is read for the first time', async () => {
  let seen = new Map<string, { readAt: Date | null }>();
  const source: OnCallSource = {
    id: 'pager',
    title: 'Pager',
    page: null,
    async read() {
      seen = await allStandings(db);
      return null;
    },
  };
  const told: string[] = [];
  await refreshOnCall({
    db,
    log: pino({ level: 'silent' }),
    now: () => NOW,
    sources: [source],
    tellLead: async (text) => void told.push(text),
  });
  expect(seen.get('pager')).toMatchObject({ title: 'Pager', readAt: null });
  expect((await allStandings(db)).get('pager')?.readAt).toEqual(NOW);
  expect(told).toEqual([]);
});
