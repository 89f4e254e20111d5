import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, it } from 'vitest';
import { type JobState, jobsRoutes } from '../jobs.ts';
import { drawJobs } from './jobs.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const JOBS: JobState[] = [
  {
    name: 'github.sweep',
    cron: '40 7 * * * *',
    startedAt: at(-3000),
    endedAt: at(-2800),
    error: '<GitHub> is away',
    nextAt: at(20),
  },
  {
    name: 'scorecards.run',
    cron: '5 * * * * *',
    startedAt: at(-10),
    endedAt: null,
    error: null,
    nextAt: null,
  },
];

it('shows of each job when it ran, how that went, how long it took and when it runs again', () => {
  const page = String(drawJobs(JOBS, NOW));
  const words = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  expect(words).toContain('2 jobs that run without anybody asking. 1 job failed the last time.');
  expect(words).toContain(
    'github.sweep 50 minutes ago Failed &lt;GitHub&gt; is away 3 min 20 s in 20 seconds',
  );
  expect(words).toContain('scorecards.run just now Running – –');
});

it('says the same to programs', async () => {
  const app = new OpenAPIHono();
  jobsRoutes(app, { jobs: async () => JOBS });
  const { items } = (await (await app.request('/api/jobs')).json()) as { items: unknown[] };
  expect(items[0]).toMatchObject({ name: 'github.sweep', state: 'failed', seconds: 200 });
  expect(items[1]).toMatchObject({ state: 'running', seconds: null, nextAt: null });
});
