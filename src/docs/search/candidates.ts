import { and, eq, inArray, max, min, type SQL, sql } from 'drizzle-orm';
import { type Db, fullText, isOneOf } from '#dialect';
import { docPages, docSections } from '../../db/docs-tables.ts';
import type { FullText } from '../../db/full-text.ts';
import type { PageKind } from '../page.ts';
import type { PageRow, SectionRow } from '../store.ts';
import type { Candidate } from './rank.ts';

/** What may be looked at. Null: everything. */
export type Scope = {
  sites: { only: readonly string[] } | { except: readonly string[] } | null;
  kinds: readonly PageKind[] | null;
};

type Range = { from: number; to: number };
type Looking = { scope: Scope; limit: number; range: Range | null };

/** So many sites are searched one by one: SQLite looks through the words of all others too where it is asked for several at once. */
const FEW_SITES = 8;

/**
 * Sections that hold what is asked for. Those that the database thinks most of where there are more than `limit`, as is expected or turns
 * out; no order of its own where there are not.
 */
export async function candidatesFor(
  db: Db,
  query: FullText,
  { scope, limit, expected }: { scope: Scope; limit: number; expected: number },
): Promise<Candidate[]> {
  const { sites } = scope;
  if (sites === null || 'except' in sites || sites.only.length > FEW_SITES)
    return expected > limit
      ? look(db, query, { scope, limit, range: null, isRanked: true })
      : lookQuickly(db, query, { scope, limit, range: null });
  const ranges = await db
    .select({ site: docSections.site, from: min(docSections.id), to: max(docSections.id) })
    .from(docSections)
    .where(inArray(docSections.site, [...sites.only]))
    .groupBy(docSections.site);
  const found: Candidate[] = [];
  for (const { site, from, to } of ranges) {
    const range = { from: from ?? 0, to: to ?? 0 };
    const within = { ...scope, sites: { only: [site] } };
    found.push(...(await lookQuickly(db, query, { scope: within, limit, range })));
  }
  return found;
}

async function lookQuickly(db: Db, query: FullText, looking: Looking): Promise<Candidate[]> {
  const found = await look(db, query, { ...looking, isRanked: false });
  return found.length < looking.limit ? found : look(db, query, { ...looking, isRanked: true });
}

async function look(
  db: Db,
  query: FullText,
  { scope, limit, range, isRanked }: Looking & { isRanked: boolean },
): Promise<Candidate[]> {
  const { table, on, where, order } = fullText(query, { isRanked, range });
  const rows = await db
    .select({
      id: docSections.id,
      page: docSections.page,
      site: docSections.site,
      position: docSections.position,
      titleWords: docSections.titleWords,
      headingWords: docSections.headingWords,
      bodyWords: docSections.bodyWords,
      kind: docPages.kind,
      changedAt: docPages.changedAt,
      agedOid: docPages.agedOid,
      oid: docPages.oid,
    })
    .from(docSections)
    .innerJoin(table, on)
    .innerJoin(docPages, eq(docPages.id, docSections.page))
    .where(and(where, withinSites(scope), withinKinds(scope)))
    .orderBy(...order)
    .limit(limit);
  return rows.map(({ oid, agedOid, changedAt, ...row }) => ({
    ...row,
    // The age of an earlier text says nothing about this one.
    changedAt: oid === agedOid ? changedAt : null,
  }));
}

function withinSites({ sites }: Scope): SQL | undefined {
  if (sites === null) return undefined;
  if ('only' in sites) return isOneOf(docSections.site, sites.only);
  return sql`not ${isOneOf(docSections.site, sites.except)}`;
}

function withinKinds({ kinds }: Scope): SQL | undefined {
  return kinds === null ? undefined : inArray(docPages.kind, [...kinds]);
}

/** A page without what only its own view needs. */
export type PageSummary = Omit<PageRow, 'includes' | 'outside' | 'problems'>;

/** Whole sections with their pages, by id. */
export async function sectionsById(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { section: SectionRow; page: PageSummary }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      section: docSections,
      page: {
        id: docPages.id,
        site: docPages.site,
        path: docPages.path,
        file: docPages.file,
        oid: docPages.oid,
        etag: docPages.etag,
        title: docPages.title,
        kind: docPages.kind,
        position: docPages.position,
        isInNav: docPages.isInNav,
        meta: docPages.meta,
        words: docPages.words,
        changedAt: docPages.changedAt,
        changedBy: docPages.changedBy,
        agedOid: docPages.agedOid,
        foundAt: docPages.foundAt,
      },
    })
    .from(docSections)
    .innerJoin(docPages, eq(docPages.id, docSections.page))
    .where(inArray(docSections.id, [...ids]));
  return new Map(rows.map((row) => [row.section.id, row]));
}
