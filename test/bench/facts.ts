import { createCatalogIndex } from '../../src/catalog/search.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { blobs, repositories } from '../../src/db/schema.ts';
import { repositoryHealth } from '../../src/db/scorecard-tables.ts';
import { gatherSubjects } from '../../src/scorecards/facts/gather.ts';
import { newRow } from '../../src/scorecards/facts/stored/health-store.ts';
import { FACTS } from '../../src/scorecards/facts/table.ts';
import { print } from './measure.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const ENTITIES = 10_000;
const SLICE = 500;
const TEXTS = {
  'package.json': '{"name": "x", "engines": {"node": "22.x"}}',
  Dockerfile: 'FROM node:22-slim\nCOPY . .\nUSER node\n',
  '.github/workflows/ci.yaml': 'on: [push]\njobs: {}\n',
};

/** Facts of 10,000 entities from a database, with a repository of 40 files each. */
export async function facts(): Promise<void> {
  const db = await openDatabase(':memory:');
  await db.insert(blobs).values(
    Object.entries(TEXTS).map(([path, text]) => ({
      ...{ oid: `oid-${path}`, text, bytes: text.length, isTruncated: false },
    })),
  );
  for (let from = 0; from < ENTITIES; from += SLICE) await fill(db, from);
  const view = await createCatalogIndex(db).current();
  const refs = view.all('component').map(({ ref }) => ref);
  const start = performance.now();
  let found = 0;
  for (let from = 0; from < refs.length; from += SLICE) {
    const slice = refs.slice(from, from + SLICE);
    found += (await gatherSubjects(db, { refs: slice, view, now: NOW, table: FACTS })).size;
  }
  const ms = Math.round(performance.now() - start);
  if (found !== ENTITIES) throw new Error(`${found} entities were read.`);
  print({ bench: 'scorecards.facts', n: found, ms, per_s: Math.round((found / ms) * 1000) });
  await db.close();
}

async function fill(db: Awaited<ReturnType<typeof openDatabase>>, from: number): Promise<void> {
  const numbers = Array.from({ length: SLICE }, (_, index) => from + index);
  const files = Object.fromEntries([
    ...['catalog-info.yaml', 'README.md', 'LICENSE', 'package-lock.json'].map((path) => [
      path,
      path,
    ]),
    ...Object.keys(TEXTS).map((path) => [path, `oid-${path}`]),
    ...Array.from({ length: 33 }, (_, page) => [`docs/page-${page}.md`, `page-${page}`]),
  ]) as Record<string, string>;
  await db.insert(repositories).values(
    numbers.map((number) => ({
      ...{ id: `R${number}`, slug: `acme/s${number}`, url: `https://github.com/acme/s${number}` },
      ...{ visibility: 'private' as const, isArchived: false, defaultBranch: 'main' },
      ...{ head: 'h', readHead: 'h', topics: [], files, seenAt: NOW },
      ...{ codeowners: '* @acme/payments\n', codeownersPath: '.github/CODEOWNERS' },
    })),
  );
  await db
    .insert(repositoryHealth)
    .values(numbers.map((number) => ({ ...newRow(`R${number}`), readAt: NOW })));
  await applySnapshots(db, {
    now: () => NOW,
    snapshots: numbers.map((number) => ({
      source: `github:R${number}`,
      derived: [],
      files: [
        {
          location: `url:https://github.com/acme/s${number}/blob/main/catalog-info.yaml`,
          ...{ path: 'catalog-info.yaml', commit: 'h' },
          text: `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: s${number} }
spec: { type: service, lifecycle: production, owner: team-${number % 50} }
`,
        },
      ],
    })),
  });
}
