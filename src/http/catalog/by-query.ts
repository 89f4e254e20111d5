import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readFields } from '../../catalog/query/fields.ts';
import { readFilters, readPredicate } from '../../catalog/query/predicate.ts';
import type { CatalogQueries, PageRequest } from '../../catalog/query/queries.ts';
import type { OrderField } from '../../catalog/query/select.ts';
import { refuse } from '../errors.ts';
import { answers, documented, EntityShape, PARAMETERS } from './documented.ts';
import { readBody, readQuery } from './requests.ts';
import { sendEntities } from './send.ts';

const PATH = '/api/catalog/entities/by-query';

const PageShape = z
  .object({
    items: z.array(EntityShape),
    totalItems: z.int(),
    pageInfo: z.object({ nextCursor: z.string().optional(), prevCursor: z.string().optional() }),
  })
  .openapi('EntityPage');

const Predicate = z.record(z.string(), z.unknown()).openapi('FilterPredicate', {
  description:
    'Fields and values, `$all`, `$any`, `$not`, `$exists`, `$in`, `$contains`, `$hasPrefix`.',
  example: { kind: 'component', 'spec.type': { $in: ['service', 'website'] } },
});

const QueryBody = z
  .object({
    cursor: z.string().min(1, 'Cursor cannot be empty').optional(),
    limit: z.int().min(0).optional(),
    offset: z.int().min(0).optional(),
    orderBy: z.array(z.object({ field: z.string(), order: z.enum(['asc', 'desc']) })).optional(),
    fullTextFilter: z
      .object({ term: z.string().default(''), fields: z.array(z.string()).optional() })
      .optional(),
    fields: z.array(z.string()).optional(),
    totalItems: z.enum(['include', 'exclude']).optional(),
    query: Predicate.optional(),
  })
  .openapi('EntityQuery');

const RefsBody = z
  .object({
    entityRefs: z.array(z.string()),
    fields: z.array(z.string()).optional(),
    query: Predicate.optional(),
  })
  .openapi('EntityRefs');

/** Pages of entities by cursor, and entities by a list of refs. */
export function queryRoutes(app: OpenAPIHono, queries: CatalogQueries): void {
  documented(
    app,
    {
      method: 'get',
      path: PATH,
      summary: 'Entities by filter, order and text, page by page',
      request: {
        query: z.object({
          ...PARAMETERS,
          orderField: z
            .array(z.string())
            .optional()
            .openapi({ example: ['metadata.name,asc'] }),
          cursor: z.string().optional(),
          totalItems: z.enum(['include', 'exclude']).optional(),
          fullTextFilterTerm: z.string().optional(),
          fullTextFilterFields: z.array(z.string()).optional(),
        }),
      },
      responses: answers('A page', PageShape),
    },
    (c) => {
      const { fields, ...request } = readGet(c);
      return sendPage(c, queries, request, fields);
    },
  );

  documented(
    app,
    {
      method: 'post',
      path: PATH,
      summary: 'Entities by predicate, order and text, page by page',
      request: { body: { content: { 'application/json': { schema: QueryBody } } } },
      responses: answers('A page', PageShape),
    },
    async (c) => {
      readQuery(c, {});
      const { cursor, fields, orderBy, totalItems, ...body } = await readBody(c, QueryBody);
      const request: PageRequest =
        cursor === undefined
          ? { ...body, orderFields: orderBy ?? [], totalItems: totalItems !== 'exclude' }
          : { cursor, limit: body.limit };
      return sendPage(c, queries, request, fields);
    },
  );

  documented(
    app,
    {
      method: 'post',
      path: '/api/catalog/entities/by-refs',
      summary:
        'Entities by their refs; null for those that are not there or do not fulfil the filter',
      request: {
        query: z.object({ filter: PARAMETERS.filter }),
        body: { content: { 'application/json': { schema: RefsBody } } },
      },
      responses: answers('Entities', z.object({ items: z.array(EntityShape.nullable()) })),
    },
    (c) => sendRefs(c, queries),
  );
}

function readGet(c: Context): PageRequest & { fields?: string[] } {
  const { fields, cursor, limit, ...query } = readQuery(c, {
    fields: 'texts',
    limit: 'whole',
    offset: 'whole',
    orderField: 'texts',
    cursor: 'text',
    filter: 'texts',
    totalItems: ['include', 'exclude'],
    fullTextFilterTerm: 'text',
    fullTextFilterFields: 'texts',
  });
  const shown = fields ? { fields } : {};
  if (cursor !== undefined) return { cursor, limit, ...shown };
  const searched = query.fullTextFilterFields?.flatMap((names) => names.split(','));
  return {
    ...shown,
    limit,
    offset: query.offset ?? 0,
    totalItems: query.totalItems !== 'exclude',
    ...(query.filter && { filters: query.filter }),
    orderFields: (query.orderField ?? []).map(readOrderField),
    ...(query.fullTextFilterTerm && {
      fullTextFilter: { term: query.fullTextFilterTerm, ...(searched && { fields: searched }) },
    }),
  };
}

function readOrderField(text: string): OrderField {
  const [field = '', order = 'asc'] = text.split(',');
  if (order !== 'asc' && order !== 'desc')
    refuse(400, 'Invalid order field order, must be asc or desc');
  return { field, order };
}

async function sendPage(
  c: Context,
  queries: CatalogQueries,
  request: PageRequest,
  fields: readonly string[] = [],
): Promise<Response> {
  const projection = readFields(fields);
  const { refs, totalItems, nextCursor, prevCursor } = await queries.page(request);
  const pageInfo = {
    ...(nextCursor !== null && { nextCursor }),
    ...(prevCursor !== null && { prevCursor }),
  };
  const rest = JSON.stringify({ totalItems, pageInfo });
  return sendEntities(c, queries, {
    refs,
    projection,
    start: '{"items":[',
    end: `],${rest.slice(1)}`,
  });
}

async function sendRefs(c: Context, queries: CatalogQueries): Promise<Response> {
  const { filter } = readQuery(c, { filter: 'texts' });
  const { entityRefs, fields, query } = await readBody(c, RefsBody);
  const conditions = [
    filter ? readFilters(filter) : null,
    query === undefined ? null : readPredicate(query),
  ].filter((condition) => condition !== null);
  const projection = readFields(fields ?? []);
  const where = conditions.length > 0 ? ({ kind: 'all', of: conditions } as const) : null;
  const wanted = await queries.among(entityRefs, where);
  // A ref that is no entity's stands for the place of one.
  const refs = entityRefs.map((ref) => (wanted.has(ref) ? ref : ''));
  const shape = { start: '{"items":[', end: ']}', keepsPlaces: true };
  return sendEntities(c, queries, { refs, projection, ...shape });
}
