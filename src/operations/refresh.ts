import type { Db } from '#dialect';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { withoutSecrets } from '../log.ts';
import type { OnCallSource } from './on-call-source.ts';
import { SourceDown } from './source-down.ts';
import { newStanding, readStanding, readsOf, type Standing, saveStanding } from './standing.ts';
import { allRotas, openIncidents, saveReading } from './store.ts';
import { type Due, dueRead } from './windows.ts';

export type RefreshOptions = {
  db: Db;
  log: Log;
  now: () => Date;
  sources: readonly OnCallSource[];
  tellLead: (text: string) => Promise<void>;
};

/** A failure that may go over by itself is told when it has come so often in a row. */
const TRANSIENT_FAILURES = 3;
/** The same source failing on and off is told once a day at most. */
const QUIET_MS = 24 * 3_600_000;

/** Reads every source into the tables. One that fails keeps what it said last, and the platform lead is told once. */
export async function refreshOnCall(options: RefreshOptions): Promise<void> {
  for (const source of options.sources) await refreshOne(options, source);
}

async function refreshOne(options: RefreshOptions, source: OnCallSource): Promise<void> {
  const { db, now, log } = options;
  const stored = await readStanding(db, source.id);
  const before = stored ?? newStanding(source.title);
  // Who asks while it is read for the first time hears that it is connected.
  if (!stored) await saveStanding(db, source.id, before, now());
  const due = dueRead(readsOf(before), now());
  try {
    const openBefore = (await openIncidents(db)).filter((one) => one.source === source.id);
    const reading = await source.read({ ...due, openBefore: openBefore.map(({ id }) => id) });
    const standing = afterRead(before, reading ? { ...due, window: reading.window } : due, now());
    if (reading === null) return saveStanding(db, source.id, standing, now());
    await refuseNothing(db, source, reading.rotas.length);
    standing.problems = [...reading.problems];
    await saveReading(db, source.id, reading, { standing, now: now() });
    await tellProblems(options, source, before.problems, reading.problems);
  } catch (error) {
    const standing = afterFailure(before, error, now());
    log.warn({ source: source.id, reason: describeError(error) }, 'on-call source failed');
    await tellFailure(options, source, standing);
    await saveStanding(db, source.id, standing, now());
  }
}

/** A token that lost a right is often answered with empty lists: that is no news that all rotas are gone. */
async function refuseNothing(db: Db, source: OnCallSource, found: number): Promise<void> {
  if (found > 0) return;
  const known = (await allRotas(db)).filter((rota) => rota.source === source.id);
  if (known.length > 0)
    throw new SourceDown(`${source.title} lists no rota at all, where it had ${known.length}.`, {
      nextStep: 'Check what its token may read.',
    });
}

function afterRead(before: Standing, { sort, window }: Due, now: Date): Standing {
  const isWhole = sort === 'whole';
  return {
    ...before,
    readAt: now,
    aheadAt: sort === 'near' ? before.aheadAt : now,
    wholeAt: isWhole ? now : before.wholeAt,
    since: earlier(before.since, window.since),
    until: later(before.until, window.until),
    failedSince: null,
    failures: 0,
    reason: null,
    nextStep: null,
    isTold: false,
  };
}

function afterFailure(before: Standing, error: unknown, now: Date): Standing {
  const down = error instanceof SourceDown ? error : null;
  return {
    ...before,
    failedSince: before.failedSince ?? now,
    failures: down?.isOurs ? TRANSIENT_FAILURES : before.failures + 1,
    reason: withoutSecrets(down?.message ?? `${before.title} could not be read.`),
    nextStep: down?.nextStep || null,
  };
}

function earlier(a: Date | null, b: Date): Date {
  return a && a < b ? a : b;
}

function later(a: Date | null, b: Date): Date {
  return a && a > b ? a : b;
}

async function tellFailure(
  { now, log, tellLead }: RefreshOptions,
  source: OnCallSource,
  standing: Standing,
): Promise<void> {
  if (standing.isTold || standing.failures < TRANSIENT_FAILURES) return;
  const isQuiet = standing.toldAt && now().getTime() - standing.toldAt.getTime() < QUIET_MS;
  standing.isTold = true;
  if (isQuiet) return;
  try {
    const kept = standing.readAt
      ? 'Answers go on from what was last read, and say its age.'
      : 'Questions about on call have no answer until it is.';
    await tellLead(
      `On call: ${standing.reason ?? source.title} ${kept} ${standing.nextStep ?? ''}`.trim(),
    );
    standing.toldAt = now();
  } catch (error) {
    standing.isTold = false;
    log.error({ reason: describeError(error) }, 'platform lead could not be told');
  }
}

/** What is wrong in a rota file, when that is new. */
async function tellProblems(
  { log, tellLead }: RefreshOptions,
  source: OnCallSource,
  before: readonly string[],
  problems: readonly string[],
): Promise<void> {
  const news = problems.filter((problem) => !before.includes(problem));
  if (news.length === 0) return;
  try {
    await tellLead(`On call: ${source.title} has mistakes. ${news.slice(0, 5).join(' ')}`);
  } catch (error) {
    log.error({ reason: describeError(error) }, 'platform lead could not be told');
  }
}
