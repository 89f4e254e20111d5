import { z } from 'zod';
import { FACETS, type Facet, type Narrowing } from '../../catalog/listing.ts';
import { CATALOG } from './paths.ts';

/** What a list shows, as its address says. */
export type ListQuery = { text: string; narrowing: Narrowing; page: number };

const LONGEST_TEXT = 200;
const MOST_VALUES = 50;

const values = z.array(z.string().max(LONGEST_TEXT)).max(MOST_VALUES).catch([]);
const Query = z.object({
  q: z.string().transform((text) => text.slice(0, LONGEST_TEXT)),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  facets: z.object({
    kind: values,
    type: values,
    owner: values,
    lifecycle: values,
    tag: values,
  }),
});

/** Reads `?q=…&kind=api&kind=component&page=2`; what makes no sense says nothing. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const given = (name: string) => [...new Set(params.getAll(name).filter(Boolean))];
  const { q, page, facets } = Query.parse({
    q: params.get('q') ?? '',
    page: params.get('page') ?? 1,
    facets: Object.fromEntries(FACETS.map((facet) => [facet, given(facet)])),
  });
  const kind = facets.kind.map((one) => one.toLowerCase());
  const owner = facets.owner.map((one) => one.toLowerCase());
  return { text: q, narrowing: { ...facets, kind, owner }, page };
}

/** The address of a list. */
export function listUrl({ text, narrowing, page }: ListQuery): string {
  const params = new URLSearchParams();
  if (text) params.set('q', text);
  for (const facet of FACETS) for (const value of narrowing[facet]) params.append(facet, value);
  if (page > 1) params.set('page', String(page));
  const said = params.toString();
  return said ? `${CATALOG}?${said}` : CATALOG;
}

/** The same list with a value chosen, or let go where it was chosen. */
export function toggled(query: ListQuery, facet: Facet, value: string): ListQuery {
  const chosen = query.narrowing[facet];
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return { ...query, page: 1, narrowing: { ...query.narrowing, [facet]: next } };
}

export const NOT_NARROWED: Narrowing = { kind: [], type: [], owner: [], lifecycle: [], tag: [] };

export function isNarrowed({ narrowing }: ListQuery): boolean {
  return FACETS.some((facet) => narrowing[facet].length > 0);
}

/** The list of one value of one facet: what a tag or an owner leads to. */
export function narrowedUrl(facet: Facet, value: string): string {
  return listUrl({ text: '', narrowing: { ...NOT_NARROWED, [facet]: [value] }, page: 1 });
}
