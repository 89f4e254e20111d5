import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { beginningOf, changesWithin, historyOf } from './history.ts';
import type { SourceSnapshot } from './snapshot.ts';
import { applySnapshots } from './sync.ts';
import { repository, system } from './test-sources.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const REF = 'system:default/shop';
const shop = (owner: string): SourceSnapshot => {
  const read = repository('shop', { 'catalog-info.yaml': system('shop', owner) });
  return { ...read, files: read.files.map((file) => ({ ...file, commit: `c-${owner}` })) };
};
const apply = (day: string, ...snapshots: SourceSnapshot[]) =>
  applySnapshots(db, { snapshots, now: () => new Date(`2026-${day}T12:00:00Z`) });

/** In January by payments, in March by risk, gone in April, back in May by ledger. */
async function live(): Promise<void> {
  await apply('01-10', shop('payments'));
  await apply('03-03', shop('risk'));
  await apply('04-04', repository('shop', {}));
  await apply('05-05', shop('ledger'));
}

describe('the history of an entity', () => {
  it('tells what happened, newest first, with the commit and the reason', async () => {
    await live();
    const events = await historyOf(db, REF, { limit: 10 });
    expect(
      events.map(({ kind, at, commitUrl, because }) => [
        kind,
        at.toISOString().slice(5, 10),
        commitUrl,
        because,
      ]),
    ).toEqual([
      ['returned', '05-05', 'https://github.com/acme/shop/commit/c-ledger', null],
      ['removed', '04-04', 'https://github.com/acme/shop/commit/c-risk', 'its file is gone'],
      ['changed', '03-03', 'https://github.com/acme/shop/commit/c-risk', null],
      ['added', '01-10', 'https://github.com/acme/shop/commit/c-payments', null],
    ]);
    expect(events[2]?.changes).toEqual([{ path: 'spec.owner', before: 'payments', after: 'risk' }]);
  });

  it('comes in pages that lose and repeat nothing', async () => {
    await live();
    const all = await historyOf(db, REF, { limit: 10 });
    const paged = [];
    for (let before: number | null = null; ; ) {
      const page = await historyOf(db, REF, { limit: 1, before });
      if (page.length === 0) break;
      paged.push(...page);
      before = page[0]?.revision ?? null;
    }
    expect(paged).toEqual(all);
  });

  it('is empty for what the catalog never knew', async () => {
    expect(await historyOf(db, REF, { limit: 10 })).toEqual([]);
  });
});

describe('the changes of the catalog', () => {
  const whole = { since: new Date('2020-01-01'), until: new Date('2030-01-01') };

  it('leave out its beginning, and come newest first', async () => {
    await live();
    const { items, total } = await changesWithin(db, whole, { limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual(['returned', 'removed', 'changed']);
    expect(total).toBe(3);
    expect(await beginningOf(db)).toEqual({
      since: new Date('2026-01-10T12:00:00Z'),
      until: new Date('2026-01-10T12:00:00Z'),
    });
  });

  it('are those of a period', async () => {
    await live();
    const march = { since: new Date('2026-03-01'), until: new Date('2026-04-01') };
    const { items } = await changesWithin(db, march, { limit: 10 });
    expect(items.map(({ ref, kind }) => [ref, kind])).toEqual([[REF, 'changed']]);
  });

  it('come in pages', async () => {
    await apply('01-10', shop('payments'));
    await apply(
      '02-02',
      ...['a', 'b', 'c'].map((name) => repository(name, { 'x.yaml': system(name) })),
    );
    await apply('03-03', shop('risk'));
    const seen: string[] = [];
    for (let after = null; ; ) {
      const page = await changesWithin(db, whole, { limit: 2, after });
      seen.push(...page.items.map(({ ref }) => ref));
      if (!page.next) break;
      after = page.next as never;
    }
    expect(seen).toEqual([REF, 'system:default/a', 'system:default/b', 'system:default/c']);
  });

  it('count a first read in several steps as one beginning', async () => {
    for (const [second, name] of ['a', 'b', 'c'].entries())
      await applySnapshots(db, {
        snapshots: [repository(name, { 'x.yaml': system(name) })],
        now: () => new Date(Date.UTC(2026, 0, 1, 12, 0, second * 40)),
      });
    await apply('01-02', repository('d', { 'x.yaml': system('d') }));
    const { items } = await changesWithin(db, whole, { limit: 10 });
    expect(items.map(({ ref, kind }) => [ref, kind])).toEqual([['system:default/d', 'added']]);
  });
});
