import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';

/** A job as people see it: when it ran last, how that ended, and when its next turn is. */
export type JobState = {
  name: string;
  cron: string;
  startedAt: Date | null;
  endedAt: Date | null;
  error: string | null;
  nextAt: Date | null;
};

const JobShape = z
  .object({
    name: z.string().openapi({ example: 'github.delta' }),
    cron: z.string().openapi({ description: 'Seconds first.' }),
    state: z.enum(['waiting', 'running', 'done', 'failed']).openapi({
      description: '`waiting` has not run yet; `running` began and has not ended.',
    }),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    seconds: z.number().nullable().openapi({ description: 'How long the last run took.' }),
    error: z.string().nullable().openapi({ description: 'Why the last run failed.' }),
    nextAt: z.string().nullable(),
  })
  .openapi('Job');

const jobsRoute = createRoute({
  method: 'get',
  path: '/api/jobs',
  summary: 'What is done by itself: the last run of each job, and its next turn (scope read)',
  responses: {
    200: {
      description: 'Jobs by name',
      content: { 'application/json': { schema: z.object({ items: z.array(JobShape) }) } },
    },
  },
});

export function jobsRoutes(
  app: OpenAPIHono,
  { jobs }: { jobs: () => Promise<readonly JobState[]> },
): void {
  app.openapi(jobsRoute, async (c) => {
    const items = (await jobs()).map((job) => ({
      name: job.name,
      cron: job.cron,
      state: runOf(job),
      startedAt: job.startedAt?.toISOString() ?? null,
      endedAt: job.endedAt?.toISOString() ?? null,
      seconds: secondsOf(job),
      error: job.error,
      nextAt: job.nextAt?.toISOString() ?? null,
    }));
    return c.json({ items }, 200);
  });
}

export function runOf({ startedAt, endedAt, error }: JobState): z.infer<typeof JobShape>['state'] {
  if (!startedAt) return 'waiting';
  if (!endedAt) return 'running';
  return error === null ? 'done' : 'failed';
}

/** How long the last run took, in seconds; null where none has ended. */
export function secondsOf({ startedAt, endedAt }: JobState): number | null {
  return startedAt && endedAt ? Math.max(0, endedAt.getTime() - startedAt.getTime()) / 1000 : null;
}
