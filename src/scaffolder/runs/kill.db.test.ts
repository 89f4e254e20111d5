import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../../db/test-db.ts';
import { lifeOf, mortal } from '../../db/test-mortal.ts';
import { newWorld, START, testScaffolder, testTemplate } from './test-scaffolder.ts';

const template = testTemplate(
  [
    {
      id: 'files',
      action: 'test:write',
      input: { path: 'README.md', text: '${{ parameters.name }}' },
    },
    { id: 'publish', action: 'test:make', input: { name: 'acme/${{ parameters.name }}' } },
    { id: 'parts', action: 'test:make', each: ['a', 'b'], input: { name: '${{ each.value }}' } },
    { id: 'never', action: 'test:make', if: false, input: { name: 'never' } },
    {
      id: 'tell',
      action: 'test:send',
      input: { text: '${{ steps.publish.output.made }} is there' },
    },
    { id: 'look', action: 'test:read' },
  ],
  {
    output: {
      links: [{ title: 'Repository', url: 'https://example.org/${{ steps.publish.output.made }}' }],
      text: [],
      more: { files: '${{ steps.look.output.files }}' },
    },
  },
);

describe('a run whose process is killed', () => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());

  it('ends with exactly one of everything, wherever it was killed', async () => {
    const whole = ['acme/ledger', 'a', 'b', 'acme/ledger is there'];
    // PostgreSQL takes a while for each: there every fifth moment is tried, and SQLite tries them all.
    const stride = db.engine === 'postgres' ? 5 : 1;
    let moment = 0;
    let tried = 0;
    for (; moment < 200; moment += stride) {
      tried += 1;
      const life = lifeOf(moment);
      const world = newWorld();
      world.before = life.spend;
      const key = `killed at ${moment}`;
      const doomed = testScaffolder(mortal(db, life), { world, template, now: clockAt(moment, 0) });
      await doomed.start({ ...START, key }).catch(() => {});
      await doomed.work().catch(() => {});
      const wasKilled = life.isOver();

      world.before = () => {};
      const next = testScaffolder(db, { world, template, now: clockAt(moment, 60) });
      const started = await next.start({ ...START, key });
      await next.work();
      const report = await next.report(started.kind === 'started' ? started.id : '');
      expect({ moment, state: report?.state, things: world.things }).toEqual({
        moment,
        state: 'completed',
        things: whole,
      });
      expect(report?.links).toEqual([
        { title: 'Repository', url: 'https://example.org/acme/ledger', entityRef: null },
      ]);
      expect(report?.output['files']).toEqual({ 'README.md': 'ledger' });
      expect(await next.count({ template: template.ref })).toBe(tried);
      if (!wasKilled) break;
    }
    // Every write and every call outside was a moment to die at, before it and after it.
    expect(moment).toBeGreaterThan(25);
    expect(moment).toBeLessThan(200);
  });
});

function clockAt(round: number, seconds: number): () => Date {
  return () => new Date(Date.parse('2026-06-15T12:00:00Z') + round * 3_600_000 + seconds * 1000);
}
