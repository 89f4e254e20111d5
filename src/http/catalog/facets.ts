import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { readFilters, readPredicate } from '../../catalog/query/predicate.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import { refuse } from '../errors.ts';
import { answers, documented, PARAMETERS } from './documented.ts';
import { readBody, readQuery } from './requests.ts';

const PATH = '/api/catalog/entity-facets';

const FacetsShape = z
  .object({
    facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int() }))),
  })
  .openapi('Facets');

const FacetsBody = z.object({
  facets: z.array(z.string()),
  query: z.record(z.string(), z.unknown()).optional(),
});

/** How many entities have each value of a field. */
export function facetRoutes(app: OpenAPIHono, queries: CatalogQueries): void {
  documented(
    app,
    {
      method: 'get',
      path: PATH,
      summary: 'Values of fields, and how many entities have each',
      request: {
        query: z.object({
          facet: z.array(z.string()).openapi({ example: ['spec.type'] }),
          filter: PARAMETERS.filter,
        }),
      },
      responses: answers('Values and counts by field', FacetsShape),
    },
    async (c) => {
      const { facet, filter } = readQuery(c, { facet: 'texts', filter: 'texts' });
      const fields = named(facet, 'Missing facet parameter');
      const where = filter ? readFilters(filter) : null;
      return c.json({ facets: await queries.facets({ fields, where }) });
    },
  );

  documented(
    app,
    {
      method: 'post',
      path: PATH,
      summary: 'Values of fields, and how many entities that fulfil a predicate have each',
      request: { body: { content: { 'application/json': { schema: FacetsBody } } } },
      responses: answers('Values and counts by field', FacetsShape),
    },
    async (c) => {
      readQuery(c, {});
      const { facets, query } = await readBody(c, FacetsBody);
      const fields = named(facets, 'Missing or empty facets parameter');
      const where = query === undefined ? null : readPredicate(query);
      return c.json({ facets: await queries.facets({ fields, where }) });
    },
  );
}

function named(fields: readonly string[] | undefined, complaint: string): string[] {
  const given = (fields ?? []).filter(Boolean);
  return given.length > 0 ? given : refuse(400, complaint);
}
