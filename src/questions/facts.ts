import { and, desc, eq, inArray, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { channelsOf } from '../catalog/channels.ts';
import type { Entity } from '../catalog/entity.ts';
import { counted } from '../catalog/labels.ts';
import { leavingOfSource, leavingSentence } from '../catalog/leaving.ts';
import { type CodeFolder, codeOf } from '../catalog/links.ts';
import { type Nickname, nicknamesOf } from '../catalog/nicknames.ts';
import { ownerDirectory } from '../catalog/owner-directory.ts';
import { ownershipOf } from '../catalog/ownership.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { CatalogEntry } from '../catalog/summary.ts';
import { catalogRevisions, documents, entities, repositories, state } from '../db/schema.ts';
import type { Fact } from './answer.ts';
import { type CodeOwners, codeOwnersOf } from './code-owners.ts';
import { downstreamOf, type Neighbour, upstreamOf } from './dependencies.ts';
import { type Testimony, testimonyOf } from './testimony.ts';

/** Where a statement was read, in the words of an answer. */
export type Source = { source: string; url?: string; observedAt: string };

export type OwnerFacts = {
  ref: string;
  /** False when the catalog has no such group or person. */
  exists: boolean;
  /** `#team-payments`, as the group's descriptor says. */
  channel: string | null;
  askChannel: string | null;
};

export type RepositoryFacts = {
  slug: string;
  url: string;
  language: string | null;
  isArchived: boolean;
  observedAt: string;
};

/** Everything a question may need to know about one entity. */
export type EntityFacts = {
  entry: CatalogEntry;
  entity: Entity;
  source: Source;
  /** False while its newest descriptor is broken and this is the last good content. */
  isCurrent: boolean;
  owner: OwnerFacts | null;
  /** Who runs it, where that is not the owner (`…/operated-by`). */
  operator: string | null;
  repository: RepositoryFacts | null;
  /** Where its code is, as the catalog says, whether or not it is read here. */
  code: CodeFolder | null;
  codeOwners: CodeOwners | null;
  /** What CODEOWNERS, admin teams and recent commits say beside the descriptor, strongest first. */
  testimony: readonly Testimony[];
  /** Why it stays although its source is gone or unreadable, and when it will go; null while nothing is wrong with it. */
  leaving: string | null;
  /** Other files that define the same ref and were not used. What is derived from GitHub yields without a word. */
  conflicts: readonly string[];
  /** Names that people here gave it, beside its descriptor. */
  nicknames: readonly Nickname[];
  upstream: readonly Neighbour[];
  downstream: readonly Neighbour[];
};

/** Reads what is known about one entity; null when it is not in the catalog. */
export async function gatherFacts(
  db: Db,
  view: CatalogView,
  ref: string,
): Promise<EntityFacts | null> {
  const entry = view.get(ref);
  if (!entry) return null;
  const [row] = await db.select().from(entities).where(eq(entities.ref, ref));
  if (!row || row.removedAt) return null;
  const stated = await db.select().from(documents).where(eq(documents.ref, ref));
  const readAt = stated.find(({ location }) => location === row.location)?.readAt ?? row.changedAt;
  const code = codeOf(row.entity, row.location);
  const repository = await repositoryAt(db, code?.slug ?? null);
  const ownerRef = view.out(ref, 'ownedBy')[0];
  const leaving = await leavingOfSource(db, row.source);
  const ownership =
    repository &&
    ownershipOf({ entity: row.entity, location: row.location }, repository, ownerDirectory(view));
  return {
    entry,
    entity: row.entity,
    source: sourceOf(row.location, row.source, readAt),
    isCurrent: row.isCurrent,
    owner: ownerRef ? await ownerFacts(db, view, ownerRef) : null,
    operator: entry.operator && view.get(entry.operator) ? entry.operator : null,
    repository: repository && shownRepository(repository),
    code,
    codeOwners: ownership && codeOwnersOf(ownership, repository),
    testimony: ownership ? testimonyOf(ownership, repository, await adminsReadAt(db)) : [],
    leaving: leaving && leaving.kind !== 'archived' ? leavingSentence(leaving) : null,
    conflicts: stated
      .filter(({ isDerived, conflictsWith }) => !isDerived && conflictsWith !== null)
      .filter(({ location }) => location !== row.location)
      .map(({ location }) => location),
    nicknames: entry.aliases.length > 0 ? await nicknamesOf(db, { ref }) : [],
    upstream: upstreamOf(view, ref),
    downstream: downstreamOf(view, ref),
  };
}

async function ownerFacts(db: Db, view: CatalogView, ref: string): Promise<OwnerFacts> {
  const exists = view.get(ref) !== null;
  const [row] = exists
    ? await db.select({ entity: entities.entity }).from(entities).where(eq(entities.ref, ref))
    : [];
  return { ref, exists, ...channelsOf(row?.entity ?? null) };
}

/** What many entities state, each in its own file: the same statement about each. Read at once; a line of sources needs no more than fifty. */
export async function statedFacts(db: Db, name: string, refs: readonly string[]): Promise<Fact[]> {
  const some = refs.slice(0, 50);
  if (some.length === 0) return [];
  const rows = await db
    .select({
      ref: entities.ref,
      location: entities.location,
      source: entities.source,
      changedAt: entities.changedAt,
      readAt: documents.readAt,
    })
    .from(entities)
    .leftJoin(
      documents,
      and(eq(documents.ref, entities.ref), eq(documents.location, entities.location)),
    )
    .where(inArray(entities.ref, some));
  const found = new Map(rows.map((row) => [row.ref, row]));
  return some.flatMap((ref) => {
    const row = found.get(ref);
    if (!row) return [];
    return [
      { name, value: ref, ...sourceOf(row.location, row.source, row.readAt ?? row.changedAt) },
    ];
  });
}

/** What an answer read that looked through everything and found nothing: the catalog as GitHub, else as its last change left it. */
export async function wholeCatalog(db: Db, view: CatalogView): Promise<Fact> {
  const [seen] = await db.select({ at: max(repositories.seenAt) }).from(repositories);
  const [changed] = await db
    .select()
    .from(catalogRevisions)
    .orderBy(desc(catalogRevisions.revision))
    .limit(1);
  const at = seen?.at ?? changed?.at;
  const value = counted(view.size, 'entry');
  return { name: 'catalog', value, source: 'catalog', ...(at && { observedAt: at.toISOString() }) };
}

export type RepositoryRow = typeof repositories.$inferSelect;

/** A repository by `owner/name`, in whatever case it is written. */
export async function repositoryAt(db: Db, slug: string | null): Promise<RepositoryRow | null> {
  if (slug === null) return null;
  const [row] = await db
    .select()
    .from(repositories)
    .where(inArray(repositories.slug, [slug, slug.toLowerCase()]));
  return row ?? null;
}

function shownRepository({ slug, url, language, isArchived, seenAt }: RepositoryRow) {
  return { slug, url, language, isArchived, observedAt: seenAt.toISOString() };
}

/** When GitHub last told which teams administer what. */
export async function adminsReadAt(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ at: state.at })
    .from(state)
    .where(eq(state.key, 'github.admin-teams'));
  return row?.at ?? null;
}

/** `catalog-info.yaml` for a file, `GitHub` for what no file states. */
function sourceOf(location: string, source: string, readAt: Date): Source {
  const observedAt = readAt.toISOString();
  if (source.startsWith('github-org:')) return { source: 'GitHub', observedAt };
  const file = decodeURIComponent(
    location
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? location,
  );
  const url = location.startsWith('url:') ? location.slice(4) : undefined;
  return { source: file, observedAt, ...(url ? { url } : {}) };
}

/** A statement of the descriptor. */
export function statedFact(facts: EntityFacts, name: string, value: string): Fact {
  return { name, value, ...facts.source };
}
