import { and, asc, count, eq, gt, gte, inArray, isNotNull, lte, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { docEntities, docSites } from '../../db/docs-tables.ts';
import { deployments, entities, repositories } from '../../db/schema.ts';
import { exemptions, postedFacts, repositoryHealth } from '../../db/scorecard-tables.ts';

/** How far a run has seen what facts are read from. A process begins with nothing, and looks at everything once. */
export type Seen = {
  at: Date;
  revision: number;
  /** By node id, what its files were read at. */
  repositories: ReadonlyMap<string, string>;
  posted: number;
  /** `ref` of each that is in force, by id. */
  exemptions: ReadonlyMap<string, string>;
  /** Entities whose repository is archived: nobody can mend anything there, so nothing is asked of them. */
  archived: ReadonlySet<string>;
};

/** What is there to be seen now. */
export async function seeNow(db: Db, view: CatalogView, now: Date): Promise<Seen> {
  const [posted] = await db.select({ number: count() }).from(postedFacts);
  return {
    at: now,
    revision: view.revision,
    repositories: await readStates(db),
    posted: posted?.number ?? 0,
    exemptions: await inForce(db, now),
    archived: await archivedRefs(db),
  };
}

// Who wrote a row a moment ago may have committed it only now; what is looked at twice ends the same.
const OVERLAP = 2 * 60_000;

/** Entities that may be judged otherwise since `before`; null where that cannot be told apart any more. */
export async function touchedSince(
  db: Db,
  { view, before, seen }: { view: CatalogView; before: Seen; seen: Seen },
): Promise<Set<string> | null> {
  const since = new Date(before.at.getTime() - OVERLAP);
  const posted = await postedSince(db, { since, before, seen });
  if (posted === null) return null;
  const read = [...seen.repositories].flatMap(([id, state]) =>
    before.repositories.get(id) === state ? [] : [id],
  );
  const health = await db
    .select({ id: repositoryHealth.repository })
    .from(repositoryHealth)
    .where(gte(repositoryHealth.changedAt, since));
  const deployed = await db
    .selectDistinct({ id: deployments.repository, ref: deployments.ref })
    .from(deployments)
    .where(gte(deployments.changedAt, since));
  const repositoryIds = [...read, ...[...health, ...deployed].flatMap(({ id }) => id ?? [])];
  return new Set([
    ...(await changedEntities(db, view, before.revision)),
    ...(await ofRepositories(db, view, repositoryIds)),
    ...deployed.flatMap(({ ref }) => ref ?? []),
    ...(await withDocsSince(db, since)),
    ...posted,
    ...differing(before.exemptions, seen.exemptions),
  ]);
}

/** Those that changed, came or went, and those of whom they are the owner or the system: whether these are there is a fact. */
async function changedEntities(db: Db, view: CatalogView, revision: number): Promise<string[]> {
  const rows = await db
    .select({ ref: entities.ref })
    .from(entities)
    .where(gt(entities.revision, revision));
  return rows.flatMap(({ ref }) => [
    ref,
    ...view.incoming(ref, 'ownedBy'),
    ...view.incoming(ref, 'partOf'),
  ]);
}

/** What their descriptors state, and what elsewhere says that its code is there. */
async function ofRepositories(
  db: Db,
  view: CatalogView,
  ids: readonly string[],
): Promise<string[]> {
  const refs = await statedBy(db, ids);
  for (const part of chunks([...new Set(ids)])) {
    const named = await db
      .select({ slug: repositories.slug })
      .from(repositories)
      .where(inArray(repositories.id, part));
    refs.push(...named.flatMap(({ slug }) => view.at(`github.com/${slug}`).map(({ ref }) => ref)));
  }
  return refs;
}

async function statedBy(db: Db, ids: readonly string[]): Promise<string[]> {
  const refs: string[] = [];
  for (const part of chunks([...new Set(ids)])) {
    const sources = part.map((id) => `github:${id}`);
    const rows = await db
      .select({ ref: entities.ref })
      .from(entities)
      .where(inArray(entities.source, sources));
    refs.push(...rows.map(({ ref }) => ref));
  }
  return refs;
}

const PAGE = 2000;

/** Page by page: all rows of a large organisation at once are more than what is kept of them. */
async function readStates(db: Db): Promise<Map<string, string>> {
  const { id, readHead, readError, isArchived } = repositories;
  const states = new Map<string, string>();
  for (let last = ''; ; ) {
    const rows = await db
      .select({ id, readHead, readError, isArchived })
      .from(repositories)
      .where(gt(id, last))
      .orderBy(asc(id))
      .limit(PAGE);
    for (const row of rows)
      states.set(
        row.id,
        `${row.isArchived ? 'archived ' : ''}${row.readHead} ${row.readError ?? ''}`,
      );
    last = rows.at(-1)?.id ?? '';
    if (rows.length < PAGE) return states;
  }
}

/** Entities of repositories that are archived. */
export async function archivedRefs(db: Db): Promise<Set<string>> {
  const rows = await db
    .select({ id: repositories.id })
    .from(repositories)
    .where(eq(repositories.isArchived, true));
  return new Set(
    await statedBy(
      db,
      rows.map(({ id }) => id),
    ),
  );
}

/** Posted since, and expired meanwhile. Null where some were taken away: whose they were is not kept. */
async function postedSince(
  db: Db,
  { since, before, seen }: { since: Date; before: Seen; seen: Seen },
): Promise<string[] | null> {
  if (seen.posted < before.posted) return null;
  const { ref, postedAt, expiresAt } = postedFacts;
  const rows = await db.select({ ref }).from(postedFacts).where(gte(postedAt, since));
  const expired = await db
    .select({ ref })
    .from(postedFacts)
    .where(and(isNotNull(expiresAt), gt(expiresAt, before.at), lte(expiresAt, seen.at)));
  return [...rows, ...expired].map((row) => row.ref);
}

async function withDocsSince(db: Db, since: Date): Promise<string[]> {
  const [newest] = await db.select({ at: max(docSites.changedAt) }).from(docSites);
  if (!newest?.at || newest.at < since) return [];
  const sites = await db
    .select({ id: docSites.id, ref: docSites.ref })
    .from(docSites)
    .where(gte(docSites.changedAt, since));
  const refs = sites.map(({ ref }) => ref);
  for (const part of chunks(sites.map(({ id }) => id)))
    refs.push(
      ...(
        await db
          .select({ ref: docEntities.ref })
          .from(docEntities)
          .where(inArray(docEntities.site, part))
      ).map(({ ref }) => ref),
    );
  return refs;
}

async function inForce(db: Db, now: Date): Promise<Map<string, string>> {
  const { id, ref, state, until } = exemptions;
  const rows = await db
    .select({ id, ref })
    .from(exemptions)
    .where(and(eq(state, 'approved'), gt(until, now)));
  return new Map(rows.map((row) => [row.id, row.ref]));
}

/** Refs of what one has and the other has not. */
function differing(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const only = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...one].flatMap(([id, ref]) => (other.has(id) ? [] : [ref]));
  return [...only(before, after), ...only(after, before)];
}
