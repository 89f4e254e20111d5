import { count, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docPages } from '../db/docs-tables.ts';
import { allSites, DEFINITIONS } from './store.ts';

/** A site among others: how much it has, and when the newest of its pages was changed, where that is known. */
export type SiteInList = Awaited<ReturnType<typeof allSites>>[number] & {
  pages: number;
  changedAt: Date | null;
};

export async function listSites(db: Db): Promise<SiteInList[]> {
  const [sites, counts] = await Promise.all([
    allSites(db),
    db
      .select({
        site: docPages.site,
        pages: count(),
        changedAt:
          sql<Date | null>`max(case when ${docPages.agedOid} = ${docPages.oid} then ${docPages.changedAt} end)`.mapWith(
            docPages.changedAt,
          ),
      })
      .from(docPages)
      .groupBy(docPages.site),
  ]);
  const bySite = new Map(counts.map((row) => [row.site, row]));
  return sites.filter(isWritten).map((site) => {
    const { pages = 0, changedAt = null } = bySite.get(site.id) ?? {};
    return { ...site, pages, changedAt };
  });
}

/** Whether people wrote it as docs: what a definition of an API says is searched and shown, but no docs of anything. */
export function isWritten({ source }: { source: string }): boolean {
  return !source.startsWith(DEFINITIONS);
}
