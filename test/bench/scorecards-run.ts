import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { createCatalogIndex } from '../../src/catalog/search.ts';
import { openDatabase } from '../../src/db/open.ts';
import { repositories } from '../../src/db/schema.ts';
import { gatherSubjects } from '../../src/scorecards/facts/gather.ts';
import { FACTS } from '../../src/scorecards/facts/table.ts';
import { createRun, type RunSummary } from '../../src/scorecards/run/run.ts';
import { type Figure, print } from './measure.ts';
import { benchScorecard, CHECKS } from './scorecards.ts';
import { NOW, seedScored } from './scored-catalog.ts';

const ENTITIES = 10_000;
const MANY = 100_000;
const CHANGED = 50;

/** From the database to kept results: everything, then nothing, 50 repositories that changed, and everything as it was. */
export async function scorecardsRun(): Promise<void> {
  await measure(ENTITIES);
}

/** The same of a catalog ten times as large, and how much memory the process has then. */
export async function scorecardsLarge(): Promise<void> {
  await measure(MANY);
}

async function measure(count: number): Promise<void> {
  using stack = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'callboard-bench-'));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'bench.db');
  // Reading a catalog takes memory of its own, so another process does.
  execFileSync(process.execPath, [import.meta.filename, file, String(count)], { stdio: 'inherit' });
  const db = await openDatabase(file);
  const index = createCatalogIndex(db);
  await index.current();
  const scorecards = [benchScorecard()];
  let now = NOW;
  const rules = async () => ({ scorecards, table: FACTS, reread: () => null, isComplete: true });
  const parts = { db, index, rules, gather: gatherSubjects, now: () => now };
  const { run } = createRun(parts);
  const n = count * CHECKS;
  await timed('scorecards.run.first', n, run);
  now = new Date(NOW.getTime() + 60_000);
  await timed('scorecards.run.idle', n, run);
  const ids = Array.from({ length: CHANGED }, (_, at) => `R_${at * 7}`);
  const changed = { readHead: 'h2', head: 'h2', files: { 'catalog-info.yaml': 'o2' } };
  await db.update(repositories).set(changed).where(inArray(repositories.id, ids));
  await timed(`scorecards.run.${CHANGED}-changed`, n, run);
  now = new Date(NOW.getTime() + 3600_000);
  await timed('scorecards.run.again', n, run);
  await db.close();
}

async function timed(bench: string, n: number, run: () => Promise<RunSummary>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(20);
  delay.reset();
  const start = performance.now();
  const { evaluated } = await run();
  const ms = Math.round(performance.now() - start);
  delay.disable();
  const figure: Figure = {
    ...{ bench, n, ms, calls: evaluated },
    longest_block_ms: Math.round(delay.max / 1e6),
    rss_mb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  };
  print(figure);
}

if (import.meta.main) await seedScored(process.argv[2] ?? '', Number(process.argv[3]));
