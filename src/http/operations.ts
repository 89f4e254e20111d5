import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { readAudit } from '../operations/audit.ts';
import { activeLocks, EVERYTHING, locksOver } from '../operations/locks.ts';
import { refuse } from './errors.ts';

const LockShape = z
  .object({
    ref: z.string().openapi({ description: 'What is locked; `*` is the whole organisation.' }),
    by: z.string(),
    since: z.string(),
    until: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('Lock');

const locksRoute = createRoute({
  method: 'get',
  path: '/api/locks',
  summary: 'What may not be deployed now (scope read): a pipeline asks before it deploys',
  request: {
    query: z.object({
      ref: z.string().min(1).optional().openapi({
        description:
          'Only locks that stop this entity: its own, of what it is part of, of its team, of everything.',
        example: 'component:default/payments-worker',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The locks that hold now; `isLocked` is false when there is none',
      content: {
        'application/json': {
          schema: z.object({ isLocked: z.boolean(), locks: z.array(LockShape) }),
        },
      },
    },
  },
});

const AuditShape = z
  .object({
    id: z.string(),
    at: z.string(),
    who: z.string(),
    what: z.string(),
    target: z.string(),
    outcome: z.enum(['done', 'failed', 'refused']),
    detail: z.string(),
  })
  .openapi('AuditLine');

const auditRoute = createRoute({
  method: 'get',
  path: '/api/audit',
  summary: 'Who did what to what, newest first (scope admin)',
  request: {
    query: z.object({
      who: z.string().min(1).optional(),
      what: z.string().min(1).optional(),
      target: z.string().min(1).optional(),
      since: z.iso.datetime({ offset: true }).optional(),
      until: z.iso.datetime({ offset: true }).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: {
    200: {
      description: 'Lines of the audit',
      content: { 'application/json': { schema: z.object({ items: z.array(AuditShape) }) } },
    },
  },
});

/** What runs beside the catalog: locks for pipelines, and the audit for admins. */
export function operationsRoutes(
  app: OpenAPIHono,
  { db, index, now }: { db: Db; index: CatalogIndex; now: () => Date },
): void {
  app.openapi(locksRoute, async (c) => {
    const { ref } = c.req.valid('query');
    const view = await index.current();
    const locks = ref
      ? await locksOver({ db, view, now: now() }, refOf(ref))
      : await activeLocks(db, now());
    const shown = locks.map(({ since, until, ...lock }) => ({
      ...lock,
      since: since.toISOString(),
      until: until?.toISOString() ?? null,
    }));
    return c.json({ isLocked: shown.length > 0, locks: shown }, 200);
  });

  app.openapi(auditRoute, async (c) => {
    const { target, since, until, ...filter } = c.req.valid('query');
    const lines = await readAudit(db, {
      ...filter,
      targets: target ? [target] : undefined,
      since: since ? new Date(since) : undefined,
      until: until ? new Date(until) : undefined,
    });
    const items = lines.map(({ proposal: _, at, ...line }) => ({ ...line, at: at.toISOString() }));
    return c.json({ items }, 200);
  });
}

/** The ref that a caller means, with the kind it may leave out. */
export function refOf(said: string): string {
  if (said === EVERYTHING) return said;
  try {
    return canonicalRef(said, { kind: 'component' });
  } catch {
    return refuse(400, `"${said}" is not a ref like component:default/ledger.`);
  }
}
