import { openDatabase } from '../../src/db/open.ts';
import { createFakeGitHub } from '../../src/demo/github/fake-github.ts';
import { generateOrganisation } from '../../src/demo/github/generate.ts';
import type { RunReport } from '../../src/github/report.ts';
import { createGitHubSync } from '../../src/github/sync.ts';
import { createLog } from '../../src/log.ts';
import { print, stopwatch } from './measure.ts';

const REPOSITORIES = 2000;

/** A first sync of 2,000 repositories until the catalog is usable, and the look for changes when there are none. */
export async function syncs(): Promise<void> {
  let time = Date.parse('2026-06-15T12:00:00Z');
  const now = () => new Date(time);
  const organisation = generateOrganisation({
    repositories: REPOSITORIES,
    teams: 150,
    people: 800,
    seed: 1,
  });
  const github = createFakeGitHub({ now, organisation });
  const db = await openDatabase(':memory:');
  const sync = createGitHubSync({
    organization: organisation.login,
    auth: { token: 'ghp_bench' },
    apiUrl: 'https://api.github.com',
    webhookSecret: undefined,
    deltaMinutes: 3,
    fetch: github.fetch,
    log: createLog('error'),
    db,
    now,
    tellLead: async () => {},
  });
  const calls = async (work: () => Promise<unknown>) => {
    const before = github.calls.totals().calls;
    const ms = await stopwatch(work);
    return { calls: github.calls.totals().calls - before, ms };
  };
  print({ bench: 'sync.full', n: REPOSITORIES, ...(await calls(() => sync.sync())) });
  time += 60_000;
  print({ bench: 'sync.unchanged', n: REPOSITORIES, ...(await calls(() => sync.delta())) });
  print({ bench: 'sync.docs.full', n: REPOSITORIES, ...(await calls(() => untilRead(sync.docs))) });
  print({ bench: 'sync.docs.unchanged', n: REPOSITORIES, ...(await calls(sync.docs)) });
  const lots = () => untilRead(sync.changes);
  print({ bench: 'sync.changes.full', n: REPOSITORIES, ...(await calls(lots)) });
  time += 60_000;
  print({ bench: 'sync.changes.unchanged', n: REPOSITORIES, ...(await calls(sync.changes)) });
  await sync.close();
  await db.close();
}

/** The first read of docs and of changes takes a few turns, so that nothing waits for it. */
async function untilRead(read: () => Promise<RunReport>): Promise<void> {
  for (;;) {
    const { repositories } = await read();
    if (repositories.read === 0) return;
  }
}
