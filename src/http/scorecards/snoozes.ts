import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { activeSnoozes } from '../../scorecards/nudges/store.ts';
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

const path = '/api/scorecards/snoozes';

/** What is left out is any. */
const Scope = z.object({
  recipient: Ref.openapi({
    description: 'Who hears nothing: a team or a person.',
    example: 'group:default/risk',
  }),
  ref: Ref.optional(),
  scorecard: Name.optional(),
  check: Name.optional(),
});

const Snooze = z
  .object({
    id: z.string(),
    recipient: z.string(),
    ref: z.string().nullable(),
    scorecard: z.string().nullable(),
    check: z.string().nullable(),
    by: z.string(),
    reason: z.string().nullable(),
    since: z.string(),
    until: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.string().nullable(),
  })
  .openapi('Snooze');

const Hidden = CheckShape.extend({ finding: z.string(), title: z.string(), since: z.string() });

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Snoozes that hold now, of everybody or of one recipient (scope read)',
  request: { query: z.object({ recipient: Ref.optional() }) },
  responses: {
    200: {
      description: 'Snoozes',
      content: { 'application/json': { schema: z.object({ items: z.array(Snooze) }) } },
    },
  },
});

const previewRoute = createRoute({
  method: 'get',
  path: `${path}/preview`,
  summary: 'The open findings that such a snooze would keep quiet (scope read)',
  request: { query: Scope },
  responses: {
    200: {
      description: 'Findings, oldest first',
      content: { 'application/json': { schema: z.object({ items: z.array(Hidden) }) } },
    },
  },
});

const addRoute = createRoute({
  method: 'post',
  path,
  summary: 'Tell a recipient nothing until a day (scope write)',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: Scope.extend({ until: Until, reason: Words.optional() }).extend(OnBehalf.shape),
        },
      },
    },
  },
  responses: { 201: done },
});

const endRoute = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  summary: 'End a snooze before its day (scope write)',
  request: {
    params: z.object({ id: Name.openapi({ param: { name: 'id', in: 'path' } }) }),
    query: OnBehalf,
  },
  responses: { 200: done },
});

/** Being told nothing for a while. */
export function snoozeRoutes(app: OpenAPIHono, { db, index, desk, now }: DecisionParts): void {
  app.openapi(listRoute, async (c) => {
    const { recipient } = c.req.valid('query');
    const wanted = recipient && entityRef(recipient);
    const all = await activeSnoozes(db, now());
    const items = all.filter((one) => !wanted || one.recipient === wanted).map(plain);
    return c.json({ items }, 200);
  });
  app.openapi(previewRoute, async (c) => {
    const items = (await desk.hiddenBy(scopeOf(c.req.valid('query')))).map(plain);
    return c.json({ items }, 200);
  });
  app.openapi(addRoute, async (c) => {
    const { by, until, reason = null, ...scope } = c.req.valid('json');
    const asked = { ...scopeOf(scope), until: endOf(until), reason };
    return c.json(decided(await desk.snooze(asked, await actorOf(c, index, by))), 201);
  });
  app.openapi(endRoute, async (c) => {
    const by = await actorOf(c, index, c.req.valid('query').by);
    return c.json(decided(await desk.endSnooze(c.req.valid('param').id, by)), 200);
  });
}

function scopeOf({ recipient, ref, scorecard, check }: z.infer<typeof Scope>) {
  return {
    recipient: entityRef(recipient),
    ref: ref === undefined ? null : entityRef(ref),
    scorecard: scorecard ?? null,
    check: check ?? null,
  };
}
