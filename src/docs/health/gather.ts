import { gte, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { docEntities, docMisses, docPages, docSites, docViews } from '../../db/docs-tables.ts';
import { isWritten } from '../overview.ts';
import { type DocsHealth, type HealthPage, judgeHealth } from './health.ts';

/** A quarter: what nobody opened or found in one is worth knowing. */
export const HEALTH_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

// What is used and not run needs no page of its own: its README or its interface is its documentation.
const NOT_A_SERVICE =
  /^(?:library|module|package|documentation|docs|template|tool|plugin|example|sdk)$/i;

/** Whether the catalog says of a thing that it runs, so that docs are expected of it. */
export function isService({ kind, type, lifecycle }: CatalogEntry): boolean {
  if (kind !== 'component' || NOT_A_SERVICE.test(type ?? '')) return false;
  return !/^(?:deprecated|retired|sunset|end-of-life|eol)$/i.test(lifecycle ?? '');
}

/** How the docs are, as far as `isShown` lets somebody see them: a page that they may not read is in no figure. */
export async function gatherHealth(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  isShown: (site: string) => boolean = () => true,
  days: number = HEALTH_DAYS,
): Promise<DocsHealth> {
  const since = new Date(now.getTime() - days * DAY_MS);
  const [sites, pages, shown, looks, misses] = await Promise.all([
    db
      .select({
        id: docSites.id,
        source: docSites.source,
        ref: docSites.ref,
        kind: docSites.kind,
        problems: docSites.problems,
      })
      .from(docSites),
    db
      .select({
        id: docPages.id,
        site: docPages.site,
        path: docPages.path,
        title: docPages.title,
        kind: docPages.kind,
        position: docPages.position,
        oid: docPages.oid,
        agedOid: docPages.agedOid,
        changedAt: docPages.changedAt,
        foundAt: docPages.foundAt,
        problems: docPages.problems,
      })
      .from(docPages)
      .orderBy(docPages.site, docPages.position),
    db.select({ ref: docEntities.ref, site: docEntities.site }).from(docEntities),
    db
      .select({ page: docViews.page, count: sql<number>`sum(${docViews.count})` })
      .from(docViews)
      .where(gte(docViews.day, since.toISOString().slice(0, 10)))
      .groupBy(docViews.page),
    db.select().from(docMisses).where(gte(docMisses.lastAt, since)),
  ]);
  // The docs of a team are its own.
  const ownerOf = (ref: string) =>
    view.get(ref)?.kind === 'group' ? ref : (view.out(ref, 'ownedBy')[0] ?? null);
  const visible = sites.filter((site) => isWritten(site) && isShown(site.id));
  const ofSite = new Map(visible.map(({ id, problems }) => [id, problems]));
  const firsts = new Set<string>();
  return judgeHealth({
    now,
    days,
    services: view
      .all('component')
      .filter(isService)
      .map(({ ref }) => ({ ref, owner: ownerOf(ref) })),
    shown: new Map(shown.map(({ ref, site }) => [ref, site])),
    sites: visible.map(({ id, ref, kind }) => ({ id, ref, kind, owner: ownerOf(ref) })),
    pages: pages.map((page): HealthPage => {
      const isFirst = !firsts.has(page.site);
      firsts.add(page.site);
      return {
        ...page,
        changedAt: page.agedOid === page.oid ? page.changedAt : null,
        problems: isFirst ? [...(ofSite.get(page.site) ?? []), ...page.problems] : page.problems,
      };
    }),
    views: new Map(looks.map(({ page, count }) => [page, Number(count)])),
    misses,
    ownerOf,
  });
}
