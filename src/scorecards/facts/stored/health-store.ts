import { eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../../catalog/chunks.ts';
import { repositories } from '../../../db/schema.ts';
import { repositoryHealth } from '../../../db/scorecard-tables.ts';
import type { RepositoryHealth } from '../health.ts';

export type HealthRow = typeof repositoryHealth.$inferSelect;

/** Nothing is known of it. */
export const NO_HEALTH: RepositoryHealth = {
  protection: null,
  ci: null,
  alerts: null,
  hasVulnerabilityAlerts: null,
  hasSecretScanning: null,
  hasSecurityPolicy: null,
  pullRequests: null,
  releases: null,
  codeownersErrors: null,
  deepFiles: null,
};

/** Every repository with how it was found to be; the newest pushes first. */
export async function repositoriesWithHealth(db: Db) {
  const rows = await db
    .select({
      id: repositories.id,
      pushedAt: repositories.pushedAt,
      isArchived: repositories.isArchived,
      health: repositoryHealth,
    })
    .from(repositories)
    .leftJoin(repositoryHealth, eq(repositoryHealth.repository, repositories.id))
    .where(isNull(repositories.missingSince));
  return rows.toSorted((a, b) => (b.pushedAt?.getTime() ?? 0) - (a.pushedAt?.getTime() ?? 0));
}

/** By node id. */
export async function healthRows(db: Db, ids: readonly string[]): Promise<Map<string, HealthRow>> {
  const found = new Map<string, HealthRow>();
  for (const some of chunks(ids)) {
    const rows = await db
      .select()
      .from(repositoryHealth)
      .where(inArray(repositoryHealth.repository, some));
    for (const row of rows) found.set(row.repository, row);
  }
  return found;
}

/** A hint that came in meanwhile stays. */
export async function saveHealth(db: Db, rows: readonly HealthRow[]): Promise<void> {
  for (const some of chunks(rows, 100))
    await db.atomically((tx) =>
      some.map(({ hintedAt, ...row }) =>
        tx
          .insert(repositoryHealth)
          .values({ ...row, hintedAt })
          .onConflictDoUpdate({ target: repositoryHealth.repository, set: row }),
      ),
    );
}

/** Notes that something happened in repositories, so that they are read again. */
export async function hintHealth(db: Db, ids: readonly string[], at: Date): Promise<void> {
  for (const repository of new Set(ids))
    await db
      .insert(repositoryHealth)
      .values({ ...newRow(repository), hintedAt: at })
      .onConflictDoUpdate({ target: repositoryHealth.repository, set: { hintedAt: at } });
}

/** A repository nobody asked about yet. */
export function newRow(repository: string): HealthRow {
  return {
    repository,
    health: NO_HEALTH,
    partsReadAt: {},
    readAt: null,
    refused: {},
    refusedAt: null,
    error: null,
    attempts: 0,
    triedAt: null,
    changedAt: null,
    hintedAt: null,
  };
}
