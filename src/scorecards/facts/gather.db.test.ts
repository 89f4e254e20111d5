import { eq } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { createCatalogIndex } from '../../catalog/search.ts';
import { onCallRotas, onCallServices, repositories } from '../../db/schema.ts';
import { postedFacts } from '../../db/scorecard-tables.ts';
import { createTestSync, type TestSync } from '../../github/test-sync.ts';
import { newStanding, saveStanding } from '../../operations/standing.ts';
import type { Fact, FactValue } from '../fact.ts';
import { gatherSubjects } from './gather.ts';
import { FACTS } from './table.ts';

let test: TestSync | null = null;
afterEach(async () => {
  await test?.sync.close();
  await test?.db.close();
  test = null;
});

const NOW = new Date('2026-06-15T12:00:00Z');
const PAY = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  annotations:
    pagerduty.com/service-id: P1
    acme.example/last-restore-test: 2026-03-01
  links:
    - { url: 'https://grafana.example/d/pay', title: Dashboard }
spec: { type: service, lifecycle: production, owner: payments }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: pay-api }
spec: { type: openapi, lifecycle: production, owner: payments, definition: 'openapi: 3.1.0' }
`;

/** `pay` has all that a service should have, `bare` nothing but its descriptor, and `apart` is described by another repository. */
async function start(): Promise<TestSync> {
  test = await createTestSync({
    members: [{ login: 'ana' }],
    teams: [{ slug: 'payments', name: 'Payments', members: [{ login: 'ana' }] }],
    repositories: [
      {
        name: 'pay',
        protection: { reviews: 2, codeOwners: true },
        files: {
          'catalog-info.yaml': PAY,
          'README.md': '# Pay\n',
          'package.json': '{"engines": {"node": "22.x"}}',
          'src/pay.test.ts': '',
          'deploy/Dockerfile': 'FROM node:22-slim\nUSER node\n',
          'docs/index.md': '# Pay\n',
          'docs/runbook.md': '# Runbook\n',
          '.github/CODEOWNERS': '* @acme/payments\n',
          '.github/workflows/ci.yaml': 'on: [push]\n',
        },
        commits: [
          {
            ...{ at: '2026-06-10T08:00:00Z', author: 'ana', message: 'Docs' },
            paths: ['docs/index.md'],
          },
          {
            ...{ at: '2025-11-02T08:00:00Z', author: 'ana', message: 'Start', tag: 'v1.0.0' },
            paths: ['docs/runbook.md'],
          },
        ],
        deployments: [
          { environment: 'prod-eu', ref: 'v1.0.0', at: '2026-06-01T10:00:00Z', by: 'ana' },
          { environment: 'staging', ref: 'v1.0.0', at: '2026-06-14T10:00:00Z', by: 'ana' },
        ],
      },
      { name: 'bare', files: { 'catalog-info.yaml': component('bare'), 'lib/x/y.js': '' } },
      {
        name: 'catalog',
        files: {
          'catalog-info.yaml': component('apart'),
        },
      },
    ],
  });
  await test.sync.sync();
  return test;
}

function component(name: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: payments }
`;
}

/** Reads everything beside the catalog. */
async function readAll({ sync, db }: TestSync): Promise<void> {
  await sync.docs();
  await sync.docAges();
  await sync.changes();
  await sync.health();
  await db.insert(onCallRotas).values({
    ...{ source: 'pagerduty', id: 'R1', name: 'Pay', url: 'https://pd.example/R1', covers: [] },
    levels: [1, 2].map((level) => ({ level, afterMinutes: 0, names: [] })),
  });
  await db.insert(onCallServices).values({
    ...{ source: 'pagerduty', id: 'P1', name: 'Pay', url: null, rota: 'R1', keys: [] },
  });
  await saveStanding(db, 'pagerduty', { ...newStanding('PagerDuty'), readAt: NOW }, NOW);
}

async function factsOf({ db }: TestSync, name: string, kind = 'component') {
  const view = await createCatalogIndex(db).current();
  const ref = `${kind}:default/${name}`;
  const subjects = await gatherSubjects(db, { refs: [ref], view, now: NOW, table: FACTS });
  return (subjects.get(ref)?.facts ?? {}) as Record<string, Fact>;
}

/** The value, or `?` where it is not known. */
function value(fact: Fact | undefined): FactValue | undefined {
  return fact && 'value' in fact ? fact.value : fact && '?';
}

it('reads of an entity what its files, settings, docs, deployments and rotas say, each with where it was seen', async () => {
  const world = await start();
  await readAll(world);
  const facts = await factsOf(world, 'pay');
  const values = Object.fromEntries(Object.entries(facts).map(([name, one]) => [name, value(one)]));
  expect(values).toMatchObject({
    ...{ hasReadme: true, hasTests: true, hasDockerfile: true, hasLicense: false, hasCi: true },
    ...{ hasDocs: true, hasRunbook: true, docsPages: 2, ignoresSecrets: true, isCiGreen: true },
    ...{ runtimeVersion: '22', runsAsRoot: false, baseImages: ['node:22-slim'] },
    ...{ isBranchProtected: true, requiredReviews: 2, requiresCodeOwnerReview: true },
    ...{ hasCodeowners: true, isCodeownersValid: true, codeownersNamesOwner: true },
    ...{ hasOnCall: true, onCallLevels: 2, hasDashboard: true, hasSlo: false, ownerResolves: true },
    ...{ hasRestoreTest: true, lastRestoreTestAt: new Date('2026-03-01T00:00:00Z') },
    ...{ openCriticalAlerts: 0, openPullRequests: 0, defaultBranch: 'main' },
    docsChangedAt: new Date('2026-06-10T08:00:00Z'),
    runbookChangedAt: new Date('2025-11-02T08:00:00Z'),
    lastDeployedAt: new Date('2026-06-01T10:00:00Z'),
  });
  expect(facts['hasReadme']).toMatchObject({
    source: 'README.md',
    url: 'https://github.com/acme/pay/blob/main/README.md',
  });
  expect(facts['onCallLevels']).toMatchObject({
    source: 'PagerDuty',
    url: 'https://pd.example/R1',
  });
  const api = await factsOf(world, 'pay-api', 'api');
  expect(value(api['hasApiDefinition'])).toBe(true);
  expect(value(api['hasReadme'])).toBe(true);
});

it('does not know what the list of files may hide, nor what nobody read yet', async () => {
  const world = await start();
  const before = await factsOf(world, 'bare');
  const known = ['hasReadme', 'hasCodeowners', 'hasLicense', 'hasTests', 'ignoresSecrets'];
  expect(known.map((name) => value(before[name]))).toEqual([false, false, false, '?', '?']);
  expect(before['hasTests']).toMatchObject({ reason: expect.stringMatching(/only the root/) });
  for (const name of ['isBranchProtected', 'isCiGreen', 'lastDeployedAt', 'docsPages'])
    expect(value(before[name]), name).toBe('?');
  expect(before['onCallLevels']).toMatchObject({ reason: 'no on-call tool is asked here' });
  await readAll(world);
  const after = await factsOf(world, 'bare');
  expect(['hasTests', 'ignoresSecrets', 'docsPages'].map((name) => value(after[name]))).toEqual([
    ...[false, true, 0],
  ]);
  // A list of entities is not where their code is.
  const apart = await factsOf(world, 'apart');
  expect(value(apart['hasOwner'])).toBe(true);
  expect(apart['hasReadme']).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/is not read here/),
  });
});

it('goes on with the last good values of what cannot be read again, and says so', async () => {
  const world = await start();
  await readAll(world);
  await world.db
    .update(repositories)
    .set({ readError: 'GitHub says 403' })
    .where(eq(repositories.slug, 'acme/pay'));
  world.github.fail({ kind: 'forbidden', field: 'Repository.vulnerabilityAlerts' });
  world.pass(25 * 60);
  await world.sync.health();
  const facts = await factsOf(world, 'pay');
  expect(facts['hasReadme']).toMatchObject({
    ...{ state: 'stale', value: true },
    reason: 'acme/pay could not be read again (GitHub says 403)',
  });
  expect(facts['openCriticalAlerts']).toMatchObject({
    ...{ state: 'stale', value: 0, observedAt: NOW },
    reason: expect.stringMatching(/does not show it/),
  });
  expect(facts['isBranchProtected']?.state).toBe('known');
});

it('takes what a tool posted before what is read here, until it expires', async () => {
  const world = await start();
  const posted = {
    ...{ ref: 'component:default/bare', postedAt: NOW, postedBy: 'bot', source: 'bot', url: null },
    observedAt: NOW,
  };
  await world.db.insert(postedFacts).values([
    { ...posted, name: 'hasTests', value: true, expiresAt: null },
    { ...posted, name: 'hasReadme', value: true, expiresAt: new Date('2026-06-15T00:00:00Z') },
    { ...posted, name: 'openHighAlerts', value: 'many', expiresAt: null },
    { ...posted, name: 'constructor', value: true, expiresAt: null },
  ]);
  const facts = await factsOf(world, 'bare');
  expect(facts['hasTests']).toMatchObject({ state: 'known', value: true, source: 'bot' });
  expect(facts['hasReadme']).toMatchObject({ state: 'known', value: false });
  expect(facts['openHighAlerts']).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/not of the type int/),
  });
  expect(Object.keys(facts)).not.toContain('constructor');
});
