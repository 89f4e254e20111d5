import { insertRows } from '#dialect';
import { chunks } from '../../src/catalog/chunks.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { blobs, repositories } from '../../src/db/schema.ts';
import { repositoryHealth } from '../../src/db/scorecard-tables.ts';
import type { RepositoryHealth } from '../../src/scorecards/facts/health.ts';
import { benchSnapshots, nameOf } from './catalog.ts';

export const NOW = new Date('2026-06-15T12:00:00Z');

const FILES = {
  'README.md': 'o1',
  'catalog-info.yaml': 'o2',
  'package.json': 'o3',
  'package-lock.json': 'o4',
  Dockerfile: 'o5',
  '.github/workflows/ci.yaml': 'o6',
  'test/app.test.ts': 'o7',
};
const TEXTS = {
  o3: '{ "name": "app", "engines": { "node": ">=22" } }',
  o5: 'FROM node:22-slim\nUSER node\n',
  o6: 'on: [push, pull_request]\njobs: { test: { steps: [{ run: npm test }] } }\n',
};

/** A database with `count` components, each in a repository of its own that was read, with its health. */
export async function seedScored(file: string, count: number): Promise<void> {
  const db = await openDatabase(file);
  await applySnapshots(db, { snapshots: benchSnapshots(count), removed: [], now: () => NOW });
  const texts = Object.entries(TEXTS).map(([oid, text]) => {
    return { oid, text, bytes: text.length, isTruncated: false };
  });
  await db.insert(blobs).values(texts);
  const numbers = Array.from({ length: count }, (_, n) => n);
  for (const part of chunks(numbers))
    await db.atomically((tx) => [
      insertRows(tx, repositories, part.map(repositoryRow)),
      insertRows(tx, repositoryHealth, part.map(healthRow)),
    ]);
  await db.close();
}

export function repositoryRow(n: number): typeof repositories.$inferInsert {
  const slug = `bench/${nameOf(n)}`;
  const { 'README.md': readme, ...others } = FILES;
  return {
    ...{ id: `R_${n}`, slug, url: `https://github.com/${slug}`, visibility: 'private' },
    ...{ isArchived: false, defaultBranch: 'main', head: 'h1', readHead: 'h1', topics: [] },
    files: n % 3 === 0 ? others : { ...others, 'README.md': readme },
    ...{ codeowners: '* @bench/team', codeownersPath: 'CODEOWNERS', seenAt: NOW, pushedAt: NOW },
  };
}

function healthRow(n: number): typeof repositoryHealth.$inferInsert {
  const health: RepositoryHealth = {
    protection: {
      ...{ isProtected: n % 2 === 0, requiredReviews: n % 3, requiresCodeOwnerReview: false },
      requiredChecks: ['ci'],
    },
    ci: { state: n % 7 === 0 ? 'failure' : 'success', url: null },
    alerts: { critical: n % 5, high: 0, medium: 1, low: 2 },
    ...{ hasVulnerabilityAlerts: true, hasSecretScanning: true, hasSecurityPolicy: n % 4 === 0 },
    pullRequests: { open: 1, oldestAt: '2026-06-01T00:00:00Z', oldestUrl: null },
    ...{ releases: null, codeownersErrors: [], deepFiles: null },
  };
  const parts = Object.keys(health).map((name) => [name, NOW.toISOString()]);
  return {
    ...{ repository: `R_${n}`, health, partsReadAt: Object.fromEntries(parts), readAt: NOW },
    ...{ refused: {}, attempts: 0, changedAt: new Date('2026-06-01T00:00:00Z') },
  };
}
