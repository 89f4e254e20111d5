import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import type { TemplateSummary } from '../scaffolder/scaffolder.ts';
import type { Ask } from './answer.ts';
import { createAsk } from './ask.ts';
import { INTENTIONS } from './intentions.ts';
import { NO_SCAFFOLDING } from './scaffolding/scaffolding.ts';
import { seedResults, testStandards } from './standards/test-standards.ts';

// Every example of every intention must come back with its intent: a pattern that is too greedy shows here.

const NOW = new Date('2026-06-15T12:00:00Z');
const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: security, title: Security, annotations: { slack.com/channel: '#security' } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: money, title: Money }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana, title: Ana Lima }
spec: { memberOf: [security] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: token-vault, labels: { acme.example/pci: in-scope } }
spec: { type: service, lifecycle: production, owner: security }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec:
  type: library
  lifecycle: production
  owner: money
  providesApis: [ledger.entries.v2]
  dependsOn: [component:token-vault]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: ledger.entries.v2 }
spec: { type: asyncapi, lifecycle: production, owner: money, definition: 'asyncapi: 3.0.0' }
`;

const GONE = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: old-ledger }
spec: { type: service, lifecycle: production, owner: money }
`;

let db: Db;
let ask: Ask;
async function read(text: string, at: Date): Promise<void> {
  const file = { location: 'file:/catalog/all.yaml', path: 'all.yaml', text, commit: null };
  const snapshot = { source: 'folder:/catalog', files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], now: () => at });
}

beforeAll(async () => {
  db = await openTestDb();
  // Something was there last year and is gone: there is a past to ask about.
  await read(`${CATALOG}---${GONE}`, new Date('2025-06-15T12:00:00Z'));
  await read(CATALOG, NOW);
  const scaffolding = { ...NO_SCAFFOLDING, templates: async () => [template('Go service')] };
  const facts = {
    'component:default/ledger': { hasReadme: true, hasRunbook: false, hasCodeowners: false },
    'component:default/token-vault': { hasReadme: true, hasRunbook: false, hasCodeowners: true },
  };
  const standards = testStandards(db, { facts, now: NOW });
  await seedResults(db, standards, {
    refs: Object.keys(facts),
    owner: 'group:default/money',
    now: NOW,
  });
  ask = createAsk({ db, index: createCatalogIndex(db), now: () => NOW, scaffolding, standards });
});
function template(title: string): TemplateSummary {
  const ref = `template:default/${title.toLowerCase().replace(' ', '-')}`;
  const more = { description: null, tags: [], type: 'service', owner: null, isShipped: false };
  return { ref, title, ...more, problems: [], uses: 0, typicalMs: null };
}
afterAll(() => db.close());

const examples = INTENTIONS.flatMap(({ intent, examples }) =>
  examples.map((text) => [text, intent] as const),
);

it.each(examples)('%s is %s', async (text, intent) => {
  // In a thread that has talked of something, so that "it" has a meaning.
  await ask({ text: 'token-vault', asker: 'user:default/ana', thread: text });
  const answer = await ask({ text, asker: 'user:default/ana', thread: text });
  expect(answer.intent).toBe(intent);
});
