import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { transfersWhere } from '../../scorecards/desk/transfer-store.ts';
import {
  actorOf,
  decided,
  done,
  entityRef,
  Name,
  OnBehalf,
  plain,
  Ref,
  Words,
} from './deciding.ts';
import type { DecisionParts } from './decisions.ts';

const path = '/api/scorecards/transfers';
const STATES = ['asked', 'accepted', 'declined', 'withdrawn'] as const;
const params = z.object({ id: Name.openapi({ param: { name: 'id', in: 'path' } }) });

const Transfer = z
  .object({
    id: z.string(),
    ref: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable().openapi({ description: 'Null: the platform admins find somebody.' }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: z.string(),
    state: z.enum(STATES),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decision: z.string().nullable(),
    correction: z.string().nullable().openapi({
      description: 'Id of the correction that proposes the new owner in the descriptor.',
    }),
  })
  .openapi('Transfer');

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Who was asked to take an entity, the newest first (scope read)',
  request: {
    query: z.object({
      ref: Ref.optional(),
      to: Ref.optional(),
      state: z.enum(STATES).optional(),
    }),
  },
  responses: {
    200: {
      description: 'Transfers',
      content: { 'application/json': { schema: z.object({ items: z.array(Transfer) }) } },
    },
  },
});

const startRoute = createRoute({
  method: 'post',
  path,
  summary: 'Ask another team to take an entity (scope write)',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .object({ ref: Ref, to: Ref.nullable().default(null), reason: Words.min(1) })
            .extend(OnBehalf.shape),
        },
      },
    },
  },
  responses: { 201: done },
});

const decideRoute = createRoute({
  method: 'post',
  path: `${path}/{id}/decision`,
  summary: 'Accept or decline an entity; accepting proposes the new owner (scope write)',
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .object({ isAccepted: z.boolean(), reason: Words.optional() })
            .extend(OnBehalf.shape),
        },
      },
    },
  },
  responses: { 200: done },
});

const withdrawRoute = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'Take back a transfer that nobody has answered (scope write)',
  request: { params, query: OnBehalf },
  responses: { 200: done },
});

/** "Not ours". */
export function transferRoutes(app: OpenAPIHono, { db, index, desk }: DecisionParts): void {
  app.openapi(listRoute, async (c) => {
    const { ref, to, state } = c.req.valid('query');
    const found = await transfersWhere(db, {
      ref: ref && entityRef(ref),
      to: to && entityRef(to),
      states: state && [state],
    });
    return c.json({ items: found.map(plain) }, 200);
  });
  app.openapi(startRoute, async (c) => {
    const { by, ref, to, reason } = c.req.valid('json');
    const asked = { ref: entityRef(ref), to: to === null ? null : entityRef(to), reason };
    return c.json(decided(await desk.startTransfer(asked, await actorOf(c, index, by))), 201);
  });
  app.openapi(decideRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { by, isAccepted, reason = null } = c.req.valid('json');
    const decision = { id, isAccepted, reason };
    return c.json(decided(await desk.decideTransfer(decision, await actorOf(c, index, by))), 200);
  });
  app.openapi(withdrawRoute, async (c) => {
    const by = await actorOf(c, index, c.req.valid('query').by);
    return c.json(decided(await desk.withdrawTransfer(c.req.valid('param').id, by)), 200);
  });
}
