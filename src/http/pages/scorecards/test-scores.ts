import type { Db } from '#dialect';
import { chunks } from '../../../catalog/chunks.ts';
import { applySnapshots } from '../../../catalog/sync.ts';
import { scoreChanges, scoreDays, scoreResults } from '../../../db/scorecard-tables.ts';
import type { Outcome } from '../../../scorecards/evaluate.ts';
import { MILLION, shareOf, THOUSAND } from '../../../scorecards/results/read.ts';
import type { Cause, ScoreDay } from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';

export const NOW = new Date('2026-06-15T12:00:00Z');

/** Reads descriptors as if a folder had been read. */
export async function saveTestCatalog(db: Db, text: string): Promise<void> {
  const file = { location: 'file:/org.yaml', path: 'org.yaml', text, commit: null };
  const snapshots = [{ source: 'folder:/', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => NOW });
}

export type TestResult = {
  ref: string;
  owner: string | null;
  level: string | null;
  possibleLevel?: string | null;
  outcomes: Record<string, Outcome>;
};

/** Where entities stand, as a run would have left it: each check weighs the same. */
export async function saveTestResults(
  db: Db,
  { name }: Pick<Scorecard, 'name'>,
  results: readonly TestResult[],
): Promise<void> {
  const rows = results.map(({ outcomes, level, possibleLevel = level, ...result }) => {
    const count = (wanted: Outcome) =>
      Object.values(outcomes).filter((outcome) => outcome === wanted).length * THOUSAND;
    return {
      ...result,
      ...{ scorecard: name, version: 'v1', outcomes, level, possibleLevel },
      reasons: {},
      uncounted: [],
      earned: count('pass'),
      possible: count('pass') + count('fail'),
      unknown: count('unknown'),
      since: NOW,
      evaluatedAt: NOW,
    };
  });
  for (const some of chunks(rows)) await db.insert(scoreResults).values(some);
}

/** Averages at the ends of days, oldest first, the last of them today. */
export async function saveTestDays(
  db: Db,
  { scorecard, owner = '*', shares }: { scorecard: string; owner?: string; shares: number[] },
): Promise<void> {
  const rows = shares.map((share, at) => ({
    day: new Date(NOW.getTime() - (shares.length - 1 - at) * 86_400_000).toISOString().slice(0, 10),
    ...{ scorecard, owner, entities: 1, shares: Math.round(share * MILLION) },
    levels: {} satisfies ScoreDay['levels'],
    checks: {} satisfies ScoreDay['checks'],
  }));
  for (const some of chunks(rows)) await db.insert(scoreDays).values(some);
}

/** One step of one check that flipped. */
export async function saveTestChange(
  db: Db,
  change: {
    ref: string;
    scorecard: string;
    check: string;
    title: string;
    cause: Cause;
    from: Outcome;
    to: Outcome;
    before: { level: string | null; earned: number; possible: number };
    after: { level: string | null; earned: number; possible: number };
  },
): Promise<void> {
  const { ref, scorecard, cause, check, title, from, to } = change;
  const evidence = [
    {
      ...{ fact: 'runbookChangedAt', title: 'Runbook was edited', state: 'known' as const },
      value: '2025-12-12',
      source: 'docs/runbook.md',
      url: 'https://github.com/acme/fraud/blob/main/docs/runbook.md',
      observedAt: '2026-06-11T06:00:00Z',
      reason: null,
    },
  ];
  await db.insert(scoreChanges).values({
    ...{ ref, scorecard, cause, version: 'v1', at: new Date('2026-06-11T06:00:00Z') },
    ownerBefore: null,
    owner: null,
    before: { ...change.before, unknown: 0 },
    after: { ...change.after, unknown: 0 },
    checks: [{ check, title, from, to, reason: null, evidence }],
  });
}

/** The share of a score with these outcomes, for what a test expects. */
export function shareWith(outcomes: readonly Outcome[]): number | null {
  const earned = outcomes.filter((one) => one === 'pass').length;
  return shareOf({ earned, possible: earned + outcomes.filter((one) => one === 'fail').length });
}
