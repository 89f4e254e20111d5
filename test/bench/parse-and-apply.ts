import { rmSync } from 'node:fs';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { benchSnapshots } from './catalog.ts';
import { print, stopwatch } from './measure.ts';

/** Text of descriptors to rows in a SQLite file: parse, check, relate, plan, write. */
export async function parseAndApply(): Promise<void> {
  const file = 'data/bench-apply.db';
  for (const count of [10_000]) {
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    const db = await openDatabase(`file:${file}`);
    const snapshots = benchSnapshots(count);
    const now = () => new Date('2026-06-15T12:00:00Z');
    const ms = await stopwatch(() => applySnapshots(db, { snapshots, removed: [], now }));
    print({
      bench: 'catalog.parse-and-apply',
      n: count,
      ms,
      per_s: Math.round((count / ms) * 1000),
    });
    const again = await stopwatch(() => applySnapshots(db, { snapshots, removed: [], now }));
    print({
      bench: 'catalog.apply-unchanged',
      n: count,
      ms: again,
      per_s: Math.round((count / again) * 1000),
    });
    await db.close();
  }
}
