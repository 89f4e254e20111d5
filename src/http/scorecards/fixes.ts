import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { fixesWhere } from '../../scorecards/fixes/fix-store.ts';
import type { FixStuck } from '../../scorecards/fixes/fixes.ts';
import { refuse } from '../errors.ts';
import { actorOf, CheckShape, entityRef, Name, OnBehalf, plain, Ref } from './deciding.ts';
import type { DecisionParts } from './decisions.ts';

const path = '/api/scorecards/fixes';
const STATES = ['asked', 'opened', 'merged', 'closed', 'failed', 'unneeded'] as const;

const FixShape = CheckShape.extend({
  id: z.string(),
  state: z.enum(STATES),
  repository: z.string().openapi({ example: 'marlinpay/ledger' }),
  path: z.string(),
  number: z.number().nullable(),
  url: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.string(),
  openedAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  problem: z.string().nullable().openapi({ description: 'Why it waits or could not be done.' }),
  nextStep: z.string().nullable(),
}).openapi('Fix');

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Pull requests that make checks pass, the newest first (scope read)',
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
      description: 'Fixes',
      content: { 'application/json': { schema: z.object({ items: z.array(FixShape) }) } },
    },
  },
});

const previewRoute = createRoute({
  method: 'get',
  path: `${path}/preview`,
  summary: 'What the pull request of a check would change (scope read)',
  request: { query: CheckShape },
  responses: {
    200: {
      description: 'The file and its new lines, as far as the last read of it tells',
      content: {
        'application/json': {
          schema: z.object({
            title: z.string(),
            repository: z.string(),
            path: z.string(),
            lines: z.array(z.string()).nullable().openapi({
              description: 'As in a diff: `+ line`, `- line`; "…" where lines are left out.',
            }),
          }),
        },
      },
    },
  },
});

const askRoute = createRoute({
  method: 'post',
  path,
  summary: 'Open the pull request that makes a check pass (scope write)',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: CheckShape.extend(OnBehalf.shape) } },
    },
  },
  responses: {
    201: {
      description: 'The fix; its pull request is there, or follows as soon as it can',
      content: { 'application/json': { schema: FixShape } },
    },
  },
});

/** Pull requests for failing checks. */
export function fixRoutes(app: OpenAPIHono, { db, index, fixes }: DecisionParts): void {
  app.openapi(listRoute, async (c) => {
    const { ref, scorecard, check, state } = c.req.valid('query');
    const found = await fixesWhere(db, {
      refs: ref === undefined ? undefined : [entityRef(ref)],
      scorecard,
      check,
      states: state && [state],
    });
    return c.json({ items: found.map(shown) }, 200);
  });
  app.openapi(previewRoute, async (c) => {
    const { ref, scorecard, check } = c.req.valid('query');
    const preview = await fixes.preview({ ref: entityRef(ref), scorecard, check });
    if (preview.kind === 'stuck') return refused(preview);
    const { title, repository, path: file, change } = preview;
    if (change.kind === 'stuck') return refused({ ...change, url: null });
    const lines = change.kind === 'diff' ? change.lines.map(lineOf) : null;
    return c.json({ title, repository, path: file, lines }, 200);
  });
  app.openapi(askRoute, async (c) => {
    const { by, ref, scorecard, check } = c.req.valid('json');
    const key = { ref: entityRef(ref), scorecard, check };
    const asked = await fixes.ask(key, await actorOf(c, index, by));
    if (asked.kind === 'refused') refuse(403, `${asked.reason} ${asked.nextStep}`);
    if (asked.kind === 'stuck') return refused(asked);
    return c.json(shown((await fixes.carryOut(asked.row.id)) ?? asked.row), 201);
  });
}

function refused({ reason, nextStep }: FixStuck): never {
  return refuse(409, `${reason} ${nextStep}`.trim());
}

function shown(row: Parameters<typeof plain<Awaited<ReturnType<typeof fixesWhere>>[number]>>[0]) {
  const { branch: _, attempts: __, dueAt: ___, ...rest } = plain(row);
  return rest;
}

function lineOf(line: { sign: string; text: string } | null): string {
  return line === null ? '…' : `${line.sign} ${line.text}`;
}
