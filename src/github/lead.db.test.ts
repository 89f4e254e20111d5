import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createLog } from '../log.ts';
import { closeProblems, type Lead, tellProblems } from './lead.ts';
import { addProblem, emptyReport } from './report.ts';

let db: Db;
let told: string[];
let time: Date;
let lead: Lead;
beforeEach(async () => {
  db = await openTestDb();
  told = [];
  time = new Date('2026-06-15T12:00:00Z');
  const tell = async (text: string) => {
    told.push(text);
  };
  lead = { db, log: createLog('silent'), now: () => time, tell };
});
afterEach(() => db.close());

function reportOf(...codes: string[]) {
  const report = emptyReport('sweep', time);
  for (const code of codes) addProblem(report, { code, reason: `${code} it is` });
  return report;
}

it('tells a problem once while it lasts, whichever replica meets it', async () => {
  const replicas = [lead, { ...lead }, { ...lead }];
  await Promise.all(replicas.map((replica) => tellProblems(replica, reportOf('forbidden'))));
  await tellProblems(lead, reportOf('forbidden', 'forbidden'));
  expect(told).toEqual([
    'GitHub sync: Forbidden it is. Nothing was deleted; answers show what was last read.',
  ]);
});

it('tells each kind of problem', async () => {
  await tellProblems(lead, reportOf('forbidden', 'listing'));
  expect(told).toHaveLength(2);
});

it('tells a problem that comes and goes once a day', async () => {
  for (let hour = 0; hour < 30; hour += 1) {
    time = new Date(time.getTime() + 3_600_000);
    await tellProblems(lead, reportOf('forbidden'));
    await closeProblems(lead, ['forbidden']);
  }
  expect(told).toHaveLength(2);
});

it('tells it at the next run when the lead could not be reached', async () => {
  const away = async () => {
    throw new Error('channel_not_found');
  };
  await tellProblems({ ...lead, tell: away }, reportOf('forbidden'));
  await tellProblems(lead, reportOf('forbidden'));
  expect(told).toHaveLength(1);
});
