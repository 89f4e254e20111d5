import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { catalogRevision } from './gather.ts';
import { problems } from './problems.ts';
import type { SourceSnapshot } from './snapshot.ts';
import { changedSince, entityByRef, relationsFrom } from './store.ts';
import { applySnapshots } from './sync.ts';
import { repository, system } from './test-sources.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const now = () => new Date('2026-06-15T12:30:00Z');

async function sync(...snapshots: SourceSnapshot[]) {
  return applySnapshots(db, { snapshots, removed: [], now });
}

const ownerOf = async (ref: string) => (await entityByRef(db, ref))?.entity.spec?.['owner'];

describe('two replicas at once', () => {
  it('end in a catalog that has what both read, with one revision for each', async () => {
    const repositories = Array.from({ length: 6 }, (_, index) =>
      repository(`r-${index}`, {
        'a.yaml': [system(`s-${index}`), system('shared', `t-${index}`)],
      }),
    );
    const summaries = await Promise.all(repositories.map((one) => sync(one)));
    expect(summaries.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (let index = 0; index < 6; index++)
      expect(await ownerOf(`system:default/s-${index}`)).toBe('payments');
    const first = summaries.findIndex(({ revision }) => revision === 1);
    expect(await ownerOf('system:default/shared')).toBe(`t-${first}`);
  });
});

describe('a run that dies', () => {
  const dump = async () => {
    const pages = [];
    for await (const page of changedSince(db, 0)) pages.push(...page);
    const related = await Promise.all(pages.map(({ ref }) => relationsFrom(db, ref)));
    return [pages, related, await problems(db), await catalogRevision(db)];
  };

  it('leaves the catalog as it was, wherever it stops, and the next run completes it', async () => {
    await sync(repository('shop', { 'a.yaml': [system('a'), system('b'), system('c')] }));
    const before = await dump();
    const next = repository('shop', {
      'a.yaml': [
        system('a', 'other'),
        system('d'),
        'kind: ]\n',
        system('b').replace('owner', 'ower'),
      ],
    });
    for (let stop = 0; ; stop++) {
      let ran = 0;
      const dying: Db = Object.assign(Object.create(db) as Db, {
        atomically: (plan: Parameters<Db['atomically']>[0]) =>
          db.atomically(function* (tx) {
            for (const statement of plan(tx)) {
              if (ran++ === stop) throw new Error('killed');
              yield statement;
            }
          }),
      });
      const run = applySnapshots(dying, { snapshots: [next], removed: [], now });
      const hasDied = await run.then(
        () => false,
        (error: Error) => error.message === 'killed',
      );
      if (!hasDied) break;
      expect(await dump()).toEqual(before);
    }
    expect(await ownerOf('system:default/a')).toBe('other');
    expect(await entityByRef(db, 'system:default/b')).toMatchObject({ isCurrent: false });
    expect(await ownerOf('system:default/d')).toBe('payments');
  });
});
