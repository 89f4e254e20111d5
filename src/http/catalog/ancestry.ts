import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { ancestryOf } from '../../catalog/ancestry.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import { formatRef } from '../../catalog/ref.ts';
import { refuse } from '../errors.ts';
import { answers, documented, EntityShape } from './documented.ts';
import { readQuery } from './requests.ts';
import { sendText } from './send.ts';

const AncestryShape = z
  .object({
    rootEntityRef: z.string(),
    items: z.array(z.object({ entity: EntityShape, parentEntityRefs: z.array(z.string()) })),
  })
  .openapi('Ancestry');

/** The Locations that led to an entity. */
export function ancestryRoutes(app: OpenAPIHono, db: Db, queries: CatalogQueries): void {
  documented(
    app,
    {
      method: 'get',
      path: '/api/catalog/entities/by-name/{kind}/{namespace}/{name}/ancestry',
      summary: 'An entity and the Location entities that led to it',
      request: { params: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }) },
      responses: answers('The entity first', AncestryShape),
    },
    async (c) => {
      readQuery(c, {});
      const { kind = '', namespace = '', name = '' } = c.req.param();
      const rootEntityRef = formatRef({ kind, namespace, name });
      const found = (await ancestryOf(db, rootEntityRef)) ?? [];
      const texts = await queries.texts(found.map(({ ref }) => ref));
      const items = found.flatMap(({ parents }, at) =>
        texts[at] ? `{"entity":${texts[at]},"parentEntityRefs":${JSON.stringify(parents)}}` : [],
      );
      if (items.length === 0) refuse(404, `No such entity ${rootEntityRef}`);
      return sendText(
        c,
        `{"rootEntityRef":${JSON.stringify(rootEntityRef)},"items":[${items.join(',')}]}`,
      );
    },
  );
}
