import { and, count, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { aliases, blobs, entities, repositories } from '../db/schema.ts';

export type RepositoryRow = typeof repositories.$inferSelect;

export async function repositoriesById(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, RepositoryRow>> {
  const found: RepositoryRow[] = [];
  for (const chunk of chunks(ids))
    found.push(...(await db.select().from(repositories).where(inArray(repositories.id, chunk))));
  return new Map(found.map((row) => [row.id, row]));
}

/** Repositories by their address in lower case. */
export async function repositoriesByUrl(
  db: Db,
  urls: Iterable<string>,
): Promise<Map<string, RepositoryRow>> {
  const found: RepositoryRow[] = [];
  for (const chunk of chunks([...urls]))
    found.push(
      ...(await db
        .select()
        .from(repositories)
        .where(inArray(sql`lower(${repositories.url})`, chunk))),
    );
  return new Map(found.map((row) => [row.url.toLowerCase(), row]));
}

/** Every repository as the deletion rules see it. */
export function allRepositories(db: Db) {
  return db
    .select({
      id: repositories.id,
      slug: repositories.slug,
      missingSince: repositories.missingSince,
      readError: repositories.readError,
    })
    .from(repositories);
}

const isUnread = or(
  ne(repositories.head, repositories.readHead),
  and(isNull(repositories.head), isNotNull(repositories.readHead)),
  and(isNotNull(repositories.head), isNull(repositories.readHead)),
);

/** Ids of repositories whose files differ from what was read, oldest slug first; failed ones only when `withFailed`. */
export async function unreadRepositories(
  db: Db,
  { withFailed }: { withFailed: boolean },
): Promise<string[]> {
  const rows = await db
    .select({ id: repositories.id })
    .from(repositories)
    .where(
      and(
        isUnread,
        isNull(repositories.missingSince),
        withFailed ? undefined : isNull(repositories.readError),
      ),
    )
    .orderBy(repositories.slug);
  return rows.map((row) => row.id);
}

export type Facts = Pick<
  RepositoryRow,
  | 'id'
  | 'slug'
  | 'url'
  | 'visibility'
  | 'isArchived'
  | 'defaultBranch'
  | 'head'
  | 'language'
  | 'license'
  | 'description'
  | 'createdAt'
  | 'pushedAt'
  | 'updatedAt'
>;

const excluded = (column: string) => sql.raw(`excluded.${column}`);

/**
 * Writes what a listing says, in one transaction: new rows, changed facts, the ids to be read again, and old names as aliases.
 * What was read of the files stays.
 */
export async function saveFacts(
  db: Db,
  facts: readonly Facts[],
  { reread, renamed, now }: { reread: readonly string[]; renamed: readonly Alias[]; now: Date },
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({ ...fact, topics: [], files: {}, seenAt: now }));
  await db.atomically((tx) => [
    ...chunks(rows).map((chunk) =>
      tx
        .insert(repositories)
        .values(chunk)
        .onConflictDoUpdate({
          target: repositories.id,
          set: {
            slug: excluded('slug'),
            url: excluded('url'),
            visibility: excluded('visibility'),
            isArchived: excluded('is_archived'),
            defaultBranch: excluded('default_branch'),
            head: excluded('head'),
            language: excluded('language'),
            license: excluded('license'),
            description: excluded('description'),
            createdAt: excluded('created_at'),
            pushedAt: excluded('pushed_at'),
            updatedAt: excluded('updated_at'),
            seenAt: excluded('seen_at'),
            missingSince: null,
          },
        }),
    ),
    ...chunks(reread).map((chunk) =>
      tx.update(repositories).set({ readHead: null }).where(inArray(repositories.id, chunk)),
    ),
    ...renamed.map((alias) =>
      tx
        .insert(aliases)
        .values({ ...alias, origin: 'rename', createdAt: now })
        .onConflictDoNothing(),
    ),
  ]);
}

export type Alias = { alias: string; ref: string };

/** Components and other entities that came from these repositories, by repository id. */
export async function entitiesOfRepositories(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; ref: string; kind: string; name: string }[]> {
  const rows = [];
  for (const chunk of chunks(ids)) {
    const sources = chunk.map(sourceOf);
    rows.push(
      ...(await db
        .select({
          source: entities.source,
          ref: entities.ref,
          kind: entities.kind,
          name: entities.name,
        })
        .from(entities)
        .where(and(inArray(entities.source, sources), isNull(entities.removedAt)))),
    );
  }
  return rows.map(({ source, ...row }) => ({ ...row, id: source.slice(SOURCE_PREFIX.length) }));
}

/** The repository that a source stands for; null for a source of another kind. */
export function repositoryIdOf(source: string): string | null {
  return source.startsWith(SOURCE_PREFIX) ? source.slice(SOURCE_PREFIX.length) : null;
}

const SOURCE_PREFIX = 'github:';
/** The catalog's name for what one repository says; the node id survives renames and transfers. */
export function sourceOf(repositoryId: string): string {
  return SOURCE_PREFIX + repositoryId;
}

/** Location entities of the whole catalog: they ask for files of any repository. */
export function locationEntities(db: Db) {
  return db
    .select({
      ref: entities.ref,
      source: entities.source,
      location: entities.location,
      entity: entities.entity,
    })
    .from(entities)
    .where(and(eq(sql`lower(${entities.kind})`, 'location'), isNull(entities.removedAt)));
}

/** `committers` missing: they stay as they were. */
export type Reading = Pick<
  RepositoryRow,
  'id' | 'topics' | 'files' | 'codeowners' | 'codeownersPath'
> & { committers?: RepositoryRow['committers'] | undefined };

/** Stores what was read of the files; `readHead` follows once the catalog has it too. */
export async function saveReadings(db: Db, readings: readonly Reading[]): Promise<void> {
  for (const chunk of chunks(readings, 100)) {
    await db.atomically((tx) =>
      chunk.map(({ id, ...read }) =>
        tx.update(repositories).set(read).where(eq(repositories.id, id)),
      ),
    );
  }
}

/** Which teams administer each repository, as it is known. */
export function allAdminTeams(db: Db) {
  return db.select({ id: repositories.id, adminTeams: repositories.adminTeams }).from(repositories);
}

export async function saveAdminTeams(
  db: Db,
  changed: readonly { id: string; adminTeams: string[] }[],
): Promise<void> {
  for (const chunk of chunks(changed, 100)) {
    await db.atomically((tx) =>
      chunk.map(({ id, adminTeams }) =>
        tx.update(repositories).set({ adminTeams }).where(eq(repositories.id, id)),
      ),
    );
  }
}

/** The last step of reading a repository: from here on it is not read again until its head moves. */
export async function markRead(
  db: Db,
  heads: readonly { id: string; head: string | null }[],
): Promise<void> {
  for (const chunk of chunks(heads, 100)) {
    await db.atomically((tx) =>
      chunk.map(({ id, head }) =>
        tx
          .update(repositories)
          .set({ readHead: head, readError: null })
          .where(eq(repositories.id, id)),
      ),
    );
  }
}

export async function markAllUnread(db: Db): Promise<void> {
  await db.update(repositories).set({ readHead: null });
}

export async function markUnread(db: Db, ids: readonly string[]): Promise<void> {
  for (const chunk of chunks(ids))
    await db.update(repositories).set({ readHead: null }).where(inArray(repositories.id, chunk));
}

export async function markFailed(
  db: Db,
  failed: readonly { id: string; reason: string }[],
): Promise<void> {
  for (const chunk of chunks(failed, 100)) {
    await db.atomically((tx) =>
      chunk.map(({ id, reason }) =>
        tx.update(repositories).set({ readError: reason }).where(eq(repositories.id, id)),
      ),
    );
  }
}

export async function markMissing(db: Db, ids: readonly string[], now: Date): Promise<void> {
  for (const chunk of chunks(ids)) {
    await db
      .update(repositories)
      .set({ missingSince: now })
      .where(and(inArray(repositories.id, chunk), isNull(repositories.missingSince)));
  }
}

export async function markFound(db: Db, ids: readonly string[]): Promise<void> {
  for (const chunk of chunks(ids))
    await db
      .update(repositories)
      .set({ missingSince: null })
      .where(inArray(repositories.id, chunk));
}

export async function deleteRepositories(db: Db, ids: readonly string[]): Promise<void> {
  for (const chunk of chunks(ids))
    await db.delete(repositories).where(inArray(repositories.id, chunk));
}

/** Texts by git object id, for those that are stored. */
export async function blobsByOid(
  db: Db,
  oids: readonly string[],
): Promise<Map<string, typeof blobs.$inferSelect>> {
  const found: (typeof blobs.$inferSelect)[] = [];
  for (const chunk of chunks([...new Set(oids)]))
    found.push(...(await db.select().from(blobs).where(inArray(blobs.oid, chunk))));
  return new Map(found.map((blob) => [blob.oid, blob]));
}

/** Which of these git object ids have their text stored. */
export async function storedBlobs(db: Db, oids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of chunks(oids)) {
    const rows = await db.select({ oid: blobs.oid }).from(blobs).where(inArray(blobs.oid, chunk));
    for (const row of rows) found.add(row.oid);
  }
  return found;
}

export async function saveBlobs(
  db: Db,
  found: readonly { oid: string; text: string; bytes: number }[],
): Promise<void> {
  for (const chunk of chunks(found, 100)) {
    const rows = chunk.map((blob) => ({ ...blob, isTruncated: false }));
    await db.insert(blobs).values(rows).onConflictDoNothing();
  }
}

/** How many repositories are known, unread, failed and missing. */
export async function countRepositories(db: Db) {
  const where = (condition?: ReturnType<typeof and>) =>
    db.select({ rows: count() }).from(repositories).where(condition);
  const [known, unread, failed, missing] = await Promise.all([
    where(),
    where(and(isUnread, isNull(repositories.missingSince))),
    where(isNotNull(repositories.readError)),
    where(isNotNull(repositories.missingSince)),
  ]);
  const rows = (answer: { rows: number }[]) => answer[0]?.rows ?? 0;
  return { known: rows(known), unread: rows(unread), failed: rows(failed), missing: rows(missing) };
}
