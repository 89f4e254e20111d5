import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { formatRef } from '../../catalog/ref.ts';
import { type CatalogEntity, entityByRef, listEntities } from '../../catalog/store.ts';
import { refuse } from '../errors.ts';

const BROKEN = 'Its newest document cannot be used; this is the last good content.';

const EntityShape = z.record(z.string(), z.unknown()).openapi('Entity');
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});

const list = createRoute({
  method: 'get',
  path: '/api/catalog/entities',
  summary: 'Entities of the catalog, in the order of their refs',
  request: {
    query: z.strictObject({
      kind: z.string().optional().openapi({ example: 'component' }),
      limit: z.coerce.number().int().min(1).max(1000).default(500).openapi({ type: 'integer' }),
      offset: z.coerce.number().int().min(0).default(0).openapi({ type: 'integer' }),
    }),
  },
  responses: json('Entities', z.array(EntityShape)),
});

const byName = createRoute({
  method: 'get',
  path: '/api/catalog/entities/by-name/{kind}/{namespace}/{name}',
  summary: 'One entity',
  request: { params: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }) },
  responses: json('The entity', EntityShape),
});

/** Read access to the catalog. */
export function entityRoutes(app: OpenAPIHono, db: Db): void {
  app.openapi(list, async (c) => {
    const { kind, limit, offset } = c.req.valid('query');
    const found = await listEntities(db, { kind: kind?.toLowerCase() ?? null, limit, offset });
    return c.json(found.map(asBackstage), 200);
  });
  app.openapi(byName, async (c) => {
    const { kind, namespace, name } = c.req.valid('param');
    const found = await entityByRef(db, formatRef({ kind, namespace, name }));
    if (!found) {
      const place = `with kind '${kind}' in namespace '${namespace}'`;
      refuse(404, `No entity named '${name}' found, ${place}`);
    }
    return c.json(asBackstage(found), 200);
  });
}

/** An entity as Backstage's catalog answers it: server-set metadata, where it is managed, relations, and an error status while it is broken. */
function asBackstage(found: CatalogEntity): Record<string, unknown> {
  const { entity, uid, etag, location, relations, isCurrent } = found;
  const managed = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
  };
  const annotations = { ...entity.metadata.annotations, ...managed };
  const error = { name: 'InputError', message: BROKEN };
  const status = { items: [{ type: PROCESSING, level: 'error', message: BROKEN, error }] };
  return {
    ...entity,
    metadata: { ...entity.metadata, uid, etag, annotations },
    relations,
    ...(!isCurrent && { status }),
  };
}

const PROCESSING = 'backstage.io/catalog-processing';
