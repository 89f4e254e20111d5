import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { exemptionsWhere } from '../../scorecards/desk/exemption-store.ts';
import {
  actorOf,
  CheckShape,
  decided,
  done,
  endOf,
  entityRef,
  Name,
  OnBehalf,
  plain,
  Ref,
  Until,
  Words,
} from './deciding.ts';
import type { DecisionParts } from './decisions.ts';

const STATES = ['pending', 'approved', 'denied', 'withdrawn', 'revoked', 'ended'] as const;

const Exemption = CheckShape.extend({
  id: z.string().openapi({ example: 'EX-31' }),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  until: z.string().openapi({ description: 'The last moment of it.' }),
  approvers: z.array(z.string()).openapi({ description: 'Refs of who may decide.' }),
  state: z.enum(STATES),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decision: z.string().nullable().openapi({ description: 'What was said to it.' }),
  remindedAt: z.string().nullable(),
}).openapi('Exemption');

const path = '/api/scorecards/exemptions';
const params = z.object({ id: Name.openapi({ param: { name: 'id', in: 'path' } }) });
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Exemptions from checks, the newest first (scope read)',
  request: {
    query: z.object({
      ref: Ref.optional(),
      scorecard: Name.optional(),
      check: Name.optional(),
      state: z.enum(STATES).optional(),
    }),
  },
  responses: {
    200: {
      description: 'Exemptions',
      content: { 'application/json': { schema: z.object({ items: z.array(Exemption) }) } },
    },
  },
});

const askRoute = createRoute({
  method: 'post',
  path,
  summary: 'Ask for an exemption; it waits for an approver (scope write)',
  request: {
    body: body(CheckShape.extend({ reason: Words.min(1), until: Until }).extend(OnBehalf.shape)),
  },
  responses: { 201: done },
});

const decideRoute = createRoute({
  method: 'post',
  path: `${path}/{id}/decision`,
  summary: 'Approve or deny an exemption, not one of your own (scope write)',
  request: {
    params,
    body: body(
      z.object({ isApproved: z.boolean(), reason: Words.optional() }).extend(OnBehalf.shape),
    ),
  },
  responses: { 200: done },
});

const endRoute = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'Take back a request, or end an exemption before its day (scope write)',
  request: { params, query: z.object({ reason: Words.optional() }).extend(OnBehalf.shape) },
  responses: { 200: done },
});

/** Being excused from checks. */
export function exemptionRoutes(app: OpenAPIHono, { db, index, desk }: DecisionParts): void {
  app.openapi(listRoute, async (c) => {
    const { ref, scorecard, check, state } = c.req.valid('query');
    const found = await exemptionsWhere(db, {
      ref: ref && entityRef(ref),
      scorecard,
      check,
      states: state && [state],
    });
    return c.json({ items: found.map(plain) }, 200);
  });
  app.openapi(askRoute, async (c) => {
    const { by, until, ref, ...asked } = c.req.valid('json');
    const request = { ...asked, ref: entityRef(ref), until: endOf(until) };
    const outcome = await desk.requestExemption(request, await actorOf(c, index, by));
    return c.json(decided(outcome), 201);
  });
  app.openapi(decideRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { by, isApproved, reason = null } = c.req.valid('json');
    const decision = { id, isApproved, reason };
    const outcome = await desk.decideExemption(decision, await actorOf(c, index, by));
    return c.json(decided(outcome), 200);
  });
  app.openapi(endRoute, async (c) => {
    const { id } = c.req.valid('param');
    const { by, reason = null } = c.req.valid('query');
    const outcome = await desk.revokeExemption({ id, reason }, await actorOf(c, index, by));
    return c.json(decided(outcome), 200);
  });
}
