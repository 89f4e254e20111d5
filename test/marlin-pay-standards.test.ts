import { expect, it } from 'vitest';
import { activeExemptions } from '../src/scorecards/desk/exemption-store.ts';
import { evaluate } from '../src/scorecards/evaluate.ts';
import { gatherSubjects } from '../src/scorecards/facts/gather.ts';
import { testWorld } from './world.ts';

const EXPECTED = {
  gold: 'ledger token-vault',
  bronze:
    'checkout-web chargeback-bot fraud-rules-ui fraud-scorer payments-worker settlement-batch',
  none: 'backoffice-scripts batch-capture ledger-export legacy-billing statement-renderer',
};

it('gives the services of Marlin Pay the levels that its people know', async () => {
  await using world = await testWorld({ docs: true });
  const { db, index, standards } = world.app.core;
  const now = world.clock.now();
  const view = await index.current();
  const { scorecards, table, problems } = await standards.library();
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
  const excusedUi = resultsOf('docs-and-ownership').find(
    ({ service }) => service === 'fraud-rules-ui',
  );
  expect(excusedUi?.result.checks.map(({ outcome }) => outcome)).toContain('exempt');
});
