import { rmSync } from 'node:fs';
import { Client } from 'undici';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { benchSnapshots, nameOf, teamsOf } from './catalog.ts';
import { print, stopwatch, timed } from './measure.ts';
import { bundle, startService } from './service.ts';

const FILE = 'data/bench-api.db';
const REQUESTS = 2000;

/** Backstage's API over HTTP as production serves it, one request after another on one connection, over a database file. */
export async function api(): Promise<void> {
  bundle();
  for (const count of [10_000, 100_000]) {
    await ingest(count);
    await using service = await startService({ DATABASE_URL: `file:${FILE}` });
    const client = new Client(service.url);
    const get = async (path: string) => {
      const { statusCode, body } = await client.request({
        method: 'GET',
        path: `/api/catalog${path}`,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${path} answers ${statusCode}: ${text}`);
    };
    const first = await stopwatch(() => get('/entities?limit=1'));
    print({ bench: 'api.first', n: count, ms: first });
    for (const [bench, pathOf] of Object.entries(PATHS)) {
      const paths = (from: number, length: number) =>
        Array.from({ length }, (_, i) => pathOf(spread(from + i, count), count));
      await timed(paths(0, REQUESTS / 4), get);
      const figures = await timed(paths(REQUESTS, REQUESTS), get);
      print({ bench, n: count, ...figures, rss_mb: service.residentMegabytes() });
    }
    await client.close();
  }
}

/** Whole apply of every descriptor into an empty file. */
async function ingest(count: number): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(FILE + end, { force: true });
  const db = await openDatabase(`file:${FILE}`);
  const snapshots = benchSnapshots(count);
  const now = () => new Date('2026-06-15T12:00:00Z');
  const ms = await stopwatch(() => applySnapshots(db, { snapshots, removed: [], now }));
  print({ bench: 'api.ingest', n: count, ms, per_s: Math.round((count / ms) * 1000) });
  await db.close();
}

/** Every entity once before any comes again, in no order. */
const spread = (i: number, count: number) => (i * 7919) % count;

const PATHS: Record<string, (n: number, count: number) => string> = {
  'api.by-name': (n) => `/entities/by-name/component/default/${nameOf(n)}`,
  'api.team': (n, count) =>
    `/entities?filter=kind=component,relations.ownedBy=group:default/team-${n % teamsOf(count)}`,
  'api.dependents': (n) => `/entities?filter=relations.dependsOn=component:default/${nameOf(n)}`,
  'api.facets': () => '/entity-facets?facet=spec.type&filter=kind=component',
};
