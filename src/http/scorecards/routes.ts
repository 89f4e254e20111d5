import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import { logWhere } from '../../scorecards/nudges/store.ts';
import { changesWhere, resultsOf } from '../../scorecards/results/read.ts';
import { standings, summed } from '../../scorecards/results/standings.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import type { Standards } from '../../scorecards/standards.ts';
import { refuse } from '../errors.ts';
import { refOf } from '../operations.ts';
import { readMatrixQuery } from '../pages/scorecards/matrix/query.ts';
import { chosenRows } from '../pages/scorecards/matrix/rows.ts';
import { rowsOf } from '../pages/scorecards/parts.ts';
import { storedJson } from './export.ts';
import { ChangeShape, LogShape, Ref, ResultShape, ScorecardShape } from './shapes.ts';

const items = <Shape extends z.ZodType>(description: string, shape: Shape) => ({
  200: {
    description,
    content: { 'application/json': { schema: z.object({ items: z.array(shape) }) } },
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/scorecards',
  summary: 'Scorecards with their checks, and how everything stands on them (scope read)',
  responses: items('Scorecards, those that ship first', ScorecardShape),
});

const ofEntityRoute = createRoute({
  method: 'get',
  path: '/api/scorecards/results',
  summary: 'Where one entity stands, on every scorecard that is about it (scope read)',
  request: { query: z.object({ ref: Ref }) },
  responses: items('As the last run left it', ResultShape),
});

const resultsRoute = createRoute({
  method: 'get',
  path: '/api/scorecards/{name}/results',
  summary: 'Where entities stand on a scorecard (scope read)',
  request: {
    params: z.object({ name: z.string().min(1) }),
    query: z.object({
      q: z.string().max(200).optional().openapi({ description: 'Part of a name.' }),
      team: z.string().optional().openapi({
        description: 'Ref of an owner; `none` is what nobody owns.',
        example: 'group:default/risk',
      }),
      level: z.string().optional().openapi({ description: '`none` is below the first.' }),
      check: z.string().optional().openapi({ description: 'Only what fails it.' }),
      is: z.string().optional().openapi({ description: 'Another outcome of that check.' }),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000),
      offset: z.coerce.number().int().min(0).default(0),
    }),
  },
  responses: {
    200: {
      description: 'Entities by name; `total` counts all that fit',
      content: {
        'application/json': {
          schema: z.object({ items: z.array(ResultShape), total: z.number() }),
        },
      },
    },
  },
});

const historyRoute = createRoute({
  method: 'get',
  path: '/api/scorecards/history',
  summary: 'What moved scores and why, the oldest first (scope read)',
  request: {
    query: z.object({
      ref: Ref.optional(),
      scorecard: z.string().optional(),
      since: z.iso.datetime({ offset: true }).optional().openapi({
        description: 'Without `ref` it is needed.',
      }),
      until: z.iso.datetime({ offset: true }).optional(),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
    }),
  },
  responses: items('Steps; each begins where the one before it ended', ChangeShape),
});

const nudgesRoute = createRoute({
  method: 'get',
  path: '/api/scorecards/nudges',
  summary: 'Who was told of what fails, who was not, and why; the newest first (scope read)',
  request: {
    query: z.object({
      ref: Ref.optional(),
      recipient: Ref.optional(),
      since: z.iso.datetime({ offset: true }).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: items('Lines of the delivery log', LogShape),
});

/** `/api/scorecards`: what is measured, what moved and who was told, for programs. */
export function scorecardRoutes(
  app: OpenAPIHono,
  { db, index, standards }: { db: Db; index: CatalogIndex; standards: Standards },
): void {
  app.openapi(listRoute, async (c) => {
    const [scorecards, all] = await Promise.all([standards.scorecards(), standings(db)]);
    const byCard = Map.groupBy(all, ({ scorecard }) => scorecard);
    const items = scorecards.map((scorecard) => ({
      ...scorecardJson(scorecard),
      ...totalsOf(summed(byCard.get(scorecard.name) ?? [])),
    }));
    return c.json({ items }, 200);
  });

  app.openapi(ofEntityRoute, async (c) => {
    const results = await resultsOf(db, refOf(c.req.valid('query').ref));
    return c.json({ items: results.map(storedJson) }, 200);
  });

  app.openapi(historyRoute, async (c) => {
    const { ref, scorecard, since, until, limit } = c.req.valid('query');
    if (!ref && !since) return refuse(400, 'Say what of: give "ref", "since", or both.');
    const changes = await changesWhere(db, {
      ...(ref && { ref: refOf(ref) }),
      ...(scorecard && { scorecard }),
      ...(since && { since: new Date(since) }),
      ...(until && { until: new Date(until) }),
    });
    const items = changes.slice(-limit).map(({ at, checks, ...change }) => ({
      ...change,
      at: at.toISOString(),
      checks: checks.map(({ evidence, ...check }) => ({
        ...check,
        evidence: evidence.map(({ value, ...one }) => ({
          ...one,
          value: typeof value === 'object' && value !== null ? [...value] : value,
        })),
      })),
    }));
    return c.json({ items }, 200);
  });

  app.openapi(nudgesRoute, async (c) => {
    const { ref, recipient, since, limit } = c.req.valid('query');
    const lines = await logWhere(db, {
      ...(ref && { ref: refOf(ref) }),
      ...(recipient && { recipient: refOf(recipient) }),
      ...(since && { since: new Date(since) }),
      limit,
    });
    const items = lines.map(
      ({ id: _, finding: __, nudge: ___, firstAt, lastAt, until, ...line }) => ({
        ...line,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
        until: until?.toISOString() ?? null,
      }),
    );
    return c.json({ items }, 200);
  });

  app.openapi(resultsRoute, async (c) => {
    const { name } = c.req.valid('param');
    const { limit, offset } = c.req.valid('query');
    const scorecard = (await standards.scorecards()).find((one) => one.name === name);
    if (!scorecard) return refuse(404, `There is no scorecard "${name}".`);
    const params = new URL(c.req.url).searchParams;
    params.set('order', 'name');
    const rows = chosenRows(
      await rowsOf(db, await index.current(), scorecard),
      readMatrixQuery(params),
    );
    const items = rows.slice(offset, offset + limit).map(({ result }) => storedJson(result));
    return c.json({ items, total: rows.length }, 200);
  });
}

function scorecardJson({ name, title, description, owner, levels, checks }: Scorecard) {
  return {
    ...{ name, title, description, owner, levels: [...levels] },
    checks: checks.map(({ id, title, why, howToFix, level, weight, rule, effectiveFrom, fix }) => ({
      ...{ id, title, why, howToFix, level, weight, rule: rule.text, hasFix: fix !== null },
      effectiveFrom: effectiveFrom?.toISOString() ?? null,
    })),
  };
}

function totalsOf({ entities, average, levels }: ReturnType<typeof summed>) {
  return { entities, average, levelCounts: Object.fromEntries(levels) };
}
