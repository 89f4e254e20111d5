import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import {
  type ChangesCursor,
  changesWithin,
  type EntityEvent,
  historyOf,
} from '../../catalog/history.ts';
import { formatRef } from '../../catalog/ref.ts';
import { isKnown } from '../../catalog/store.ts';
import { refuse } from '../errors.ts';

const EventShape = z
  .object({
    ref: z.string(),
    kind: z.enum(['added', 'changed', 'removed', 'returned']),
    at: z.string().openapi({ format: 'date-time' }),
    revision: z.number().int(),
    location: z.string(),
    commit: z.string().nullable(),
    commitUrl: z.string().nullable(),
    because: z.string().nullable().openapi({ description: 'Why it was removed.' }),
    changes: z.array(
      z.object({
        path: z.string().openapi({ example: 'spec.owner' }),
        before: z.unknown(),
        after: z.unknown(),
      }),
    ),
  })
  .openapi('EntityEvent');

const limit = (usual: number) =>
  z.coerce.number().int().min(1).max(500).default(usual).openapi({ type: 'integer' });
const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});

const ofEntity = createRoute({
  method: 'get',
  path: '/api/catalog/entities/by-name/{kind}/{namespace}/{name}/history',
  summary: 'What happened to an entity, newest first; also to one that was removed',
  request: {
    params: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }),
    query: z.strictObject({
      limit: limit(20),
      before: z.coerce.number().int().min(1).optional().openapi({
        type: 'integer',
        description: 'Only what has a lower revision: `nextBefore` of the page before.',
      }),
    }),
  },
  responses: json(
    'What happened',
    z.object({ items: z.array(EventShape), nextBefore: z.number().nullable() }),
  ),
});

const time = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .openapi({ description: 'A day, or a time with its offset.', example: '2026-06-01' });

const ofCatalog = createRoute({
  method: 'get',
  path: '/api/catalog/changes',
  summary: 'What happened to the whole catalog, newest first; its first read is left out',
  request: {
    query: z.strictObject({
      since: time.optional(),
      until: time.optional(),
      limit: limit(100),
      cursor: z.string().min(1).optional(),
    }),
  },
  responses: json(
    'What happened',
    z.object({
      items: z.array(EventShape),
      totalItems: z.number().int(),
      nextCursor: z.string().nullable(),
    }),
  ),
});

/** The past of the catalog. */
export function historyRoutes(app: OpenAPIHono, db: Db): void {
  app.openapi(ofEntity, async (c) => {
    const ref = formatRef(c.req.valid('param'));
    const { limit: most, before = null } = c.req.valid('query');
    // One more than is shown tells whether there is a next page.
    const found = await historyOf(db, ref, { limit: most + 1, before });
    if (found.length === 0 && !(await isKnown(db, ref)))
      refuse(404, `The catalog never knew ${ref}`);
    const items = found.slice(0, most);
    const nextBefore = found.length > most ? (items.at(-1)?.revision ?? null) : null;
    return c.json({ items: items.map(shown), nextBefore }, 200);
  });
  app.openapi(ofCatalog, async (c) => {
    const { since, until, limit: most, cursor } = c.req.valid('query');
    const period = {
      since: since ? new Date(since) : new Date(0),
      until: until ? new Date(until) : new Date(LAST_DAY),
    };
    const after = cursor ? readCursor(cursor) : null;
    const { items, total, next } = await changesWithin(db, period, { limit: most, after });
    const nextCursor = next && Buffer.from(JSON.stringify(next)).toString('base64url');
    return c.json({ items: items.map(shown), totalItems: total, nextCursor }, 200);
  });
}

const LAST_DAY = '9999-12-31';

function shown({ at, ...event }: EntityEvent) {
  return { ...event, at: at.toISOString() };
}

const Cursor = z.object({ revision: z.number(), ref: z.string() });

function readCursor(text: string): ChangesCursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    refuse(400, 'The cursor is not one that this catalog gave');
  }
}
