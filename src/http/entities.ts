import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { formatRef } from '../catalog/ref.ts';
import { refuse } from './errors.ts';

/** An entity as Backstage's catalog answers it, relations included. */
export type ShownEntity = Record<string, unknown>;

export type EntityRoutes = {
  entity: (ref: string) => Promise<ShownEntity | null>;
  /** Entities in the order of their refs. */
  entities: (page: {
    limit: number;
    offset: number;
    kind: string | null;
  }) => Promise<ShownEntity[]>;
  problems: () => Promise<object[]>;
};

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

const problems = createRoute({
  method: 'get',
  path: '/api/catalog/problems',
  summary: 'What is wrong in descriptors: file, line, column and a sentence',
  responses: json('Problems', z.array(z.record(z.string(), z.unknown()))),
});

/** Read access to the catalog. */
export function entityRoutes(app: OpenAPIHono, catalog: EntityRoutes): void {
  app.openapi(list, async (c) => {
    const { kind, limit, offset } = c.req.valid('query');
    return c.json(
      await catalog.entities({ kind: kind?.toLowerCase() ?? null, limit, offset }),
      200,
    );
  });
  app.openapi(byName, async (c) => {
    const { kind, namespace, name } = c.req.valid('param');
    const entity = await catalog.entity(formatRef({ kind, namespace, name }));
    if (!entity) {
      refuse(
        404,
        `No entity named '${name}' found, with kind '${kind}' in namespace '${namespace}'`,
      );
    }
    return c.json(entity, 200);
  });
  app.openapi(problems, async (c) =>
    c.json((await catalog.problems()) as Record<string, unknown>[], 200),
  );
}
