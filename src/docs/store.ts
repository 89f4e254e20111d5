import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import {
  docEntities,
  docPages,
  docSections,
  docSites,
  docSources,
  docViews,
} from '../db/docs-tables.ts';
import { state } from '../db/schema.ts';
import { siteId } from './site.ts';

export type SiteRow = typeof docSites.$inferSelect;
export type PageRow = typeof docPages.$inferSelect;
export type SectionRow = typeof docSections.$inferSelect;
/** State key whose value changes with every change of docs: caches of any replica follow it. */
export const DOCS_REVISION = 'docs.revision';

export function pageId(site: string, path: string): string {
  return `${site}#${path}`;
}

/** A value that is another whenever docs changed, on whichever replica. */
export async function docsRevision(db: Db): Promise<string> {
  const [row] = await db
    .select({ value: state.value })
    .from(state)
    .where(eq(state.key, DOCS_REVISION));
  return typeof row?.value === 'string' ? row.value : '';
}

export async function docSourcesByName(db: Db) {
  const rows = await db.select().from(docSources);
  return new Map(rows.map((row) => [row.source, row]));
}

/** Makes entities show exactly these sites. */
export async function saveDocEntities(
  db: Db,
  shown: readonly (typeof docEntities.$inferInsert)[],
): Promise<void> {
  const stored = new Map((await db.select().from(docEntities)).map((row) => [row.ref, row]));
  const wanted = new Set(shown.map(({ ref }) => ref));
  const gone = [...stored.keys()].filter((ref) => !wanted.has(ref));
  const changed = shown.filter((one) => {
    const old = stored.get(one.ref);
    return old?.site !== one.site || old.path !== one.path;
  });
  if (gone.length + changed.length === 0) return;
  const refs = [...gone, ...changed.map(({ ref }) => ref)];
  await db.atomically((tx) => [
    ...chunks(refs).map((some) => tx.delete(docEntities).where(inArray(docEntities.ref, some))),
    ...chunks(changed).map((some) => tx.insert(docEntities).values([...some])),
  ]);
}

/** Sources of pages that are made of the definitions of APIs, one an API. They have one page each. */
export const DEFINITIONS = 'definition:';
export const DEFINITION_PAGE = 'definition';

export function definitionSource(ref: string): string {
  return DEFINITIONS + ref;
}

/** The site an entity shows, and the page it begins at; its definition where it has no other, and where `path` is that page's. */
export async function siteOfEntity(
  db: Db,
  ref: string,
  path = '',
): Promise<{ site: SiteRow; path: string } | null> {
  const [row] = await db
    .select({ site: docSites, path: docEntities.path })
    .from(docEntities)
    .innerJoin(docSites, eq(docSites.id, docEntities.site))
    .where(eq(docEntities.ref, ref));
  if (row && path !== DEFINITION_PAGE) return row;
  const definition = await siteById(db, siteId({ source: definitionSource(ref), root: '' }));
  return definition ? { site: definition, path: DEFINITION_PAGE } : (row ?? null);
}

export async function siteById(db: Db, id: string): Promise<SiteRow | null> {
  const [row] = await db.select().from(docSites).where(eq(docSites.id, id));
  return row ?? null;
}

/** Every site without what only its own pages need. */
export function allSites(db: Db) {
  return db
    .select({
      id: docSites.id,
      source: docSites.source,
      ref: docSites.ref,
      kind: docSites.kind,
      title: docSites.title,
      repository: docSites.repository,
      url: docSites.url,
      readers: docSites.readers,
      readAt: docSites.readAt,
    })
    .from(docSites)
    .orderBy(asc(docSites.ref), asc(docSites.id));
}

/** Pages of sites in the order of reading. */
export async function pagesOf(db: Db, sites: readonly string[]): Promise<PageRow[]> {
  const found: PageRow[] = [];
  for (const some of chunks(sites))
    found.push(
      ...(await db
        .select()
        .from(docPages)
        .where(inArray(docPages.site, some))
        .orderBy(asc(docPages.site), asc(docPages.position))),
    );
  return found;
}

export async function pageAt(db: Db, site: string, path: string): Promise<PageRow | null> {
  const [row] = await db
    .select()
    .from(docPages)
    .where(eq(docPages.id, pageId(site, path)));
  return row ?? null;
}

/** Sections of a page in their order. */
export async function sectionsOf(db: Db, page: string): Promise<SectionRow[]> {
  return db
    .select()
    .from(docSections)
    .where(eq(docSections.page, page))
    .orderBy(asc(docSections.position));
}

/** Notes the age of pages, as it was read for the text they had then. */
export async function saveAges(
  db: Db,
  ages: readonly { id: string; oid: string; changedAt: Date; changedBy: string | null }[],
): Promise<void> {
  for (const some of chunks(ages, 100))
    await db.atomically((tx) =>
      some.map(({ id, oid, changedAt, changedBy }) =>
        tx
          .update(docPages)
          .set({ changedAt, changedBy, agedOid: oid })
          .where(and(eq(docPages.id, id), eq(docPages.oid, oid))),
      ),
    );
}

/** Counts a look at a page. */
export async function noteView(db: Db, page: string, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  await db
    .insert(docViews)
    .values({ page, day, count: 1 })
    .onConflictDoUpdate({
      target: [docViews.page, docViews.day],
      set: { count: sql`${docViews.count} + 1` },
    });
}
