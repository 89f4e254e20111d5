import { and, asc, desc, eq, gte, inArray, lt, min } from 'drizzle-orm';
import type { Db } from '#dialect';
import { catalogRevisions, entities, entityVersions } from '../db/schema.ts';
import { chunks } from './chunks.ts';
import { diffEntities, type FieldChange } from './diff.ts';
import type { Entity } from './entity.ts';

/** One thing that happened to an entity. */
export type EntityEvent = {
  ref: string;
  /** `returned`: it had been removed before. */
  kind: 'added' | 'changed' | 'removed' | 'returned';
  at: Date;
  /** Catalog revision; later events have higher ones. */
  revision: number;
  location: string;
  commit: string | null;
  /** The commit at GitHub; null where there is none. */
  commitUrl: string | null;
  /** Why it was removed. */
  because: string | null;
  /** What is different from before; empty for what was added, removed or returned. */
  changes: FieldChange[];
};

/** What an entity was from `at` on; `entity` is null while it was not there. */
export type Version = {
  ref: string;
  revision: number;
  at: Date;
  entity: Entity | null;
  location: string;
  commit: string | null;
  because: string | null;
};

/** The past of an entity, newest first, `limit` events at a time: those of a revision below `before`. Empty for a ref never known. */
export async function historyOf(
  db: Db,
  ref: string,
  { limit, before = null }: { limit: number; before?: number | null },
): Promise<EntityEvent[]> {
  const past = await db
    .select(PAST)
    .from(entityVersions)
    .where(
      and(
        eq(entityVersions.ref, ref),
        before === null ? undefined : lt(entityVersions.revision, before),
      ),
    )
    .orderBy(desc(entityVersions.revision))
    // One more: an event is the difference from what was before.
    .limit(limit + 1);
  const now = await presentOf(db, [ref]);
  const newest = now.filter(({ revision }) => before === null || revision < before);
  return eventsOf([...past.toReversed(), ...newest])
    .slice(-limit)
    .reverse();
}

/** The past of an entity and its present, oldest first; empty for a ref the catalog never knew. */
export async function versionsOf(db: Db, ref: string): Promise<Version[]> {
  return (await versionsOfAll(db, [ref])).get(ref) ?? [];
}

/** Every version of some entities, oldest first, the present one last. */
export async function versionsOfAll(
  db: Db,
  refs: readonly string[],
): Promise<Map<string, Version[]>> {
  const versions = new Map<string, Version[]>();
  for (const chunk of chunks(refs)) {
    const past = await db
      .select(PAST)
      .from(entityVersions)
      .where(inArray(entityVersions.ref, chunk))
      .orderBy(asc(entityVersions.revision));
    for (const version of [...past, ...(await presentOf(db, chunk))])
      versions.set(version.ref, [...(versions.get(version.ref) ?? []), version]);
  }
  return versions;
}

const PAST = {
  ref: entityVersions.ref,
  revision: entityVersions.revision,
  at: entityVersions.at,
  entity: entityVersions.entity,
  location: entityVersions.location,
  commit: entityVersions.commit,
  because: entityVersions.removedBecause,
};

async function presentOf(db: Db, refs: string[]): Promise<Version[]> {
  const rows = await db
    .select({
      ref: entities.ref,
      revision: entities.revision,
      at: entities.changedAt,
      entity: entities.entity,
      location: entities.location,
      commit: entities.commit,
      because: entities.removedBecause,
      removedAt: entities.removedAt,
    })
    .from(entities)
    .where(inArray(entities.ref, refs));
  return rows.map(({ removedAt, ...row }) => ({ ...row, entity: removedAt ? null : row.entity }));
}

/** What happened from one version to the next; versions of one entity, oldest first. */
export function eventsOf(versions: readonly Version[]): EntityEvent[] {
  return versions.map((version, at) => {
    const before = versions[at - 1];
    const { entity, ...said } = version;
    return {
      ...said,
      kind: kindOf(before, version),
      commitUrl: commitUrlOf(version),
      changes: before?.entity && entity ? diffEntities(before.entity, entity) : [],
    };
  });
}

function kindOf(before: Version | undefined, { entity }: Version): EntityEvent['kind'] {
  if (entity === null) return 'removed';
  if (before === undefined) return 'added';
  return before.entity === null ? 'returned' : 'changed';
}

/** Where a commit can be looked at, for what lies on GitHub. */
export function commitUrlOf({
  location,
  commit,
}: {
  location: string;
  commit: string | null;
}): string | null {
  const repository = /^url:(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/(?:blob|tree)\//.exec(location)?.[1];
  return repository && commit ? `${repository}/commit/${commit}` : null;
}

export type Period = { since: Date; until: Date };
/** Where a page of changes ended. */
export type ChangesCursor = { revision: number; ref: string };

/**
 * What happened to the whole catalog in a period (from `since` on, before `until`), newest first. The first read of everything is left
 * out: it is when the catalog began, and no change (see `beginningOf`).
 */
export async function changesWithin(
  db: Db,
  { since, until }: Period,
  { limit, after = null }: { limit: number; after?: ChangesCursor | null },
): Promise<{ items: EntityEvent[]; total: number; next: ChangesCursor | null }> {
  const beginning = await beginningOf(db);
  const past = await db
    .select({ ref: entityVersions.ref, revision: entityVersions.revision, at: entityVersions.at })
    .from(entityVersions)
    .where(and(gte(entityVersions.at, since), lt(entityVersions.at, until)));
  const present = await db
    .select({ ref: entities.ref, revision: entities.revision, at: entities.changedAt })
    .from(entities)
    .where(and(gte(entities.changedAt, since), lt(entities.changedAt, until)));
  // What was only moved has a later revision than its content; the time tells when that came.
  const begun = beginning?.until.getTime() ?? 0;
  const all = [...past, ...present].filter(({ at }) => at.getTime() > begun).sort(newestFirst);
  const from = after ? all.findIndex((one) => newestFirst(after, one) < 0) : 0;
  const page = from < 0 ? [] : all.slice(from, from + limit);
  const versions = await versionsOfAll(db, [...new Set(page.map(({ ref }) => ref))]);
  const events = new Map(
    [...versions.values()]
      .flatMap(eventsOf)
      .map((event) => [`${event.revision} ${event.ref}`, event]),
  );
  const items = page.flatMap(({ revision, ref }) => events.get(`${revision} ${ref}`) ?? []);
  const last = page.at(-1);
  const isMore = from >= 0 && from + limit < all.length;
  const next = last && isMore ? { revision: last.revision, ref: last.ref } : null;
  return { items, total: all.length, next };
}

function newestFirst(a: ChangesCursor, b: ChangesCursor): number {
  return b.revision - a.revision || (a.ref < b.ref ? -1 : Number(a.ref > b.ref));
}

/** A first read of many repositories is many revisions in quick succession; a pause longer than this ends it. */
const PAUSE_MS = 60_000;

/** The first read of the catalog: since when anything is known at all, and when that read ended. Null before it. */
export async function beginningOf(db: Db): Promise<{ since: Date; until: Date } | null> {
  const [first] = await db
    .select({ at: min(catalogRevisions.at), revision: min(catalogRevisions.revision) })
    .from(catalogRevisions);
  if (!first?.at || first.revision === null) return null;
  let until = first.at;
  let revision = first.revision;
  for (;;) {
    const rows = await db
      .select({ at: catalogRevisions.at, revision: catalogRevisions.revision })
      .from(catalogRevisions)
      .where(gte(catalogRevisions.revision, revision + 1))
      .orderBy(asc(catalogRevisions.revision))
      .limit(100);
    if (rows.length === 0) break;
    const pause = rows.findIndex(
      ({ at }, index) => at.getTime() - (rows[index - 1]?.at ?? until).getTime() > PAUSE_MS,
    );
    const last = pause < 0 ? rows.at(-1) : rows[pause - 1];
    if (last) ({ at: until, revision } = last);
    if (pause >= 0) break;
  }
  return { since: first.at, until };
}
