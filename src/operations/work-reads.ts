import { and, desc, eq, gte, inArray, isNotNull, lt, ne } from 'drizzle-orm';
import type { Db } from '#dialect';
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
import { isTransient } from './environments.ts';
import type { Commit, Pull } from './work-store.ts';

/** Whether anything is known of changes or deployments: from GitHub, or from a pipeline that reports. */
export async function hasWork(db: Db): Promise<boolean> {
  const read = await db
    .select({ id: repositoryWork.repository })
    .from(repositoryWork)
    .where(isNotNull(repositoryWork.readAt))
    .limit(1);
  if (read.length > 0) return true;
  return (await db.select({ id: deployments.id }).from(deployments).limit(1)).length > 0;
}

/** When a repository was last read; null where none was. */
export async function workReadAt(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: repositoryWork.readAt })
    .from(repositoryWork)
    .where(isNotNull(repositoryWork.readAt))
    .orderBy(desc(repositoryWork.readAt))
    .limit(1);
  return row?.at ?? null;
}

/** Where the work of an entity is: its repository, and what was reported for the entity itself. */
export type Places = { repositories: readonly string[]; refs: readonly string[] };

export async function deploymentsOf(
  db: Db,
  { repositories: ids, refs }: Places,
  { since }: { since?: Date } = {},
): Promise<Deployment[]> {
  const found: Deployment[] = [];
  for (const [column, values] of [
    [deployments.repository, ids],
    [deployments.ref, refs],
  ] as const)
    for (const chunk of chunks(values, 500))
      found.push(
        ...(await db
          .select()
          .from(deployments)
          .where(and(inArray(column, chunk), since ? gte(deployments.createdAt, since) : undefined))
          .orderBy(desc(deployments.createdAt))),
      );
  return found;
}

/** Deployments of a window, newest first: to some environments, or to all. */
export async function deploymentsBetween(
  db: Db,
  { since, until }: { since: Date; until: Date },
  environments: readonly string[] | null = null,
): Promise<Deployment[]> {
  const within = and(gte(deployments.createdAt, since), lt(deployments.createdAt, until));
  return db
    .select()
    .from(deployments)
    .where(environments ? and(within, inArray(deployments.environment, [...environments])) : within)
    .orderBy(desc(deployments.createdAt))
    .limit(MOST);
}

export async function mergesBetween(
  db: Db,
  { since, until }: { since: Date; until: Date },
  ids: readonly string[] | null = null,
): Promise<Pull[]> {
  const within = and(gte(pullRequests.mergedAt, since), lt(pullRequests.mergedAt, until));
  const read = (where: typeof within) =>
    db.select().from(pullRequests).where(where).orderBy(desc(pullRequests.mergedAt)).limit(MOST);
  if (ids === null) return read(within);
  const found: Pull[] = [];
  for (const chunk of chunks(ids, 500))
    found.push(...(await read(and(inArray(pullRequests.repository, chunk), within))));
  return found;
}

/** More than this in a window is no answer to read, and its number is told. */
const MOST = 500;

/** Tags that were released in a window, newest first: of some repositories, or of all. */
export async function releasesBetween(
  db: Db,
  { since, until }: { since: Date; until: Date },
  ids: readonly string[] | null = null,
): Promise<Tag[]> {
  const within = and(gte(tags.releasedAt, since), lt(tags.releasedAt, until));
  const read = (where: typeof within) =>
    db.select().from(tags).where(where).orderBy(desc(tags.releasedAt)).limit(MOST);
  if (ids === null) return read(within);
  const found: Tag[] = [];
  for (const chunk of chunks(ids, 500))
    found.push(...(await read(and(inArray(tags.repository, chunk), within))));
  return found;
}

/** Commits of a window that came to the default branch without a pull request that was read, newest first. */
export async function pushesWithin(
  db: Db,
  ids: readonly string[],
  { since, until }: { since: Date; until: Date },
): Promise<Commit[]> {
  const found: Commit[] = [];
  for (const chunk of chunks(ids, 500)) {
    const later = await db
      .select()
      .from(commits)
      .where(and(inArray(commits.repository, chunk), gte(commits.at, since)))
      .orderBy(desc(commits.at));
    const own = [...Map.groupBy(later, ({ repository }) => repository).values()].flatMap(mainline);
    found.push(...own.filter(({ at }) => at < until));
  }
  const merged = await mergeCommitsAmong(
    db,
    found.map(({ oid }) => oid),
  );
  return found.filter(({ oid }) => !merged.has(oid)).slice(0, MOST);
}

/** The first parents of the newest commit: what else is there came with a merge. */
function mainline(newestFirst: readonly Commit[]): Commit[] {
  const known = new Map(newestFirst.map((commit) => [commit.oid, commit]));
  const found: Commit[] = [];
  for (let at = newestFirst[0]; at; at = known.get(at.parents[0] ?? '')) found.push(at);
  return found;
}

async function mergeCommitsAmong(db: Db, oids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of chunks(oids, 500)) {
    const rows = await db
      .select({ oid: pullRequests.mergeCommit })
      .from(pullRequests)
      .where(inArray(pullRequests.mergeCommit, chunk));
    for (const { oid } of rows) if (oid) found.add(oid);
  }
  return found;
}

export function pullsNumbered(db: Db, number: number): Promise<Pull[]> {
  return db.select().from(pullRequests).where(eq(pullRequests.number, number)).limit(50);
}

export async function tagsOf(db: Db, ids: readonly string[]): Promise<Tag[]> {
  const found: Tag[] = [];
  for (const chunk of chunks(ids, 500))
    found.push(...(await db.select().from(tags).where(inArray(tags.repository, chunk))));
  return found;
}

export function commitsOf(db: Db, repository: string): Promise<Commit[]> {
  return db
    .select()
    .from(commits)
    .where(eq(commits.repository, repository))
    .orderBy(desc(commits.at));
}

/** Commits whose id begins so, of whichever repository. */
export async function commitsNamed(db: Db, start: string): Promise<Commit[]> {
  const plain = start.toLowerCase();
  return db
    .select()
    .from(commits)
    .where(and(gte(commits.oid, plain), lt(commits.oid, `${plain}g`)))
    .limit(10);
}

/** Repositories by `owner/name`, in whatever case it is stored. */
export async function repositoriesNamed(
  db: Db,
  slugs: readonly string[],
): Promise<Map<string, { id: string; slug: string; url: string; isArchived: boolean }>> {
  const found = new Map<string, { id: string; slug: string; url: string; isArchived: boolean }>();
  const all = [...new Set(slugs.flatMap((slug) => [slug, slug.toLowerCase()]))];
  for (const chunk of chunks(all, 500)) {
    const rows = await db
      .select({
        id: repositories.id,
        slug: repositories.slug,
        url: repositories.url,
        isArchived: repositories.isArchived,
      })
      .from(repositories)
      .where(inArray(repositories.slug, chunk));
    for (const row of rows) found.set(row.slug.toLowerCase(), row);
  }
  return found;
}

export async function repositoriesWithIds(db: Db, ids: readonly string[]) {
  const found = new Map<string, { id: string; slug: string; url: string }>();
  for (const chunk of chunks([...new Set(ids)], 500))
    for (const row of await db
      .select({ id: repositories.id, slug: repositories.slug, url: repositories.url })
      .from(repositories)
      .where(inArray(repositories.id, chunk)))
      found.set(row.id, row);
  return found;
}

/** Every environment that was ever deployed to and that does not come and go with a branch. */
export async function environmentNames(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ name: deployments.environment }).from(deployments);
  return rows.map(({ name }) => name).filter((name) => !isTransient(name));
}

/** What is active in some environments, newest first. */
export async function activeIn(db: Db, environments: readonly string[]): Promise<Deployment[]> {
  const found: Deployment[] = [];
  for (const chunk of chunks(environments, 200))
    found.push(
      ...(await db
        .select()
        .from(deployments)
        .where(and(inArray(deployments.environment, chunk), eq(deployments.state, 'active')))
        .orderBy(desc(deployments.createdAt))),
    );
  return found;
}

/** Tags of one of these names, of whichever repository. */
export function tagsNamed(db: Db, names: readonly string[]): Promise<Tag[]> {
  return db
    .select()
    .from(tags)
    .where(inArray(tags.name, [...names]))
    .limit(50);
}

/** The newest pull requests of some GitHub logins that are open or merged. */
export function pullsBy(db: Db, logins: readonly string[]): Promise<Pull[]> {
  return db
    .select()
    .from(pullRequests)
    .where(and(inArray(pullRequests.author, [...logins]), ne(pullRequests.state, 'closed')))
    .orderBy(desc(pullRequests.updatedAt))
    .limit(10);
}
