import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import type { Thing } from '../../../scaffolder/actions/action.ts';
import type { RunReport, RunState } from '../../../scaffolder/runs/run.ts';
import type { RunEvent } from '../../../scaffolder/scaffolder.ts';
import { formPathOf, RUNS, runPathOf } from '../paths.ts';
import { entityLink, when } from '../words.ts';
import { drawSteps, duration } from './steps.ts';

export const STATE_WORDS: Record<RunState, string> = {
  waiting: 'Waits for approval',
  open: 'About to start',
  processing: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  declined: 'Declined',
};

export type RunPage = {
  run: RunReport;
  events: readonly RunEvent[];
  view: CatalogView;
  now: Date;
  /** Why whoever looks can only look; null where they can act. */
  hint: string | null;
  /** What came of a button. */
  said: string | null;
};

/** One run: how far it is, what it made, what it said, and what can be done about it. It is one part, exchanged as the run goes on. */
export function drawRun(page: RunPage): Html {
  const { run, view, now, said } = page;
  const { state, template, subject, by, createdAt, startedAt, endedAt } = run;
  const isLive = ['waiting', 'open', 'processing'].includes(state);
  const took = startedAt && endedAt ? duration(endedAt.getTime() - startedAt.getTime()) : null;
  return html`<article id="run" class="run"${isLive ? html` data-run="${runPathOf(run.id)}/stream"` : nothing}>
<nav class="crumbs" aria-label="You are here"><a href="${RUNS}">Runs</a> <span aria-hidden="true">/</span> <a href="${formPathOf(template.ref)}">${template.title}</a></nav>
<h1>${subject.name ?? template.title}</h1>
<p class="badges"><span class="state state-${state}" role="status">${STATE_WORDS[state]}</span><span class="under-line">from <a href="${formPathOf(template.ref)}">${template.title}</a>${by ? html`, by ${view.get(by) ? entityLink(view, by) : by}` : nothing}, ${when(createdAt, now)}${took ? html`, in ${took}` : nothing}</span>${subject.owner ? html`<span class="under-line">for ${entityLink(view, subject.owner)}</span>` : nothing}</p>
${said ? html`<p class="said said-wrong" role="alert">${said}</p>` : nothing}
${drawError(run)}
${drawApproval(page)}
${drawLinks(run, view)}
${run.texts.map(({ title, content }) => html`<section class="part"><h2>${title ?? 'To read'}</h2><p class="lines">${content}</p></section>`)}
<section class="part"><h2>Steps</h2>${drawSteps(run.steps)}</section>
${drawCreated(run.created)}
${drawRemoved(run.removed)}
${drawDeeds(page)}
${drawLog(page.events)}
</article>`;
}

function drawError({ error }: RunReport): Html {
  if (!error) return nothing;
  return html`<div class="wrong"><h2>Why it failed</h2><p class="lines">${error.message}</p><p>${error.nextStep}</p></div>`;
}

function drawApproval({ run, view, hint }: RunPage): Html {
  const { approval, state, id } = run;
  if (!approval) return nothing;
  const { from, by, reason } = approval;
  if (state !== 'waiting') {
    const verdict = state === 'declined' ? 'Declined' : 'Approved';
    return html`<p class="pending">${verdict}${by ? html` by ${entityLink(view, by)}` : nothing}, asked of ${entityLink(view, from)}${reason ? html`: “${reason}”` : nothing}</p>`;
  }
  return html`<section class="approval"><h2>Waits for ${entityLink(view, from)}</h2><p class="under">It runs when somebody of theirs says yes.</p>
${hint ? nothing : html`<form method="post" action="${runPathOf(id)}/decide" class="decide"><label for="reason">Reason <span class="optional">optional</span></label><input id="reason" name="reason" type="text" maxlength="500" autocomplete="off"><p class="buttons"><button class="first" type="submit" name="verdict" value="yes">Approve</button> <button type="submit" name="verdict" value="no">Decline</button></p></form>`}</section>`;
}

function drawLinks({ links }: RunReport, view: CatalogView): Html {
  const shown = links.flatMap(({ title, url, entityRef }) => {
    if (url && safeUrl(url))
      return [html`<a class="button" href="${url}" rel="noreferrer">${title}</a>`];
    return entityRef ? [html`<span>${title}: ${entityLink(view, entityRef)}</span>`] : [];
  });
  return shown.length > 0
    ? html`<p class="run-links">${shown.map((link) => html`${link} `)}</p>`
    : nothing;
}

const KIND_WORDS: Record<Thing['kind'], string> = {
  repository: 'Repository',
  branch: 'Branch',
  'pull-request': 'Pull request',
  registration: 'Registration',
  webhook: 'Webhook',
  'deploy-key': 'Deploy key',
  environment: 'Environment',
  message: 'Message',
};

function drawCreated(created: RunReport['created']): Html {
  if (created.length === 0) return nothing;
  return html`<section class="part"><h2>Made <span class="count">${created.length}</span></h2>${drawThings(created)}</section>`;
}

function drawRemoved(removed: RunReport['removed']): Html {
  if (removed.length === 0) return nothing;
  const lines = removed.map(
    ({ kind, name }) => html`<li><span class="also">${KIND_WORDS[kind]}</span> ${name}</li>`,
  );
  return html`<section class="part"><h2>Removed again <span class="count">${removed.length}</span></h2><ul class="things">${lines}</ul></section>`;
}

function drawThings(things: RunReport['created']): Html {
  return html`<ul class="things">${things.map(({ kind, name, url, problem }) => html`<li><span class="also">${KIND_WORDS[kind]}</span> ${url && safeUrl(url) ? html`<a href="${url}" rel="noreferrer">${name}</a>` : name}${problem ? html`<span class="under">${problem}</span>` : nothing}</li>`)}</ul>`;
}

/** What cannot be taken back is asked once more, without a script. */
function drawDeeds({ run, hint }: RunPage): Html {
  if (hint) return nothing;
  const { state, id, created } = run;
  const form = (deed: string, words: string) =>
    html`<form method="post" action="${runPathOf(id)}/${deed}"><button type="submit">${words}</button></form>`;
  const canRetry = (state === 'failed' || state === 'cancelled') && run.removed.length === 0;
  const canCancel = ['waiting', 'open', 'processing'].includes(state);
  const canClean = created.length > 0 && ['failed', 'cancelled', 'completed'].includes(state);
  if (!canRetry && !canCancel && !canClean) return nothing;
  return html`<section class="part deeds" aria-label="What to do">
${canRetry ? form('retry', 'Retry from the failed step') : nothing}
${canCancel ? html`<details class="confirm"><summary class="button">Cancel…</summary><div class="confirm-body"><p>It stops after the step it is in. What it made so far stays.</p>${form('cancel', 'Yes, cancel it')}</div></details>` : nothing}
${canClean ? html`<details class="confirm"><summary class="button">Clean up…</summary><div class="confirm-body"><p>This is removed for good:</p>${drawThings(created)}${form('clean-up', 'Yes, remove all of it')}</div></details>` : nothing}</section>`;
}

function drawLog(events: readonly RunEvent[]): Html {
  if (events.length === 0) return nothing;
  const lines = events.map(({ at, step, message }) => {
    const clock = at.toISOString().slice(11, 19);
    return `${clock} ${step ? `[${step}] ` : ''}${message}\n`;
  });
  return html`<section class="part"><h2>Log</h2><pre class="code log-text" tabindex="0" aria-label="Log of the run" data-log>${lines.join('')}</pre></section>`;
}
