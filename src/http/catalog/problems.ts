import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { lookCloser } from '../../catalog/problems/closer.ts';
import { PROBLEM_KINDS, problems, unplacedProblems } from '../../catalog/problems.ts';
import { canonicalRef, formatRef } from '../../catalog/ref.ts';
import { isKnown } from '../../catalog/store.ts';
import { advice, UserError } from '../../errors.ts';
import { refuse } from '../errors.ts';

const ProblemShape = z
  .object({
    kind: z.enum(PROBLEM_KINDS),
    severity: z.enum(['error', 'warning']),
    ref: z.string().nullable().openapi({ example: 'component:default/payments-api' }),
    owner: z.string().nullable().openapi({
      description: 'Whom it concerns: the owner its entity names, whether or not that exists.',
    }),
    message: z.string(),
    nextStep: z.string(),
    location: z.string(),
    line: z.number().nullable(),
    column: z.number().nullable(),
    path: z.string().openapi({ example: 'spec.dependsOn.2' }),
    since: z
      .string()
      .nullable()
      .openapi({ description: 'It has been so since then at the latest.' }),
  })
  .openapi('Problem');

const answer = {
  200: {
    description: 'Problems, in the order of their places',
    content: { 'application/json': { schema: z.array(ProblemShape) } },
  },
};

/** Given once or often, or with commas. */
const kinds = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((one) => one.split(',')))
  .pipe(z.array(z.enum(PROBLEM_KINDS)))
  .optional()
  .openapi({ type: 'array', items: { type: 'string', enum: [...PROBLEM_KINDS] } });

const listProblems = createRoute({
  method: 'get',
  path: '/api/catalog/problems',
  summary: 'What is wrong in the catalog: file, line, column, a sentence and what to do',
  request: {
    query: z.strictObject({
      kind: kinds,
      owner: z.string().min(1).optional().openapi({ example: 'group:default/payments' }),
      ref: z.string().min(1).optional().openapi({ example: 'component:default/payments-api' }),
      location: z.string().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(500).openapi({ type: 'integer' }),
      offset: z.coerce.number().int().min(0).default(0).openapi({ type: 'integer' }),
    }),
  },
  responses: {
    200: {
      ...answer[200],
      description:
        'Problems, in the order of their places; `X-Total-Count` says how many there are',
    },
  },
});

const ofEntity = createRoute({
  method: 'get',
  path: '/api/catalog/entities/by-name/{kind}/{namespace}/{name}/problems',
  summary: 'What is wrong with one entity, also where it never was good enough for the catalog',
  request: { params: z.object({ kind: z.string(), namespace: z.string(), name: z.string() }) },
  responses: answer,
});

/** What is wrong in the catalog. */
export function problemRoutes(app: OpenAPIHono, db: Db): void {
  app.openapi(listProblems, async (c) => {
    const { kind, owner, ref, location, limit, offset } = c.req.valid('query');
    const found = await unplacedProblems(db, {
      ...(kind && { kinds: kind }),
      ...(owner && { owners: [readRef('owner', owner, 'group')] }),
      ...(ref && { ref: readRef('ref', ref) }),
      ...(location && { location }),
    });
    // Lines are looked up for those alone that are shown.
    const page = await lookCloser(db, found.slice(offset, offset + limit));
    c.header('X-Total-Count', String(found.length));
    return c.json(page, 200);
  });
  app.openapi(ofEntity, async (c) => {
    const ref = formatRef(c.req.valid('param'));
    const found = await problems(db, { ref });
    if (found.length === 0 && !(await isKnown(db, ref)))
      refuse(404, `The catalog knows nothing of ${ref}`);
    return c.json(found, 200);
  });
}

function readRef(name: string, said: string, kind?: string): string {
  try {
    return canonicalRef(said, kind ? { kind } : {});
  } catch (error) {
    if (error instanceof UserError) refuse(400, `${name}: ${advice(error)}`);
    throw error;
  }
}
