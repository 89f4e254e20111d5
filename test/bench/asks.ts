import { applySnapshots } from '../../src/catalog/sync.ts';
import { createCore } from '../../src/core.ts';
import { benchQuestions, benchSnapshots } from './catalog.ts';
import { print, timed } from './measure.ts';

const QUESTIONS = 2000;

/** Questions of every kind, one after another, against a catalog in memory and its database. */
export async function asks(): Promise<void> {
  for (const count of [10_000, 100_000]) {
    const now = () => new Date('2026-06-15T12:00:00Z');
    const core = await createCore(':memory:', now);
    await applySnapshots(core.db, { snapshots: benchSnapshots(count), removed: [], now });
    const ask = (text: string) => core.ask({ text, asker: null, thread: null });
    await timed(benchQuestions(count, 100), ask);
    print({ bench: 'ask', n: count, ...(await timed(benchQuestions(count, QUESTIONS), ask)) });
    await core.db.close();
  }
}
