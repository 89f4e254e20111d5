import { Hono } from 'hono';
import { type Html, html, nothing } from '../../html.ts';
import type { Log } from '../../log.ts';
import { type JobState, runOf, secondsOf } from '../jobs.ts';
import { requirePageAccess } from '../page-access.ts';
import type { SignIn } from '../sign-in/routes.ts';
import type { Assets } from './assets.ts';
import { frame } from './frame.ts';
import { drawPage, type Page } from './layout.ts';
import { counted, when } from './words.ts';

export type JobPagesParts = {
  jobs: () => Promise<readonly JobState[]>;
  signIn: SignIn | null;
  now: () => Date;
  log: Log;
};

/** `/jobs`: what is done by itself, how it went, and when it is done again. */
export function jobPages(assets: Assets, { jobs, signIn, now, log }: JobPagesParts): Hono {
  const app = new Hono();
  const whole = (page: Page) => drawPage(assets, page);
  app.use(requirePageAccess(signIn));
  frame(app, { whole, log });
  app.get('/', async (c) => {
    const main = drawJobs(await jobs(), now());
    return c.html(whole({ title: 'Jobs', place: null, main, search: '' }));
  });
  return app;
}

const WORDS = {
  waiting: 'Has not run yet',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
} as const;

export function drawJobs(jobs: readonly JobState[], now: Date): Html {
  const failed = jobs.filter((job) => runOf(job) === 'failed').length;
  return html`<div class="jobs-page">
<h1>Jobs</h1>
<p class="lead">${counted(jobs.length, 'job')} that ${jobs.length === 1 ? 'runs' : 'run'} without anybody asking. ${failed === 0 ? 'None failed the last time.' : `${counted(failed, 'job')} failed the last time.`}</p>
<div class="wide" tabindex="0" role="region" aria-label="Jobs"><table class="plain">
<thead><tr><th scope="col">Job</th><th scope="col">Last run</th><th scope="col">How it went</th><th scope="col">Took</th><th scope="col">Next run</th></tr></thead>
<tbody>${jobs.map((job) => drawJob(job, now))}</tbody></table></div>
</div>`;
}

function drawJob(job: JobState, now: Date): Html {
  const run = runOf(job);
  const { name, cron, startedAt, error, nextAt } = job;
  return html`<tr>
<th scope="row"><code title="${cron}">${name}</code></th>
<td>${startedAt ? when(startedAt, now) : html`<span class="none">–</span>`}</td>
<td><span class="run run-${run}">${WORDS[run]}</span>${error === null ? nothing : html`<span class="under">${error}</span>`}</td>
<td class="number">${tookWords(secondsOf(job))}</td>
<td>${nextAt ? when(nextAt, now) : html`<span class="none">–</span>`}</td>
</tr>`;
}

/** `40 ms`, `1.2 s`, `3 min 20 s`. */
export function tookWords(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
