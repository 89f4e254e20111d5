import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { repository } from '../../catalog/test-sources.ts';
import { repositories } from '../../db/schema.ts';
import { exemptions, postedFacts } from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { FACTS } from '../facts/table.ts';
import { scorecardReader } from '../read-scorecard.ts';
import { changesWhere, daysWhere, resultsOf, resultsWhere, shareOf } from '../results/read.ts';
import type { Scorecard } from '../scorecard.ts';
import { subjectWith } from '../test-subject.ts';
import { createJudge } from './judge.ts';
import { createRun, type Gather, type Run, type RunParts } from './run.ts';

const LEDGER = 'component:default/ledger';
const CARD = `name: basics
title: Basics
levels: [bronze, silver]
filter: { kind: Component }
checks:
  - { id: readme, title: Readme, why: W., howToFix: H., level: bronze, rule: facts.hasReadme }
  - { id: runbook, title: Runbook, why: W., howToFix: H., level: silver, rule: facts.hasRunbook }
`;

let db: Db;
let now: Date;
let text: string;
let isComplete: boolean;
let known: Map<string, Record<string, boolean>>;
let gathered: string[];
let run: Run;

beforeEach(async () => {
  db = await openTestDb();
  now = new Date('2026-06-15T12:00:10Z');
  text = CARD;
  isComplete = true;
  known = new Map();
  gathered = [];
  run = createRun(parts());
  await catalog({ ledger: 'books', basket: 'shop' });
  known.set(LEDGER, { hasReadme: true, hasRunbook: true });
  known.set('component:default/basket', { hasReadme: true, hasRunbook: false });
});
afterEach(() => db.close());

const gather: Gather = async (_, { refs }) => {
  gathered.push(...refs);
  return new Map(
    refs.flatMap((ref) => {
      const facts = known.get(ref);
      const metadata = { name: ref.slice(ref.indexOf('/') + 1) };
      return facts ? [[ref, subjectWith(facts, { metadata })] as const] : [];
    }),
  );
};

function parts(): RunParts {
  const reread = (written: string): Scorecard | null =>
    scorecardReader()(written)[0]?.scorecard ?? null;
  const rules = async () => {
    const scorecard = text === '' ? null : reread(text);
    return { scorecards: scorecard ? [scorecard] : [], table: FACTS, reread, isComplete };
  };
  return { db, index: createCatalogIndex(db), rules, gather, now: () => now };
}

/** Owners by the name of a component, each in a repository of its own. */
async function catalog(owners: Record<string, string>, removed: string[] = []) {
  const snapshots = Object.entries(owners).map(([name, owner]) =>
    repository(name, {
      'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: ${owner} }\n`,
    }),
  );
  const gone = removed.map((name) => `github:${name}`);
  await applySnapshots(db, { snapshots, removed: gone, now: () => now });
}

function later(minutes: number): void {
  now = new Date(now.getTime() + minutes * 60_000);
}

const causes = async () =>
  (await changesWhere(db, { ref: LEDGER })).map(
    ({ cause, before, after }) => `${cause}: ${before?.level ?? null} to ${after?.level ?? null}`,
  );

it('keeps where everything stands, and writes nothing where nothing moved', async () => {
  expect(await run.run()).toEqual({ isWhole: true, evaluated: 2, changed: 2, steps: 2 });
  const results = await resultsWhere(db, { scorecard: 'basics' });
  expect(results.map(({ ref, owner, level }) => [ref, owner, level])).toEqual([
    ['component:default/basket', 'group:default/shop', 'bronze'],
    [LEDGER, 'group:default/books', 'silver'],
  ]);
  expect(results[0]).toMatchObject({
    ...{ earned: 1, possible: 2, outcomes: { readme: 'pass', runbook: 'fail' } },
    ...{ since: now, evaluatedAt: now, uncounted: [] },
  });
  later(1);
  expect(await run.run()).toEqual({ isWhole: false, evaluated: 0, changed: 0, steps: 0 });
  expect(await createRun(parts()).run()).toMatchObject({ isWhole: true, changed: 0, steps: 0 });
});

it('looks only at what changed, and at everything when the hour does', async () => {
  await run.run();
  gathered = [];
  later(5);
  await catalog({ ledger: 'risk' });
  expect(await run.run()).toMatchObject({ isWhole: false, changed: 1, steps: 1 });
  expect(gathered).toEqual([LEDGER]);
  expect((await resultsOf(db, LEDGER))[0]?.owner).toBe('group:default/risk');
  gathered = [];
  await saveRepository('ledger', 'b2');
  expect(await run.run()).toMatchObject({ isWhole: false });
  expect(gathered).toEqual([LEDGER]);
  gathered = [];
  later(5);
  await post('component:default/basket');
  await run.run();
  expect(gathered).toEqual(['component:default/basket']);
  later(60);
  expect(await run.run()).toMatchObject({ isWhole: true, evaluated: 2, changed: 0 });
});

it('keeps each movement with its cause, and the rules it had then', async () => {
  await run.run();
  later(5);
  known.set(LEDGER, { hasReadme: true, hasRunbook: false });
  await saveRepository('ledger', 'b2');
  await run.run();
  later(5);
  known.set(LEDGER, { hasReadme: true });
  await saveRepository('ledger', 'b3');
  await run.run();
  later(5);
  text = CARD.replace('facts.hasRunbook', 'facts.hasReadme');
  await run.run();
  later(5);
  await catalog({}, ['ledger']);
  await run.run();
  expect(await causes()).toEqual([
    'rule: null to silver',
    'service: silver to bronze',
    'data: bronze to bronze',
    'rule: bronze to silver',
    'removed: silver to null',
  ]);
  const [, fell] = await changesWhere(db, { ref: LEDGER });
  expect(fell?.checks).toMatchObject([
    { check: 'runbook', from: 'pass', to: 'fail', evidence: [{ source: 'a test', value: false }] },
  ]);
  expect(await resultsOf(db, LEDGER)).toEqual([]);
});

it('scores what came after the rules as added, and stops where the repository is archived', async () => {
  await run.run();
  later(5);
  await catalog({ fraud: 'risk' });
  known.set('component:default/fraud', { hasReadme: true });
  await run.run();
  const [added] = await changesWhere(db, { ref: 'component:default/fraud' });
  expect(added).toMatchObject({ cause: 'added', ownerBefore: null, owner: 'group:default/risk' });
  later(5);
  await saveRepository('ledger', 'b2', true);
  await run.run();
  expect(await causes()).toEqual(['rule: null to silver', 'removed: silver to null']);
});

it('shows what is exempt as exempt, from its approval to its end', async () => {
  known.set(LEDGER, { hasReadme: true, hasRunbook: false });
  await run.run();
  later(5);
  await exempt('EX-1', new Date('2026-06-15T12:20:00Z'));
  await run.run();
  expect((await resultsOf(db, LEDGER))[0]).toMatchObject({
    ...{ level: 'silver', outcomes: { runbook: 'exempt' } },
    reasons: { runbook: 'Going away (EX-1, until 2026-06-15)' },
  });
  expect((await createJudge(parts())(LEDGER))[0]?.level?.name).toBe('silver');
  later(20);
  expect(await run.run()).toMatchObject({ isWhole: false, steps: 1 });
  expect(await causes()).toEqual([
    'rule: null to bronze',
    'exemption: bronze to silver',
    'exemption: silver to bronze',
  ]);
});

it('lets an announced check count from its moment on', async () => {
  known.set(LEDGER, { hasReadme: true, hasRunbook: false });
  text = CARD.replace('level: silver,', 'level: silver, effectiveFrom: 2026-06-15T12:30:00Z,');
  await run.run();
  expect((await resultsOf(db, LEDGER))[0]).toMatchObject({
    level: 'silver',
    uncounted: ['runbook'],
  });
  later(25);
  expect(await run.run()).toMatchObject({ isWhole: false, steps: 0 });
  later(6);
  expect(await run.run()).toMatchObject({ isWhole: true });
  expect(await causes()).toEqual(['rule: null to silver', 'rule: silver to bronze']);
});

it('keeps the results of a scorecard whose file cannot be read, and ends those of one that was taken out', async () => {
  await run.run();
  text = '';
  isComplete = false;
  later(5);
  await run.run();
  expect(await resultsOf(db, LEDGER)).toHaveLength(1);
  isComplete = true;
  later(5);
  await run.run();
  expect(await causes()).toEqual(['rule: null to silver', 'rule: silver to null']);
  expect(await resultsOf(db, LEDGER)).toEqual([]);
});

it('keeps what stands where nothing can be gathered', async () => {
  await run.run();
  known.delete(LEDGER);
  later(70);
  expect(await run.run()).toMatchObject({ changed: 0 });
  expect(await resultsOf(db, LEDGER)).toHaveLength(1);
});

it('sums the end of each day, by everybody and by owner, whoever wrote what', async () => {
  const other = createRun(parts());
  await run.run();
  await other.run();
  later(5);
  known.set(LEDGER, { hasReadme: true, hasRunbook: false });
  await saveRepository('ledger', 'b2');
  await other.run();
  later(24 * 60);
  known.set('component:default/basket', { hasReadme: false, hasRunbook: false });
  await run.run();
  const days = await daysWhere(db, { scorecard: 'basics', since: '2026-06-15' });
  const told = days.map(({ day, owner, entities, shares, levels }) => [
    ...[day.slice(-2), owner, entities, shares, levels],
  ]);
  expect(told).toEqual([
    ['15', '*', 2, 1, { bronze: 2 }],
    ['15', 'group:default/books', 1, 0.5, { bronze: 1 }],
    ['15', 'group:default/shop', 1, 0.5, { bronze: 1 }],
    ['16', '*', 2, 0.5, { bronze: 1, '': 1 }],
    ['16', 'group:default/books', 1, 0.5, { bronze: 1 }],
    ['16', 'group:default/shop', 1, 0, { '': 1 }],
  ]);
  expect(days[0]?.checks['runbook']).toEqual({ pass: 0, fail: 2, unknown: 0, exempt: 0 });
  const results = await resultsWhere(db);
  const shares = results.reduce((sum, result) => sum + (shareOf(result) ?? 0), 0);
  expect(shares).toBe(days[3]?.shares);
});

it('leaves one history where two run at once', async () => {
  const runs = [run, createRun(parts()), createRun(parts())];
  await Promise.all(runs.map((one) => one.run()));
  later(5);
  known.set(LEDGER, { hasReadme: false, hasRunbook: true });
  await saveRepository('ledger', 'b2');
  await Promise.all(runs.map((one) => one.run()));
  expect(await causes()).toEqual(['rule: null to silver', 'service: silver to null']);
});

it.each([0, 1])('loses and repeats nothing where it is cut off before write %d', async (writes) => {
  let left = writes;
  const atomically: Db['atomically'] = async (plan) => {
    if (left === 0) throw new Error('killed by a test');
    left -= 1;
    await db.atomically(plan);
  };
  const dying: Db = Object.assign(Object.create(db), { atomically });
  await expect(createRun({ ...parts(), db: dying }).run()).rejects.toThrow('killed by a test');
  await run.run();
  expect(await causes()).toEqual(['rule: null to silver']);
  expect(await resultsWhere(db)).toHaveLength(2);
  const [everybody] = await daysWhere(db, { owner: '*', since: '2026-06-15' });
  expect(everybody).toMatchObject({ entities: 2, shares: 1.5, levels: { silver: 1, bronze: 1 } });
});

async function saveRepository(id: string, readHead: string, isArchived = false) {
  const row: typeof repositories.$inferInsert = {
    ...{ id, slug: `acme/${id}`, url: `https://github.com/acme/${id}` },
    ...{ topics: [], files: {}, visibility: 'private', seenAt: now, readHead, isArchived },
  };
  await db
    .insert(repositories)
    .values(row)
    .onConflictDoUpdate({ target: repositories.id, set: { readHead, isArchived } });
}

async function post(ref: string) {
  const at = { observedAt: now, postedAt: now };
  await db
    .insert(postedFacts)
    .values({ ref, name: 'hasSlo', value: true, source: 'a test', postedBy: 'a test', ...at });
}

async function exempt(id: string, until: Date) {
  const asked = { askedBy: 'user:default/ana', askedAt: now, approvers: [] };
  const of = { ref: LEDGER, scorecard: 'basics', check: 'runbook', reason: 'Going away' };
  await db.insert(exemptions).values({ id, ...of, ...asked, until, state: 'approved' });
}
