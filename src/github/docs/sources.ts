import { createHash } from 'node:crypto';
import { inArray, like, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { docSources } from '../../db/docs-tables.ts';
import { entities, repositories } from '../../db/schema.ts';
import type { Claimed } from '../../docs/claimed.ts';
import type { DocsClaim } from '../../docs/claims.ts';
import { type DocsSource, RULES, versionOf } from '../../docs/reading.ts';
import { sourceOf } from '../store.ts';
import type { Access } from './access.ts';

/** A repository as far as it decides whether its docs are read again; its list of files comes later. */
export type DocsRepository = Pick<
  typeof repositories.$inferSelect,
  'id' | 'slug' | 'url' | 'visibility' | 'defaultBranch' | 'readHead' | 'missingSince'
>;

export function docsRepositories(db: Db): Promise<DocsRepository[]> {
  return db
    .select({
      id: repositories.id,
      slug: repositories.slug,
      url: repositories.url,
      visibility: repositories.visibility,
      defaultBranch: repositories.defaultBranch,
      readHead: repositories.readHead,
      missingSince: repositories.missingSince,
    })
    .from(repositories)
    .orderBy(repositories.slug);
}

/** The files of repositories as they were listed at `readHead`. */
export async function filesOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, Record<string, string>>> {
  const found = new Map<string, Record<string, string>>();
  for (const some of chunks(ids, 100)) {
    const rows = await db
      .select({ id: repositories.id, files: repositories.files })
      .from(repositories)
      .where(inArray(repositories.id, some));
    for (const { id, files } of rows) found.set(id, files);
  }
  return found;
}

export type StoredSource = typeof docSources.$inferSelect;

export async function storedSources(db: Db): Promise<Map<string, StoredSource>> {
  const rows = await db.select().from(docSources).where(like(docSources.source, 'github:%'));
  return new Map(rows.map((row) => [row.source, row]));
}

/** Everything that decides what is due, in one word: as long as it stays, nothing is. */
export async function standing(
  db: Db,
  { repositories: all, access }: { repositories: readonly DocsRepository[]; access: Access },
): Promise<string> {
  const [row] = await db.select({ revision: max(entities.revision) }).from(entities);
  return createHash('sha256')
    .update(JSON.stringify([RULES, row?.revision ?? 0, all, access]))
    .digest('hex');
}

/** A repository whose docs have to be read, and the version that they are then. */
export type DueSource = {
  about: Omit<DocsSource, 'files'> & { id: string };
  claims: readonly DocsClaim[];
  version: string;
};

/** Ends the version of what could not be read whole: it is read again after a while, or at once. */
export const SHORT = '~';
export const NEXT = '+';
export const AGAIN_MS = 3_600_000;

/** Which sources have to be read, those that were never read first; and which are gone. Pure. */
export function planDocs({
  repositories: all,
  claimed,
  stored,
  readersOf,
  now,
}: {
  repositories: readonly DocsRepository[];
  claimed: Pick<Claimed, 'claims' | 'adrFolders' | 'runbooks'>;
  stored: ReadonlyMap<string, StoredSource>;
  readersOf: (repository: DocsRepository) => readonly string[] | null;
  now: Date;
}): { due: DueSource[]; gone: string[] } {
  const claims = Map.groupBy(claimed.claims, ({ source }) => source);
  const due: DueSource[] = [];
  const known = new Set<string>();
  for (const repository of all) {
    const { id, slug, url, defaultBranch, readHead, missingSince } = repository;
    const source = sourceOf(id);
    known.add(source);
    const before = stored.get(source);
    // What is being read anew, or cannot be seen now, stays as it was.
    if (missingSince || readHead === null || defaultBranch === null) continue;
    const ours = claims.get(source) ?? [];
    if (ours.length === 0 && !before) continue;
    const about = {
      id,
      source,
      name: slug.split('/')[1] ?? slug,
      repository: slug,
      commit: readHead,
      readers: readersOf(repository),
      web: { url, branch: defaultBranch },
      adrFolders: claimed.adrFolders.get(source) ?? [],
      runbooks: claimed.runbooks.get(source) ?? [],
    };
    const version = versionOf(about, { state: readHead, claims: ours });
    if (isDue(before, version, now)) due.push({ about, claims: ours, version });
  }
  const gone = [...stored.keys()].filter((source) => !known.has(source));
  return {
    due: due.toSorted(
      (a, b) => Number(stored.has(a.about.source)) - Number(stored.has(b.about.source)),
    ),
    gone,
  };
}

function isDue(before: StoredSource | undefined, version: string, now: Date): boolean {
  if (!before || before.version === version + NEXT) return true;
  const isWaiting = now.getTime() - before.readAt.getTime() < AGAIN_MS;
  if (before.version === version + SHORT) return !isWaiting;
  return before.version !== version;
}
