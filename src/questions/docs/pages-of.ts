import { inArray } from 'drizzle-orm';
import { docEntities, docPages, docSections, docSites } from '../../db/docs-tables.ts';
import type { PageKind } from '../../docs/page.ts';
import type { PageRow, SiteRow } from '../../docs/store.ts';
import type { Room } from '../intention.ts';

/** A page of docs as a list shows it, with the site it is of. */
export type KnownPage = {
  site: Pick<SiteRow, 'id' | 'ref' | 'repository' | 'readAt' | 'settings'>;
  page: Pick<
    PageRow,
    | 'id'
    | 'path'
    | 'file'
    | 'title'
    | 'kind'
    | 'isInNav'
    | 'changedAt'
    | 'changedBy'
    | 'agedOid'
    | 'oid'
    | 'problems'
    | 'outside'
  >;
};

/** Pages of the docs that some entities show, as far as they may be read, in the order of reading. */
export async function pagesOfEntities(
  { db, docs }: Pick<Room, 'db' | 'docs'>,
  refs: readonly string[],
  kinds?: readonly PageKind[],
): Promise<KnownPage[]> {
  if (refs.length === 0) return [];
  const shown = await db
    .select()
    .from(docEntities)
    .where(inArray(docEntities.ref, [...refs]));
  const ids = [...new Set(shown.map(({ site }) => site))];
  if (ids.length === 0) return [];
  const sites = await db
    .select({
      id: docSites.id,
      ref: docSites.ref,
      repository: docSites.repository,
      readAt: docSites.readAt,
      readers: docSites.readers,
      settings: docSites.settings,
    })
    .from(docSites)
    .where(inArray(docSites.id, ids));
  const may = await Promise.all(sites.map(({ readers }) => docs.mayRead(readers)));
  const readable = new Map(sites.filter((_, at) => may[at]).map((site) => [site.id, site]));
  if (readable.size === 0) return [];
  const pages = await db
    .select({
      site: docPages.site,
      id: docPages.id,
      path: docPages.path,
      file: docPages.file,
      title: docPages.title,
      kind: docPages.kind,
      isInNav: docPages.isInNav,
      changedAt: docPages.changedAt,
      changedBy: docPages.changedBy,
      agedOid: docPages.agedOid,
      oid: docPages.oid,
      problems: docPages.problems,
      outside: docPages.outside,
    })
    .from(docPages)
    .where(inArray(docPages.site, [...readable.keys()]))
    .orderBy(docPages.site, docPages.position);
  return pages.flatMap(({ site: id, ...page }) => {
    const site = readable.get(id);
    return site && (!kinds || kinds.includes(page.kind)) ? [{ site, page }] : [];
  });
}

/** Sections of pages with a heading of their own: what a runbook has steps for. */
export async function headingsOf(
  { db }: Pick<Room, 'db'>,
  pages: readonly string[],
): Promise<{ page: string; anchor: string; path: readonly string[] }[]> {
  if (pages.length === 0) return [];
  const rows = await db
    .select({ page: docSections.page, anchor: docSections.anchor, path: docSections.path })
    .from(docSections)
    .where(inArray(docSections.page, [...pages]))
    .orderBy(docSections.page, docSections.position);
  return rows.filter(({ anchor, path }) => anchor !== '' && path.length === 1);
}
