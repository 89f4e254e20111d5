import { z } from 'zod';
import type { Db } from '#dialect';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Problem, RunReport } from './report.ts';
import { claimAgain, claimState, readStateRow, writeState } from './state-store.ts';

/** The same problem coming and going is told once a day at most. */
const QUIET_MS = 24 * 3_600_000;
const Told = z.object({ isOpen: z.boolean() });

export type Lead = {
  db: Db;
  log: Log;
  now: () => Date;
  tell: (text: string) => Promise<void>;
};

const keyOf = (code: string) => `github.told.${code}`;

/** Tells the platform lead of a run's problems, each once while it lasts, whichever replica meets it. */
export async function tellProblems(lead: Lead, report: RunReport): Promise<void> {
  const first = new Map(report.problems.toReversed().map((problem) => [problem.code, problem]));
  for (const problem of first.values()) {
    if (!(await isNews(lead, problem.code))) continue;
    try {
      await lead.tell(sentence(problem));
    } catch (error) {
      // Untold, so that the next run tries again.
      await writeState(lead.db, keyOf(problem.code), { isOpen: false }, new Date(0));
      lead.log.error({ reason: describeError(error) }, 'platform lead could not be told');
    }
  }
}

/** Notes that problems are over, so that they are news when they come again. */
export async function closeProblems(lead: Lead, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const row = await readStateRow(lead.db, keyOf(code));
    if (row && Told.safeParse(row.value).data?.isOpen)
      await writeState(lead.db, keyOf(code), { isOpen: false }, row.at);
  }
}

async function isNews({ db, now }: Lead, code: string): Promise<boolean> {
  const key = keyOf(code);
  const open = { isOpen: true };
  if (await claimState(db, key, open, now())) return true;
  const row = await readStateRow(db, key);
  if (!row || Told.safeParse(row.value).data?.isOpen) return false;
  if (now().getTime() - row.at.getTime() >= QUIET_MS)
    return claimAgain(db, key, { value: open, at: now(), since: row.at });
  await writeState(db, key, open, row.at);
  return false;
}

function sentence({ reason, nextStep }: Problem): string {
  return `GitHub sync: ${reason} Nothing was deleted; answers show what was last read. ${nextStep}`.trim();
}
