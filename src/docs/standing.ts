import { count, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docPages, docSites, docSources } from '../db/docs-tables.ts';
import type { SiteKind } from './site.ts';

/** How many docs there are, for whoever operates this. */
export async function standingOfDocs(db: Db): Promise<{
  sites: number;
  pages: number;
  byKind: ReadonlyMap<SiteKind, number>;
  /** Sources whose docs could not be read last; what was read before is shown. */
  unread: number;
}> {
  const [sites, pages, unread] = await Promise.all([
    db.select({ rows: count() }).from(docSites),
    db
      .select({ kind: docSites.kind, rows: count() })
      .from(docPages)
      .innerJoin(docSites, eq(docSites.id, docPages.site))
      .groupBy(docSites.kind),
    db.select({ rows: count() }).from(docSources).where(isNotNull(docSources.error)),
  ]);
  return {
    sites: sites[0]?.rows ?? 0,
    pages: pages.reduce((sum, { rows }) => sum + rows, 0),
    byKind: new Map(pages.map(({ kind, rows }) => [kind, rows])),
    unread: unread[0]?.rows ?? 0,
  };
}
