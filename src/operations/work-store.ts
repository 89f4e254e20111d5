import { and, eq, inArray, isNull, like, lt, lte, ne } from 'drizzle-orm';
import { type Db, insertRows } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import {
  commits,
  deployments,
  pullRequests,
  repositories,
  repositoryWork,
  tags,
} from '../db/schema.ts';
import type { Deployment, Tag } from './deployments.ts';

export type Pull = typeof pullRequests.$inferSelect;
export type Commit = typeof commits.$inferSelect;
export type WorkRow = typeof repositoryWork.$inferSelect;

/** What was read of one repository; parts that could not be read are absent, and what is stored of them stays. */
export type WorkRead = {
  pulls: readonly Pull[];
  commits: readonly Commit[];
  tags: readonly Tag[];
  deployments: readonly Deployment[];
  row: WorkRow;
};

/** Adds what was read to what is known; nothing goes because it was not among it. */
export async function saveWork(db: Db, reads: readonly WorkRead[]): Promise<void> {
  for (const some of chunks(reads, 20)) {
    const all = <Row>(rows: (read: WorkRead) => readonly Row[]) => some.flatMap(rows);
    await replaceRows(
      db,
      pullRequests,
      all((read) => read.pulls),
    );
    await replaceCommits(
      db,
      all((read) => read.commits),
    );
    await replaceTags(db, some);
    await replaceRows(
      db,
      deployments,
      all((read) => read.deployments),
    );
    await saveRows(
      db,
      all((read) => [read.row]),
    );
  }
}

/** Newer rows take the place of those with the same id. */
async function replaceRows<Table extends typeof pullRequests | typeof deployments>(
  db: Db,
  of: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const distinct = [...new Map(rows.map((row) => [row.id, row])).values()];
  for (const chunk of chunks(distinct, 300)) {
    const ids = chunk.map(({ id }) => id);
    await db.atomically((tx) => [
      tx.delete(of).where(inArray(of.id, ids)),
      insertRows(tx, of, chunk),
    ]);
  }
}

async function replaceCommits(db: Db, rows: readonly Commit[]): Promise<void> {
  const distinct = [...new Map(rows.map((row) => [`${row.repository} ${row.oid}`, row])).values()];
  for (const chunk of chunks(distinct, 300))
    await db.atomically((tx) => [insertRows(tx, commits, chunk).onConflictDoNothing()]);
}

/** A tag may be moved to another commit. */
async function replaceTags(db: Db, reads: readonly WorkRead[]): Promise<void> {
  for (const { row, tags: found } of reads) {
    const names = found.map(({ name }) => name);
    if (names.length === 0) continue;
    await db.atomically((tx) => [
      tx.delete(tags).where(and(eq(tags.repository, row.repository), inArray(tags.name, names))),
      insertRows(tx, tags, [...new Map(found.map((tag) => [tag.name, tag])).values()]),
    ]);
  }
}

/** A hint that came in meanwhile stays. */
async function saveRows(db: Db, rows: readonly WorkRow[]): Promise<void> {
  await db.atomically((tx) =>
    rows.map(({ hintedAt, ...row }) =>
      tx
        .insert(repositoryWork)
        .values({ ...row, hintedAt })
        .onConflictDoUpdate({ target: repositoryWork.repository, set: row }),
    ),
  );
}

/** Notes that something happened in repositories, so that they are read again. */
export async function hintWork(db: Db, ids: readonly string[], at: Date): Promise<void> {
  for (const repository of new Set(ids))
    await db
      .insert(repositoryWork)
      .values({ repository, isUnderWay: false, refused: [], attempts: 0, hintedAt: at })
      .onConflictDoUpdate({ target: repositoryWork.repository, set: { hintedAt: at } });
}

/** Every repository with how far its work was read; the newest pushes first. */
export async function repositoriesWithWork(db: Db) {
  const rows = await db
    .select({
      id: repositories.id,
      slug: repositories.slug,
      pushedAt: repositories.pushedAt,
      isArchived: repositories.isArchived,
      work: repositoryWork,
    })
    .from(repositories)
    .leftJoin(repositoryWork, eq(repositoryWork.repository, repositories.id))
    .where(isNull(repositories.missingSince));
  return rows.toSorted((a, b) => (b.pushedAt?.getTime() ?? 0) - (a.pushedAt?.getTime() ?? 0));
}

export async function workRows(db: Db, ids: readonly string[]): Promise<Map<string, WorkRow>> {
  const found = new Map<string, WorkRow>();
  for (const chunk of chunks(ids, 500)) {
    const rows = await db
      .select()
      .from(repositoryWork)
      .where(inArray(repositoryWork.repository, chunk));
    for (const row of rows) found.set(row.repository, row);
  }
  return found;
}

/** Forgets what is older than anybody asks for; what runs since then stays. */
export async function forgetWork(db: Db, before: Date): Promise<void> {
  await db
    .delete(deployments)
    .where(and(lt(deployments.createdAt, before), ne(deployments.state, 'active')));
  await db.delete(pullRequests).where(lt(pullRequests.updatedAt, before));
  await db.delete(commits).where(lt(commits.at, before));
}

/**
 * One deployment as a pipeline reports it; a later word about the same one replaces an earlier. True when it was written. What the same
 * pipelines said to run there before has been replaced by what runs now.
 */
export async function reportDeployment(db: Db, reported: Deployment): Promise<boolean> {
  const { id, createdAt, ...set } = reported;
  const written = await db
    .insert(deployments)
    .values(reported)
    .onConflictDoUpdate({
      target: deployments.id,
      set,
      // Retries and late deliveries change nothing.
      setWhere: lte(deployments.changedAt, reported.changedAt),
    })
    .returning({ id: deployments.id });
  if (written.length > 0 && reported.state === 'active')
    await db
      .update(deployments)
      .set({ state: 'replaced' })
      .where(
        and(
          reported.ref === null
            ? eq(deployments.repository, reported.repository ?? '')
            : eq(deployments.ref, reported.ref),
          eq(deployments.environment, reported.environment),
          eq(deployments.state, 'active'),
          lt(deployments.createdAt, createdAt),
          like(deployments.id, `${REPORTED}%`),
          ne(deployments.id, id),
        ),
      );
  return written.length > 0;
}

/** What ids of reported deployments begin with. */
export const REPORTED = 'api:';
