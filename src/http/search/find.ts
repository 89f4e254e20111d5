import type { Entity } from '../../catalog/entity.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Docs } from '../../docs/docs.ts';
import type { DocHit } from '../../docs/search/search.ts';
import { INSIDE } from '../../docs/viewer.ts';
import { docDocument, entityDocument, highlighted, type SearchResult } from './documents.ts';
import type { SearchQuery } from './query.ts';

export type SearchParts = { index: CatalogIndex; queries: CatalogQueries; docs: Docs | null };

/** Further down nobody reads, and what is asked for more often is better asked more exactly. */
const MOST = 500;
const SEARCHED = ['metadata.description', 'metadata.title', 'metadata.tags'];

type Found = { kind: 'entity'; ref: string } | { kind: 'section'; hit: DocHit };

/** A page of what is found in the catalog and in docs: what is called so, then docs, then what only mentions it. */
export async function search(
  { index, queries, docs }: SearchParts,
  query: SearchQuery,
  tags: { preTag: string; postTag: string },
): Promise<{ results: SearchResult[]; total: number }> {
  const view = await index.current();
  const { term, types, filters, page, limit } = query;
  const wanted = filters.size === 0 ? null : wantedBy(view, filters);
  const isWanted = (ref: string) => wanted === null || wanted.has(ref);
  const [named, mentioned] = types.includes('software-catalog')
    ? await inCatalog(view, queries, { term, isWanted })
    : [[], []];
  const isDocs = types.includes('techdocs') && docs !== null && term.trim() !== '';
  const sections = isDocs
    ? await docs.search.find({
        text: term,
        viewer: INSIDE,
        limit: Math.min(MOST, (page + 1) * limit),
        ...(wanted && { refs: [...wanted] }),
      })
    : { hits: [], total: 0 };
  const found: Found[] = [
    ...named.map((ref) => ({ kind: 'entity' as const, ref })),
    ...sections.hits.map((hit) => ({ kind: 'section' as const, hit })),
    ...mentioned.map((ref) => ({ kind: 'entity' as const, ref })),
  ];
  const start = page * limit;
  const shown = found.slice(start, start + limit);
  const entities = await readEntities(queries, shown);
  const results = shown.flatMap((one, place): SearchResult[] => {
    const rank = start + place + 1;
    if (one.kind === 'entity') {
      const entity = entities.get(one.ref);
      if (!entity) return [];
      const document = entityDocument(entity);
      return [{ type: 'software-catalog', document, rank, highlight: { ...tags, fields: {} } }];
    }
    const { ref } = one.hit.site;
    const owner = view.out(ref, 'ownedBy')[0] ?? null;
    const document = docDocument(one.hit, { entry: view.get(ref), owner });
    const fields = { text: highlighted(one.hit.snippet, tags) };
    return [{ type: 'techdocs', document, rank, highlight: { ...tags, fields } }];
  });
  return { results, total: named.length + sections.total + mentioned.length };
}

/** Refs of entities that are called so, and of others that say it of themselves or look alike. Without a term every entity. */
async function inCatalog(
  view: CatalogView,
  queries: CatalogQueries,
  { term, isWanted }: { term: string; isWanted: (ref: string) => boolean },
): Promise<[named: string[], mentioned: string[]]> {
  if (term.trim() === '') {
    const orders = [{ field: 'metadata.name', order: 'asc' as const }];
    return [(await queries.arranged({ where: null, orders })).filter(isWanted), []];
  }
  const hits = view.find(term, { limit: MOST }).filter(({ entry }) => isWanted(entry.ref));
  const isNamed = ({ match }: (typeof hits)[number]) => match !== 'near' && match !== 'part';
  const named = hits.filter(isNamed).map(({ entry }) => entry.ref);
  const { refs } = await queries.page({
    orderFields: [],
    fullTextFilter: { term: term.trim(), fields: SEARCHED },
    limit: MOST,
    totalItems: false,
  });
  const others = [...refs, ...hits.map(({ entry }) => entry.ref)];
  const known = new Set(named);
  return [named, [...new Set(others)].filter((ref) => !known.has(ref) && isWanted(ref))];
}

async function readEntities(
  queries: CatalogQueries,
  shown: readonly Found[],
): Promise<Map<string, Entity>> {
  const refs = shown.flatMap((one) => (one.kind === 'entity' ? [one.ref] : []));
  const texts = await queries.texts(refs);
  return new Map(
    refs.flatMap((ref, place): [string, Entity][] => {
      const text = texts[place];
      return text ? [[ref, JSON.parse(text) as Entity]] : [];
    }),
  );
}

/** Refs of the entities whose documents have these values; case is not told apart. A field that no document has, none has. */
function wantedBy(
  view: CatalogView,
  filters: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const wanted = [...filters].map(([field, values]) => ({
    field,
    values: new Set(values.map((value) => value.toLowerCase())),
  }));
  const fulfils = (entry: CatalogEntry) =>
    wanted.every(({ field, values }) =>
      valuesOf(view, entry, field).some((value) => values.has(value.toLowerCase())),
    );
  return new Set(view.all(null).flatMap((entry) => (fulfils(entry) ? [entry.ref] : [])));
}

function valuesOf(view: CatalogView, entry: CatalogEntry, field: string): string[] {
  if (field === 'kind') return [entry.kind];
  if (field === 'namespace') return [entry.namespace];
  if (field === 'name') return [entry.name];
  if (field === 'lifecycle') return [entry.lifecycle ?? ''];
  if (field === 'type' || field === 'componentType') return [entry.type ?? 'other'];
  if (field !== 'owner') return [];
  return view.out(entry.ref, 'ownedBy').flatMap((ref) => {
    const [, kind = '', namespace = '', name = ''] = /^([^:]*):([^/]*)\/(.*)$/.exec(ref) ?? [];
    return [ref, name, `${kind}:${name}`, `${namespace}/${name}`];
  });
}
