import { z } from 'zod';
import { describeError } from '../errors.ts';
import { createSizes } from './adaptive.ts';
import { HEALTH_PARTS } from './health/query.ts';
import { closeProblems, type Lead, tellProblems } from './lead.ts';
import type { Reader } from './reader.ts';
import {
  addApplied,
  addProblem,
  emptyReport,
  type RunKind,
  type RunReport,
  reasonOf,
} from './report.ts';
import { readState, writeState } from './state-store.ts';
import { saveReport } from './status.ts';
import { GitHubStop, STOP_CODES } from './stop.ts';
import { WORK_PARTS } from './work-query.ts';

const SIZES = 'github.sizes';
const PAUSE = 'github.pause';
const Sizes = z.record(z.string(), z.object({ size: z.number(), streak: z.number() }));
const Pause = z.object({ resumesAt: z.coerce.date(), reason: z.string() });

/**
 * Runs a piece of the sync and accounts for it: what it called, what it could not do and why, in the database, in the log and to the platform
 * lead. An expected stop ends the run with its reason; anything else is recorded and rises. While a limit of GitHub lasts no call is made.
 */
export async function runAndReport(
  { lead, ...parts }: Omit<Reader, 'sizes'> & { lead: Lead },
  kind: RunKind,
  work: (reader: Reader, report: RunReport) => Promise<void>,
): Promise<RunReport> {
  const { db, now, client } = parts;
  const sizes = createSizes(Sizes.safeParse(await readState(db, SIZES)).data ?? {});
  const report = emptyReport(kind, now());
  const apply: Reader['apply'] = async (change) => {
    const applied = await parts.apply(change);
    addApplied(report, applied);
    return applied;
  };
  const before = client.usage();
  let unexpected: unknown;
  try {
    await stopWhilePaused(parts);
    await work({ ...parts, sizes, apply }, report);
  } catch (error) {
    // A process that ends says nothing about GitHub: what was known before stays.
    if (error instanceof GitHubStop) await noteStop(parts, report, error);
    if (error instanceof GitHubStop && error.code === 'closing') return report;
    if (!(error instanceof GitHubStop)) {
      unexpected = error;
      // What broke may quote rows; it is for the log, not for a channel.
      parts.log.error({ kind, reason: describeError(error) }, 'GitHub sync run broke');
      addProblem(report, { code: 'broken', reason: 'it broke on our side; the log says where' });
    }
  }
  const after = client.usage();
  report.calls = after.calls - before.calls;
  report.restCalls = after.restCalls - before.restCalls;
  report.points = after.points - before.points;
  const budget = client.budget();
  report.budget = budget && { ...budget, resetAt: budget.resetAt.toISOString() };
  report.finishedAt = now().toISOString();
  await writeState(db, SIZES, sizes.learned(), now());
  await saveReport(db, report);
  logRun(parts, report);
  await closeProblems(lead, overBy(report));
  await tellProblems(lead, report);
  if (unexpected !== undefined) throw unexpected;
  return report;
}

async function stopWhilePaused({ db, now }: Pick<Reader, 'db' | 'now'>): Promise<void> {
  const pause = Pause.safeParse(await readState(db, PAUSE)).data;
  if (pause && pause.resumesAt > now())
    throw new GitHubStop('exhausted', pause.reason, { resumesAt: pause.resumesAt });
}

async function noteStop(
  { db, now }: Pick<Reader, 'db' | 'now'>,
  report: RunReport,
  stop: GitHubStop,
): Promise<void> {
  addProblem(report, { code: stop.code, reason: stop.message, nextStep: stop.nextStep });
  if (!stop.resumesAt) return;
  report.resumesAt = stop.resumesAt.toISOString();
  await writeState(db, PAUSE, { resumesAt: report.resumesAt, reason: stop.message }, now());
}

function logRun({ log }: Pick<Reader, 'log'>, report: RunReport): void {
  const { kind, calls, restCalls, points, repositories, resumesAt } = report;
  const fields = { kind, calls, restCalls, points, ...repositories };
  if (report.isComplete) log.info(fields, 'GitHub sync run complete');
  else log.warn({ ...fields, reason: reasonOf(report), resumesAt }, 'GitHub sync run incomplete');
}

/** The problems that a run shows to be over: stops by any run that met none, what only a full run can see by a full run. */
function overBy(report: RunReport): string[] {
  const met = new Set(report.problems.map((problem) => problem.code));
  const isStopped = STOP_CODES.some((code) => met.has(code)) || met.has('broken');
  if (isStopped) return [];
  const seen: string[] = [...STOP_CODES, 'broken', 'listing'];
  if (report.kind === 'sync' || report.kind === 'sweep') seen.push('gone', 'unreadable', 'access');
  if (report.organisation) seen.push('organisation');
  if (report.kind === 'changes' && report.repositories.read > 0)
    seen.push('work', ...Object.values(WORK_PARTS).map((part) => `work.${part}`));
  if (report.kind === 'health' && report.repositories.read > 0)
    seen.push('health', ...HEALTH_PARTS.map((part) => `health.${part}`));
  if (report.kind === 'docs') seen.push('docs.access');
  if (report.kind === 'docs' && report.repositories.read > 0) seen.push('docs');
  return seen.filter((code) => !met.has(code));
}
