import { expect, it } from 'vitest';
import { seedPast } from '../src/demo/standards-past.ts';
import { activeExemptions } from '../src/scorecards/desk/exemption-store.ts';
import { evaluate } from '../src/scorecards/evaluate.ts';
import { gatherSubjects } from '../src/scorecards/facts/gather.ts';
import { progressOf } from '../src/scorecards/initiatives/progress.ts';
import { changesWhere, daysWhere } from '../src/scorecards/results/read.ts';
import { testWorld } from './world.ts';

const EXPECTED = {
  gold: 'ledger token-vault',
  bronze:
    'checkout-web chargeback-bot fraud-rules-ui fraud-scorer payments-worker settlement-batch',
  none: 'backoffice-scripts batch-capture ledger-export legacy-billing statement-renderer',
};

it('gives the services of Marlin Pay the levels that its people know', async () => {
  await using world = await testWorld({ docs: true });
  await world.app.github?.health();
  const { db, index, standards } = world.app.core;
  const now = world.clock.now();
  const view = await index.current();
  const { scorecards, table, problems } = await standards.loaded();
  expect(problems).toEqual([]);
  expect(scorecards.map(({ title }) => title)).toEqual([
    'Docs & Ownership',
    'Production Readiness',
    'Security Baseline',
  ]);
  const refs = [...view.all('component'), ...view.all('resource')].map(({ ref }) => ref);
  const subjects = await gatherSubjects(db, { refs, view, now, table });
  const excused = await activeExemptions(db, now);
  const resultsOf = (name: string) =>
    [...subjects].flatMap(([ref, subject]) => {
      const scorecard = scorecards.find((one) => one.name === name);
      const exemptions = excused.of(ref, name);
      const result = scorecard && evaluate(scorecard, subject, { now, table, exemptions });
      return result ? [{ service: ref.replace(/^.*\//, ''), result }] : [];
    });
  const readiness = resultsOf('production-readiness');
  const at = (level: string) =>
    readiness
      .filter(({ result }) => (result.level?.name ?? 'none') === level)
      .map(({ service }) => service)
      .toSorted();
  for (const [level, services] of Object.entries(EXPECTED))
    expect(at(level), level).toEqual(services.split(' ').toSorted());
  expect(readiness).toHaveLength(30);
  const why = readiness.find(({ service }) => service === 'fraud-scorer')?.result.next?.missing;
  expect(why?.map(({ check }) => check.title)).toEqual(['Runbook edited in the last 180 days']);
  await seedPast(world.app.core, world.decided, now);
  // The evaluation of today finds all of it as it is.
  expect(await standards.run()).toMatchObject({ changed: 0, steps: 0 });
  const days = await daysWhere(db, {
    scorecard: 'production-readiness',
    owner: '*',
    since: '2026-05-15',
  });
  expect(days).toHaveLength(32);
  const [first, last] = [days.at(0), days.at(-1)].map((day) =>
    Math.round((100 * (day?.shares ?? 0)) / (day?.entities ?? 1)),
  );
  expect([first, last]).toEqual([68, 65]);
  const since = new Date('2026-05-16');
  const steps = await changesWhere(db, { scorecard: 'production-readiness', since });
  expect([...new Set(steps.map(({ cause }) => cause))].toSorted()).toEqual([
    'added',
    'exemption',
    'rule',
    'service',
  ]);
  const drops = await changesWhere(db, { ref: 'component:default/fraud-scorer' });
  const drop = drops.findLast(({ cause }) => cause === 'rule');
  expect(drop).toMatchObject({
    cause: 'rule',
    before: { level: 'silver' },
    after: { level: 'bronze' },
  });
  const [node, runbooks] = await standards.initiatives();
  if (!node || !runbooks) throw new Error('There are no initiatives.');
  expect(await progressOf(db, node, now)).toMatchObject({ total: 10, done: 4, left: 5, exempt: 1 });
  const runbookProgress = await progressOf(db, runbooks, now);
  expect(runbookProgress).toMatchObject({ total: 8, done: 6 });
  expect(
    runbookProgress.entities.filter(({ status }) => status === 'left').map(({ ref }) => ref),
  ).toEqual(['component:default/checkout-web', 'component:default/payments-worker']);
  const excusedUi = resultsOf('docs-and-ownership').find(
    ({ service }) => service === 'fraud-rules-ui',
  );
  expect(excusedUi?.result.checks.map(({ outcome }) => outcome)).toContain('exempt');
});
