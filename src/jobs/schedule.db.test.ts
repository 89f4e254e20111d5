import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { jobStates } from './runs.ts';
import { startSchedule } from './schedule.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const lines: { msg: string; job?: string; reason?: string }[] = [];
const log = pino({ level: 'error' }, { write: (line: string) => lines.push(JSON.parse(line)) });
const now = () => new Date();

function everySecond(work: () => Promise<unknown>) {
  return startSchedule([{ name: 'tick', cron: '* * * * * *', leaseMs: 10_000, work }], {
    db,
    log,
    now,
  });
}

it('runs each turn on one of several replicas', async () => {
  const turns: number[] = [];
  const work = async () => turns.push(Math.round(Date.now() / 1000));
  const replicas = [everySecond(work), everySecond(work), everySecond(work)];
  while (turns.length < 2) await sleep(50);
  await Promise.all(replicas.map((replica) => replica[Symbol.asyncDispose]()));
  expect(new Set(turns).size).toBe(turns.length);
});

it('says which job failed, keeps how the last run went, and waits for work when it stops', async () => {
  const begun = Date.now();
  let runs = 0;
  let isDone = false;
  const schedule = everySecond(async () => {
    runs += 1;
    if (runs === 1) throw new Error('GitHub is away');
    await sleep(100);
    isDone = true;
  });
  const state = async () => (await jobStates(db, schedule.turns()))[0];
  expect(await state()).toMatchObject({ name: 'tick', startedAt: null, endedAt: null });
  await vi.waitFor(async () => expect((await state())?.error).toBe('GitHub is away'), 3000);
  const next = Number((await state())?.nextAt);
  expect(next).toBeGreaterThan(begun);
  expect(next).toBeLessThanOrEqual(Date.now() + 1000);
  while (runs < 2) await sleep(20);
  await schedule[Symbol.asyncDispose]();
  expect(isDone).toBe(true);
  const last = await state();
  expect(last?.error).toBeNull();
  expect(Number(last?.endedAt) - Number(last?.startedAt)).toBeGreaterThanOrEqual(99);
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'job failed', job: 'tick', reason: 'GitHub is away' }),
  );
});
