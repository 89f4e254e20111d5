import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { CatalogIndex } from '../../../catalog/search.ts';
import { type Html, html } from '../../../html.ts';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import type { Done, Scaffolder } from '../../../scaffolder/scaffolder.ts';
import { refuse } from '../../errors.ts';
import { followRun } from '../../scaffolder/follow.ts';
import { hasEnded } from '../../scaffolder/shapes.ts';
import type { Page } from '../layout.ts';
import { runPathOf } from '../paths.ts';
import { drawRun } from './run.ts';
import { drawRuns, RUNS_A_PAGE } from './run-list.ts';
import { visitorOf } from './visitor.ts';

const Decision = z.object({
  verdict: z.enum(['yes', 'no']),
  reason: z.string().trim().max(500).catch(''),
});
/** Seconds after which a browser without a script looks again. */
const AGAIN = 5;

type RunRoom = {
  scaffolder: Scaffolder;
  index: CatalogIndex;
  now: () => Date;
  whole: (page: Omit<Page, 'place'>) => Html;
};

/** `/templates/runs` and `/templates/runs/<id>`: what was made, and each of it as it goes on. */
export function runPages(app: Hono, { scaffolder, index, now, whole }: RunRoom): void {
  app.get('/runs', async (c) => {
    const asked = Math.max(1, Math.trunc(Number(c.req.query('page') ?? '1')) || 1);
    const total = await scaffolder.count({});
    const page = Math.min(asked, Math.max(1, Math.ceil(total / RUNS_A_PAGE)));
    const offset = (page - 1) * RUNS_A_PAGE;
    const runs = await scaffolder.runs({ limit: RUNS_A_PAGE, offset });
    const view = await index.current();
    const main = drawRuns({ runs, total, page, view, now: now() });
    return c.html(whole({ title: 'Runs', main, search: '' }));
  });

  app.get('/runs/:id', async (c) => show(c, await runOf(c), { said: null }));

  app.get('/runs/:id/stream', async (c) => {
    const { id } = await runOf(c);
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      // A run that is waited for has said all of this already: what is new begins after it.
      const after = (await scaffolder.events(id, 0)).at(-1)?.id ?? 0;
      for await (const events of followRun({ scaffolder, id, after, signal: gone.signal })) {
        if (events.length === 0) await stream.write(': still there\n\n');
        else await stream.writeSSE({ event: 'change', data: String(events.at(-1)?.id) });
      }
      await stream.writeSSE({ event: 'end', data: id });
    });
  });

  const deeds: Record<string, (id: string, by: string | null) => Promise<Done>> = {
    retry: scaffolder.retry,
    cancel: scaffolder.cancel,
    'clean-up': scaffolder.cleanUp,
  };
  for (const [deed, work] of Object.entries(deeds)) {
    app.post(`/runs/:id/${deed}`, async (c) => {
      const { id } = await runOf(c);
      return settled(c, id, await work(id, mayAct(c)));
    });
  }

  app.post('/runs/:id/decide', async (c) => {
    const { id } = await runOf(c);
    const by = mayAct(c);
    if (!by) refuse(403, 'Nobody signs in here, so it is decided in Slack.');
    const decided = Decision.safeParse(await c.req.parseBody());
    if (!decided.success) refuse(400, 'Say yes or no.');
    const { verdict, reason } = decided.data;
    const isApproved = verdict === 'yes';
    return settled(c, id, await scaffolder.decide(id, { by, isApproved, reason: reason || null }));
  });

  /** To the run as it is now, or the run with what is wrong. */
  async function settled(c: Context, id: string, done: Done): Promise<Response> {
    if (done.kind === 'done') return c.redirect(runPathOf(id), 303);
    return show(c, await runOf(c), { said: done.reason, status: 409 });
  }

  async function runOf(c: Context): Promise<RunReport> {
    const id = c.req.param('id') ?? '';
    return (await scaffolder.report(id)) ?? refuse(404, 'There is no such run.');
  }

  async function show(
    c: Context,
    run: RunReport,
    { said, status = 200 }: { said: string | null; status?: 200 | 409 },
  ): Promise<Response> {
    const { strange } = visitorOf(c);
    const events = await scaffolder.events(run.id, 0);
    const view = await index.current();
    const part = drawRun({
      run,
      events,
      view,
      now: now(),
      hint: strange,
      said,
    });
    c.header('Vary', 'X-Part');
    if (c.req.header('X-Part') === 'run') return c.html(part, status);
    const title = run.subject.name ?? run.template.title;
    const head = hasEnded(run.state)
      ? undefined
      : html`<noscript><meta http-equiv="refresh" content="${AGAIN}"></noscript>`;
    return c.html(whole({ title, main: part, search: '', ...(head && { head }) }), status);
  }
}

/** Who acts; refuses those who can only look. */
function mayAct(c: Context): string | null {
  const { by, strange } = visitorOf(c);
  if (strange) refuse(403, strange);
  return by;
}
