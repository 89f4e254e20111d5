import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Db } from '#dialect';
import { nicknamesOf } from '../catalog/nicknames.ts';
import { canonicalRef } from '../catalog/ref.ts';
import type { Actor, NamesDesk, Settling } from '../questions/unknown/desk.ts';
import { refuse } from './errors.ts';

const MissShape = z
  .object({
    text: z.string().openapi({ description: 'What nobody knew; no people, no secrets.' }),
    example: z.string().nullable().openapi({ description: 'The last question with it, as typed.' }),
    count: z.number(),
    people: z.number(),
    places: z.array(z.string()),
    firstAt: z.string(),
    lastAt: z.string(),
    state: z.enum(['open', 'alias', 'ignored']),
    ref: z.string().nullable().openapi({ description: 'What it means, where somebody said so.' }),
    settledBy: z.string().nullable(),
    nearest: z.array(z.string()).openapi({ description: 'Refs of what looks like it.' }),
  })
  .openapi('Miss');

const missesRoute = createRoute({
  method: 'get',
  path: '/api/misses',
  summary: 'What people asked for and nobody knew, most people first (scope admin)',
  request: {
    query: z.object({
      state: z.enum(['open', 'alias', 'ignored']).default('open'),
      since: z.iso.datetime({ offset: true }).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'Names nobody knew',
      content: { 'application/json': { schema: z.object({ items: z.array(MissShape) }) } },
    },
  },
});

const AliasInput = z.object({
  alias: z.string().min(1).max(200).openapi({ example: 'the book' }),
  ref: z.string().min(1).openapi({ example: 'component:default/ledger' }),
});
const AliasShape = AliasInput.extend({
  by: z.string().openapi({ description: 'Ref of a person, or the name of a token.' }),
  at: z.string(),
}).openapi('Alias');

const aliasesRoute = createRoute({
  method: 'get',
  path: '/api/aliases',
  summary: 'Names that people gave to entities, newest first (scope read)',
  responses: {
    200: {
      description: 'Names given here; those of descriptors stand in the entities',
      content: { 'application/json': { schema: z.object({ items: z.array(AliasShape) }) } },
    },
  },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/aliases',
  summary: 'Give an entity another name, understood at once (scope write)',
  request: { body: { content: { 'application/json': { schema: AliasInput } }, required: true } },
  responses: {
    201: {
      description: 'It is called so',
      content: { 'application/json': { schema: AliasInput } },
    },
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/api/aliases',
  summary: 'Take away a name that was given here (scope write)',
  request: { query: AliasInput },
  responses: { 204: { description: 'It is not called so any more' } },
});

/** Names nobody knew, and names that were given: for programs. */
export function namesRoutes(
  app: OpenAPIHono,
  { db, unknown }: { db: Db; unknown: { names: NamesDesk; onSettled: () => Promise<void> } },
): void {
  const { names, onSettled } = unknown;

  app.openapi(missesRoute, async (c) => {
    const { state, since, limit } = c.req.valid('query');
    const found = await names.list({
      limit,
      states: [state],
      ...(since && { since: new Date(since) }),
    });
    const items = found.map(({ near, firstAt, lastAt, settledAt: _, places, ...miss }) => ({
      ...miss,
      places: [...places],
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      nearest: near.map(({ ref }) => ref),
    }));
    return c.json({ items }, 200);
  });

  app.openapi(aliasesRoute, async (c) => {
    const items = (await nicknamesOf(db)).map((one) => ({ ...one, at: one.at.toISOString() }));
    return c.json({ items }, 200);
  });

  app.openapi(addRoute, async (c) => {
    const named = readNamed(c.req.valid('json'));
    await mustBeDone(await names.name(named, callerOf(c)), 409);
    return c.json(named, 201);
  });

  app.openapi(removeRoute, async (c) => {
    await mustBeDone(await names.unname(readNamed(c.req.valid('query')), callerOf(c)), 404);
    return c.body(null, 204);
  });

  /** @param wrongName how a name that cannot be given or taken is refused */
  async function mustBeDone(settling: Settling, wrongName: 404 | 409): Promise<void> {
    if (settling.kind === 'refused') refuse(403, settling.reason);
    if (settling.kind === 'wrong')
      refuse(settling.part === 'ref' ? 404 : wrongName, settling.reason);
    await onSettled();
  }
}

/** Whoever has the scope may; the line in the audit names the token. */
function callerOf(c: Context): Actor {
  const name = c.var.caller ?? 'a caller of this machine';
  return { ref: name, name, isTrusted: true };
}

function readNamed({ alias, ref }: z.infer<typeof AliasInput>): { alias: string; ref: string } {
  try {
    return { alias: alias.trim(), ref: canonicalRef(ref, { kind: 'component' }) };
  } catch {
    return refuse(400, `"${ref}" is not a ref like component:default/ledger.`);
  }
}
