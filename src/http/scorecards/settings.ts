import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { NUDGE_KINDS } from '../../scorecards/nudges/nudge.ts';
import { actorOf, decided, done, entityRef, OnBehalf, Ref } from './deciding.ts';
import type { DecisionParts } from './decisions.ts';

const path = '/api/scorecards/settings';
const day = z.iso.date();

const Settings = z.object({
  muted: z.array(z.enum(NUDGE_KINDS)).openapi({ description: 'Kinds that are not sent.' }),
  place: z.string().nullable().openapi({ description: 'Another channel than the catalog names.' }),
  zone: z.string().nullable().openapi({ example: 'Europe/Berlin' }),
  opensAt: z.number().int().min(0).max(23).nullable(),
  closesAt: z.number().int().min(1).max(24).nullable(),
  country: z.string().nullable().openapi({ description: 'Whose holidays.', example: 'DE' }),
  away: z.array(z.object({ since: day, until: day })),
  wantsDigest: z.boolean(),
});

const Shown = Settings.extend({ who: z.string() }).openapi('NudgeSettings');

const readRoute = createRoute({
  method: 'get',
  path,
  summary: 'How a team or a person wants to be told (scope read)',
  request: { query: z.object({ who: Ref }) },
  responses: {
    200: {
      description: 'What they said; null is as usual',
      content: { 'application/json': { schema: Shown } },
    },
  },
});

const writeRoute = createRoute({
  method: 'put',
  path,
  summary: 'Say how a team or a person wants to be told; what is left out stays (scope write)',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: Settings.partial().extend({ who: Ref }).extend(OnBehalf.shape),
        },
      },
    },
  },
  responses: { 200: done },
});

/** Being told as one wants to be. */
export function settingsRoutes(app: OpenAPIHono, { index, desk }: DecisionParts): void {
  app.openapi(readRoute, async (c) => {
    const found = await desk.preferencesOf(entityRef(c.req.valid('query').who));
    const { changedAt: _, changedBy: __, muted, away, ...rest } = found;
    return c.json({ ...rest, muted: [...muted], away: [...away] }, 200);
  });
  app.openapi(writeRoute, async (c) => {
    const { by, who, ...said } = c.req.valid('json');
    const change = Object.fromEntries(
      Object.entries(said).filter(([, value]) => value !== undefined),
    );
    const actor = await actorOf(c, index, by);
    const outcome = await desk.setPreferences({ ...change, who: entityRef(who) }, actor);
    return c.json(decided(outcome), 200);
  });
}
