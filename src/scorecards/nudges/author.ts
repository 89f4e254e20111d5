import { and, desc, eq, gte, inArray, lte } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { commits, entities } from '../../db/schema.ts';
import type { Origin } from './findings.ts';

/** A push is read within minutes; a check that turned later than this after a commit turned for another reason. */
const SOON_MS = 2 * 3_600_000;

/**
 * Who made the change that a check fails since: the author of the newest commit before it on the default branch, where there was one just
 * then. Null where nobody did, or nobody knows.
 */
export async function authorsOf(
  { db, view }: { db: Db; view: CatalogView },
  origins: readonly Origin[],
): Promise<(origin: Origin) => string | null> {
  const changed = origins.flatMap((origin) =>
    origin?.change.cause === 'service' && origin.check.from === 'pass' ? [origin.change] : [],
  );
  const repositories = await repositoriesOf(
    db,
    changed.map(({ ref }) => ref),
  );
  const found = new Map<number, string | null>();
  for (const { id, ref, at } of changed) {
    const repository = repositories.get(ref);
    if (found.has(id) || repository === undefined) continue;
    const [commit] = await db
      .select({ author: commits.author })
      .from(commits)
      .where(
        and(
          eq(commits.repository, repository),
          lte(commits.at, at),
          gte(commits.at, new Date(at.getTime() - SOON_MS)),
        ),
      )
      .orderBy(desc(commits.at))
      .limit(1);
    found.set(id, commit?.author ? personOf(view, commit.author) : null);
  }
  return (origin) => (origin && found.get(origin.change.id)) ?? null;
}

/** The repository whose descriptor states an entity, by node id. */
export async function repositoriesOf(
  db: Db,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const some of chunks([...new Set(refs)])) {
    const rows = await db
      .select({ ref: entities.ref, source: entities.source })
      .from(entities)
      .where(inArray(entities.ref, some));
    for (const { ref, source } of rows)
      if (source.startsWith('github:')) found.set(ref, source.slice('github:'.length));
  }
  return found;
}

function personOf(view: CatalogView, login: string): string | null {
  const hits = view
    .find(`@${login}`, { kinds: ['user'], depth: 'exact', limit: 2 })
    .filter(({ match }) => match === 'handle');
  return hits.length === 1 ? (hits[0]?.entry.ref ?? null) : null;
}
