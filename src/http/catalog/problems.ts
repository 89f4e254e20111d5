import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { problems } from '../../catalog/problems.ts';

const ProblemShape = z
  .object({
    kind: z.enum(['invalid', 'warning', 'duplicate', 'dangling']),
    ref: z.string().nullable(),
    message: z.string(),
    location: z.string(),
    line: z.number().nullable(),
    column: z.number().nullable(),
    path: z.string(),
  })
  .openapi('Problem');

const listProblems = createRoute({
  method: 'get',
  path: '/api/catalog/problems',
  summary: 'What is wrong in descriptors: file, line, column and a sentence',
  responses: {
    200: {
      description: 'Problems',
      content: { 'application/json': { schema: z.array(ProblemShape) } },
    },
  },
});

/** What is wrong in the catalog. */
export function problemRoutes(app: OpenAPIHono, db: Db): void {
  app.openapi(listProblems, async (c) => c.json(await problems(db), 200));
}
