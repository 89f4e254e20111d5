import { z } from 'zod';
import type { Db } from '#dialect';
import { countDeliveries } from './inbox-store.ts';
import { type RunKind, RunReport, reasonOf } from './report.ts';
import { readState, writeState } from './state-store.ts';
import { STOP_CODES } from './stop.ts';
import { countRepositories } from './store.ts';

/** How the sync stands, read from the database: every replica tells the same. Times are ISO 8601. */
export type GitHubStatus = {
  organization: string;
  repositories: { known: number; unread: number; failed: number; missing: number };
  lastRuns: Record<'sync' | 'sweep' | 'delta', RunReport | null>;
  /** End of the last run that read everything it should. */
  lastSuccessAt: string | null;
  /** True once a first full run has made the catalog usable. */
  isUsable: boolean;
  /** False while the newest run of any kind, or the newest full one, has a problem. */
  isComplete: boolean;
  /** Why it is not complete, in words for a person. */
  reason: string | null;
  resumesAt: string | null;
  inbox: { waiting: number; givenUp: number };
  nextDue: { delta: string | null; sweep: string | null };
};

const SWEEP_MINUTES = 60;
const keyOf = (kind: RunKind) => `github.run.${kind}`;
const SUCCESS = 'github.success';
const USABLE = 'github.usable';

/** Keeps what a run did for `githubStatus`. */
export async function saveReport(db: Db, report: RunReport): Promise<void> {
  const at = new Date(report.finishedAt);
  await writeState(db, keyOf(report.kind), report, at);
  const isFull = report.kind === 'sync' || report.kind === 'sweep';
  // Changes and docs are beside the catalog: whether they were read says nothing of it.
  if (report.kind === 'changes' || report.kind === 'docs') return;
  if (report.isComplete) await writeState(db, SUCCESS, report.finishedAt, at);
  // What could not be read does not make the rest useless; a run that was stopped read an unknown part.
  const isStopped = report.problems.some((problem) =>
    ['broken', ...STOP_CODES].includes(problem.code),
  );
  if (isFull && !isStopped) await writeState(db, USABLE, report.finishedAt, at);
}

async function lastReport(db: Db, kind: RunKind): Promise<RunReport | null> {
  return RunReport.safeParse(await readState(db, keyOf(kind))).data ?? null;
}

export async function githubStatus(
  db: Db,
  { organization, deltaMinutes, now }: { organization: string; deltaMinutes: number; now: Date },
): Promise<GitHubStatus> {
  const [sync, sweep, delta, inbox] = await Promise.all([
    lastReport(db, 'sync'),
    lastReport(db, 'sweep'),
    lastReport(db, 'delta'),
    lastReport(db, 'inbox'),
  ]);
  const full = newest([sync, sweep]);
  const last = newest([sync, sweep, delta, inbox]);
  const troubled = [last, full].find((run) => run && !run.isComplete) ?? null;
  const resumesAt = last?.resumesAt && new Date(last.resumesAt) > now ? last.resumesAt : null;
  const after = (run: RunReport | null, minutes: number) =>
    resumesAt ?? (run && minutesAfter(run.finishedAt, minutes));
  return {
    organization,
    repositories: await countRepositories(db),
    lastRuns: { sync, sweep, delta },
    lastSuccessAt: z.string().safeParse(await readState(db, SUCCESS)).data ?? null,
    isUsable: (await readState(db, USABLE)) !== undefined,
    isComplete: full !== null && troubled === null,
    reason: troubled ? reasonOf(troubled) : full ? null : 'The first sync has not finished yet.',
    resumesAt,
    inbox: await countDeliveries(db),
    nextDue: {
      delta: after(newest([sync, sweep, delta]), deltaMinutes),
      sweep: after(full, SWEEP_MINUTES),
    },
  };
}

function newest(runs: readonly (RunReport | null)[]): RunReport | null {
  return runs.reduce((last, run) => {
    if (!run) return last;
    return !last || run.finishedAt > last.finishedAt ? run : last;
  }, null);
}

function minutesAfter(at: string, minutes: number): string {
  return new Date(new Date(at).getTime() + minutes * 60_000).toISOString();
}
