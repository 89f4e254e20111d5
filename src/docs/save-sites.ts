import { createHash } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { type Db, insertRows } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { docPages, docSections, docSites, docSources } from '../db/docs-tables.ts';
import { state } from '../db/schema.ts';
import { inSlices, mapped } from './in-slices.ts';
import { indexed, indexedWithout } from './search/analyse.ts';
import { type Site, type SitePage, type SitePlace, siteId } from './site.ts';
import { DOCS_REVISION, type PageRow, pageId, pagesOf, type SiteRow } from './store.ts';

/** A site with what is known of it beside its files. */
export type FoundSite = {
  place: SitePlace;
  site: Site;
  repository: string | null;
  url: string | null;
  commit: string | null;
  readers: readonly string[] | null;
};

/**
 * Makes the sites of one source be `found` and no others, in one transaction. Sites that are as they were are left alone; of those that
 * changed, pages that are as they were keep their sections, and every page keeps its age and when it was found. Returns whether anything changed.
 */
export async function saveSites(
  db: Db,
  source: string,
  { found, version, now }: { found: readonly FoundSite[]; version: string; now: Date },
): Promise<boolean> {
  const stored = await db.select().from(docSites).where(eq(docSites.source, source));
  const byId = new Map(stored.map((row) => [row.id, row]));
  const rows = found.map((one) => ({ ...one, row: siteRow(one, now) }));
  const kept = new Set(rows.map(({ row }) => row.id));
  const gone = stored.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
  const changed = rows.filter(({ row }) => byId.get(row.id)?.hash !== row.hash);
  const before = await pagesOf(
    db,
    changed.map(({ row }) => row.id),
  );
  const known = new Map(before.map((page) => [page.id, page]));
  const pages = changed.flatMap(({ row, site }) =>
    site.pages.map((page) => ({ page, row: pageRow(row.id, page, { known, now }) })),
  );
  const isSame = ({ row }: (typeof pages)[number]) => {
    const old = known.get(row.id);
    return old !== undefined && old.etag === row.etag && old.title === row.title;
  };
  const rewritten = pages.filter((one) => !isSame(one));
  const left = new Set(pages.map(({ row }) => row.id));
  const withoutSections = [
    ...rewritten.map(({ row }) => row.id),
    ...before.flatMap(({ id }) => (left.has(id) ? [] : [id])),
  ];
  const hasChanged = changed.length > 0 || gone.length > 0;
  const sections = await inSlices(mapped(rewritten, ({ page, row }) => sectionRows(row, page)));
  await db.atomically((tx) => [
    ...chunks(gone).flatMap((ids) => [
      tx.delete(docSections).where(inArray(docSections.site, ids)),
      tx.delete(docPages).where(inArray(docPages.site, ids)),
      tx.delete(docSites).where(inArray(docSites.id, ids)),
    ]),
    ...chunks(withoutSections).map((ids) =>
      tx.delete(docSections).where(inArray(docSections.page, ids)),
    ),
    ...chunks(changed.map(({ row }) => row.id)).flatMap((ids) => [
      tx.delete(docPages).where(inArray(docPages.site, ids)),
      tx.delete(docSites).where(inArray(docSites.id, ids)),
    ]),
    ...chunks(changed.map(({ row }) => row)).map((some) => tx.insert(docSites).values(some)),
    ...chunks(pages.map(({ row }) => row)).map((some) => insertRows(tx, docPages, some)),
    ...chunks(sections.flat(), 200).map((some) => tx.insert(docSections).values(some)),
    tx
      .insert(docSources)
      .values({ source, version, readAt: now, error: null })
      .onConflictDoUpdate({
        target: docSources.source,
        set: { version, readAt: now, error: null },
      }),
    ...(hasChanged
      ? [
          raiseRevision(
            tx,
            rows.map(({ row }) => row.hash),
            now,
          ),
        ]
      : []),
  ]);
  return hasChanged;
}

function siteRow({ place, site, repository, url, commit, readers }: FoundSite, now: Date): SiteRow {
  const assets = Object.fromEntries(
    Object.entries(site.assets).map(([path, file]) => [path, file.oid]),
  );
  const { title, description, nav, settings, problems } = site;
  const content = { title, description, nav, settings, problems, assets, repository, url, readers };
  const pages = site.pages.map((page) => [
    page.path,
    page.etag,
    page.title,
    page.kind,
    page.problems,
  ]);
  const hash = createHash('sha256')
    .update(JSON.stringify([place, content, pages]))
    .digest('hex');
  return { id: siteId(place), ...place, ...content, commit, hash, readAt: now, changedAt: now };
}

function pageRow(
  site: string,
  page: SitePage,
  { known, now }: { known: ReadonlyMap<string, PageRow>; now: Date },
): PageRow {
  const { parsed, ...written } = page;
  const id = pageId(site, page.path);
  const old = known.get(id);
  return {
    ...written,
    id,
    site,
    meta: parsed.meta,
    words: parsed.words,
    changedAt: old?.changedAt ?? null,
    changedBy: old?.changedBy ?? null,
    agedOid: old?.agedOid ?? null,
    foundAt: old?.foundAt ?? now,
  };
}

function sectionRows(row: PageRow, page: SitePage) {
  return page.parsed.sections.map((section, position) => ({
    page: row.id,
    site: row.site,
    position,
    anchor: section.anchor,
    path: section.path,
    markdown: section.markdown,
    text: section.text,
    line: section.line,
    titleWords: indexed(row.title),
    headingWords: [
      indexed(section.path.join(' ')),
      // The beginning of a page is also found by what only its address says: `onboarding/accounts`.
      position === 0 ? indexedWithout(row.path, row.title) : '',
    ]
      .filter(Boolean)
      .join(' '),
    bodyWords: indexed(section.text),
  }));
}

function raiseRevision(
  tx: Parameters<Parameters<Db['atomically']>[0]>[0],
  hashes: readonly string[],
  at: Date,
) {
  const value = createHash('sha256')
    .update([at.toISOString(), ...hashes].join())
    .digest('hex');
  return tx
    .insert(state)
    .values({ key: DOCS_REVISION, value, at })
    .onConflictDoUpdate({ target: state.key, set: { value, at } });
}

/** Forgets the docs of a source that is no more. */
export async function forgetSource(db: Db, source: string, now: Date): Promise<void> {
  await saveSites(db, source, { found: [], version: '', now });
  await db.delete(docSources).where(eq(docSources.source, source));
}

/** Notes why the docs of a source could not be read; what was read before stays. */
export async function noteUnread(
  db: Db,
  source: string,
  { error, now }: { error: string; now: Date },
): Promise<void> {
  await db
    .insert(docSources)
    .values({ source, version: '', readAt: now, error })
    .onConflictDoUpdate({ target: docSources.source, set: { error } });
}
