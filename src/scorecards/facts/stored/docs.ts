import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../../catalog/chunks.ts';
import { docEntities, docPages, docSites, docSources } from '../../../db/docs-tables.ts';
import { isBroken } from '../../../docs/health/health.ts';
import type { DocsAround } from '../around.ts';

type Site = Pick<typeof docSites.$inferSelect, 'id' | 'kind' | 'url' | 'readAt' | 'problems'>;
type Page = Pick<
  typeof docPages.$inferSelect,
  'site' | 'path' | 'kind' | 'oid' | 'agedOid' | 'changedAt' | 'problems'
>;

/** What the docs of each entity say of themselves. Null where its repository's docs were never read. */
export async function docsOf(
  db: Db,
  wanted: readonly { ref: string; source: string | null }[],
): Promise<Map<string, DocsAround>> {
  const found = new Map<string, DocsAround>();
  for (const some of chunks(wanted)) {
    const shown = await db
      .select({ ref: docEntities.ref, site: docEntities.site })
      .from(docEntities)
      .where(
        inArray(
          docEntities.ref,
          some.map(({ ref }) => ref),
        ),
      );
    const ids = [...new Set(shown.map(({ site }) => site))];
    const { sites, pages } = await readSites(db, ids);
    for (const { ref, site } of shown) {
      const known = sites.get(site);
      if (known) found.set(ref, docsOfSite(known, pages.get(site) ?? []));
    }
    const without = some.filter(({ ref }) => !found.has(ref));
    for (const [source, readAt] of await readTimes(db, without))
      for (const one of without) if (one.source === source) found.set(one.ref, noDocs(readAt));
  }
  return found;
}

async function readSites(db: Db, ids: readonly string[]) {
  const sites = new Map<string, Site>();
  const pages = new Map<string, Page[]>();
  for (const some of chunks(ids)) {
    const rows = await db
      .select({
        id: docSites.id,
        kind: docSites.kind,
        url: docSites.url,
        readAt: docSites.readAt,
        problems: docSites.problems,
      })
      .from(docSites)
      .where(inArray(docSites.id, some));
    for (const row of rows) sites.set(row.id, row);
    const read = await db
      .select({
        site: docPages.site,
        path: docPages.path,
        kind: docPages.kind,
        oid: docPages.oid,
        agedOid: docPages.agedOid,
        changedAt: docPages.changedAt,
        problems: docPages.problems,
      })
      .from(docPages)
      .where(inArray(docPages.site, some));
    for (const page of read) {
      const known = pages.get(page.site);
      if (known) known.push(page);
      else pages.set(page.site, [page]);
    }
  }
  return { sites, pages };
}

/** When the docs of each repository were read last. */
async function readTimes(db: Db, wanted: readonly { source: string | null }[]) {
  const sources = [...new Set(wanted.flatMap(({ source }) => source ?? []))];
  const times = new Map<string, Date>();
  for (const some of chunks(sources)) {
    const rows = await db
      .select({ source: docSources.source, readAt: docSources.readAt })
      .from(docSources)
      .where(inArray(docSources.source, some));
    for (const { source, readAt } of rows) times.set(source, readAt);
  }
  return times;
}

function docsOfSite({ kind, url, readAt, problems }: Site, all: readonly Page[]): DocsAround {
  // A README alone is no docs.
  const pages = kind === 'readme' ? [] : all;
  const runbooks = pages.filter((page) => page.kind === 'runbook');
  const broken = [...problems, ...pages.flatMap((page) => page.problems)].filter(isBroken);
  return {
    pages: pages.length,
    brokenLinks: pages.length === 0 ? 0 : broken.length,
    changedAt: newest(pages),
    runbooks: runbooks.length,
    runbookChangedAt: newest(runbooks),
    runbookUrl: url,
    url,
    readAt,
  };
}

/** Null while the age of one of them is that of an older text: it may be the newest. */
function newest(pages: readonly Page[]): Date | null {
  let last: Date | null = null;
  for (const { changedAt, agedOid, oid } of pages) {
    if (changedAt === null || agedOid !== oid) return null;
    if (last === null || changedAt > last) last = changedAt;
  }
  return last;
}

function noDocs(readAt: Date): DocsAround {
  const nothing = { changedAt: null, runbookChangedAt: null, runbookUrl: null, url: null };
  return { pages: 0, brokenLinks: 0, runbooks: 0, ...nothing, readAt };
}
