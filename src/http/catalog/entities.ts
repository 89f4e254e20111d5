import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { readAfter, writeAfter } from '../../catalog/query/cursor.ts';
import { readFields } from '../../catalog/query/fields.ts';
import { readFilters } from '../../catalog/query/predicate.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { OrderField } from '../../catalog/query/select.ts';
import { formatRef } from '../../catalog/ref.ts';
import { refuse } from '../errors.ts';
import { answers, documented, EntityShape, PARAMETERS } from './documented.ts';
import { readQuery } from './requests.ts';
import { sendEntities, sendText } from './send.ts';

const ENTITIES = '/api/catalog/entities';

/** Entities as a plain list, and one by its uid or name. */
export function entityRoutes(app: OpenAPIHono, queries: CatalogQueries): void {
  documented(
    app,
    {
      method: 'get',
      path: ENTITIES,
      summary: 'Entities as a list: all of them, or by pages',
      request: {
        query: z.object({
          ...PARAMETERS,
          after: z.string().optional().openapi({ description: 'From the Link header.' }),
          order: z
            .array(z.string())
            .optional()
            .openapi({ example: ['asc:metadata.name'] }),
        }),
      },
      responses: answers('Entities', z.array(EntityShape)),
    },
    (c) => list(c, queries),
  );

  documented(
    app,
    {
      method: 'get',
      path: `${ENTITIES}/by-uid/{uid}`,
      summary: 'One entity by its uid',
      request: { params: z.object({ uid: z.string() }) },
      responses: answers('The entity', EntityShape),
    },
    async (c) => {
      readQuery(c, {});
      const uid = c.req.param('uid') ?? '';
      const ref = await queries.refOfUid(uid);
      const [text] = ref ? await queries.texts([ref]) : [];
      return text ? sendText(c, text) : refuse(404, `No entity with uid ${uid}`);
    },
  );

  documented(
    app,
    {
      method: 'get',
      path: `${ENTITIES}/by-name/{kind}/{namespace}/{name}`,
      summary: 'One entity by kind, namespace and name, in any casing',
      request: { params: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }) },
      responses: answers('The entity', EntityShape),
    },
    async (c) => {
      readQuery(c, {});
      const { kind = '', namespace = '', name = '' } = c.req.param();
      const [text] = await queries.texts([formatRef({ kind, namespace, name })]);
      if (text) return sendText(c, text);
      const place = `with kind '${kind}' in namespace '${namespace}'`;
      return refuse(404, `No entity named '${name}' found, ${place}`);
    },
  );
}

async function list(c: Context, queries: CatalogQueries): Promise<Response> {
  const { filter, fields, order, after, ...asked } = readQuery(c, {
    filter: 'texts',
    fields: 'texts',
    order: 'texts',
    limit: 'whole',
    offset: 'whole',
    after: 'text',
  });
  const where = filter ? readFilters(filter) : null;
  const projection = readFields(fields ?? []);
  const orders = (order ?? []).map(readOrder);
  if (asked.limit === 0) refuse(400, 'Invalid limit, must be greater than zero');
  const { limit, offset = 0 } = { ...asked, ...(after === undefined ? {} : readAfter(after)) };
  if (limit === undefined && asked.offset === undefined && after === undefined) {
    const refs = await queries.refs({ where, order: orders[0] ?? null, text: null });
    return sendEntities(c, queries, { refs, projection });
  }
  const all = await queries.arranged({ where, orders });
  const end = limit === undefined ? all.length : offset + limit;
  const refs = all.slice(offset, end);
  const hasNext = limit !== undefined && end < all.length;
  const headers = hasNext ? { link: nextLink(c, writeAfter({ limit, offset: end })) } : {};
  return sendEntities(c, queries, { refs, projection, headers });
}

function readOrder(text: string): OrderField {
  const [, order, field] = /^(asc|desc):(.+)$/s.exec(text) ?? [];
  if (!order || !field)
    refuse(400, `Invalid order parameter "${text}", expected "<asc or desc>:<field name>"`);
  return { field, order: order === 'asc' ? 'asc' : 'desc' };
}

/** Relative to the catalog, as Backstage writes it: `</entities?limit=2&after=…>; rel="next"`. */
function nextLink(c: Context, after: string): string {
  const url = new URL(c.req.url);
  url.searchParams.delete('offset');
  url.searchParams.set('after', after);
  return `</entities${url.search}>; rel="next"`;
}
