import { z } from 'zod';

export type RunKind =
  | 'sync'
  | 'sweep'
  | 'delta'
  | 'inbox'
  | 'asked'
  | 'changes'
  | 'docs'
  | 'health';

/** Why a run could not do all it should, by what kind of thing went wrong. */
export const Problem = z.object({
  code: z.string(),
  reason: z.string(),
  nextStep: z.string().default(''),
});
export type Problem = z.infer<typeof Problem>;

/** What one run did; kept in the database, so that every replica can tell. Times are ISO 8601. */
export const RunReport = z.object({
  kind: z.enum(['sync', 'sweep', 'delta', 'inbox', 'asked', 'changes', 'docs', 'health']),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** GraphQL calls, REST calls, and GraphQL points of GitHub's rate limit. */
  calls: z.number(),
  restCalls: z.number(),
  points: z.number(),
  repositories: z.object({
    listed: z.number(),
    changed: z.number(),
    read: z.number(),
    failed: z.number(),
    removed: z.number(),
    /** Missing at GitHub, but kept. */
    held: z.number(),
  }),
  /** What that meant for the catalog, in entities; and documents that cannot be used, among those read. */
  catalog: z.object({
    created: z.number(),
    changed: z.number(),
    removed: z.number(),
    badDocuments: z.number(),
  }),
  organisation: z.object({ teams: z.number(), people: z.number() }).nullable(),
  /** True when everything that the run should read was read. */
  isComplete: z.boolean(),
  problems: z.array(Problem),
  /** What is good to know and needs nobody. */
  notes: z.array(z.string()),
  /** When GitHub's limits let the sync go on; null where they do not hold it. */
  resumesAt: z.string().nullable(),
  budget: z.object({ limit: z.number(), remaining: z.number(), resetAt: z.string() }).nullable(),
});
export type RunReport = z.infer<typeof RunReport>;

export function emptyReport(kind: RunKind, now: Date): RunReport {
  return {
    kind,
    startedAt: now.toISOString(),
    finishedAt: now.toISOString(),
    calls: 0,
    restCalls: 0,
    points: 0,
    repositories: { listed: 0, changed: 0, read: 0, failed: 0, removed: 0, held: 0 },
    catalog: { created: 0, changed: 0, removed: 0, badDocuments: 0 },
    organisation: null,
    isComplete: true,
    problems: [],
    notes: [],
    resumesAt: null,
    budget: null,
  };
}

/** Adds what one hand-over did. */
export function addApplied(report: RunReport, applied: RunReport['catalog']): void {
  const { catalog } = report;
  catalog.created += applied.created;
  catalog.changed += applied.changed;
  catalog.removed += applied.removed;
  catalog.badDocuments += applied.badDocuments;
}

/** Notes what a run could not do, as a sentence. */
export function addProblem(
  report: RunReport,
  { code, reason, nextStep = '' }: { code: string; reason: string; nextStep?: string },
): void {
  const sentence = (reason.charAt(0).toUpperCase() + reason.slice(1)).replace(/[.\s]*$/, '.');
  report.isComplete = false;
  report.problems.push({ code, reason: sentence, nextStep });
}

/** The first thing that is wrong, in one sentence with what to do; null when nothing is. */
export function reasonOf(report: RunReport): string | null {
  const [problem] = report.problems;
  return problem ? `${problem.reason} ${problem.nextStep}`.trim() : null;
}
