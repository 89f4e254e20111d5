import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { z } from 'zod';
import { lineDiff } from '../catalog/corrections/line-diff.ts';
import { type Html, html, nothing } from '../html.ts';
import { filesOf } from './github/graphql/work.ts';
import type { Model } from './github/model/model.ts';
import type { PullRequest, Repository } from './github/model/types.ts';
import { drawGitHubPage, type Nonced, pageHeaders } from './github-page.ts';

const Settled = z.object({ by: z.string().max(100), why: z.string().max(2_000).default('') });

/** A pull request of the pretend GitHub, to look at, to merge and to close as one of its people. */
export function pullPages(model: Model): Hono {
  const app = new Hono<Nonced>();
  app.use('/:owner/:repo/pull/*', csrf());
  app.use('/:owner/:repo/pull/*', pageHeaders());

  const find = (owner: string, repo: string, number: string) => {
    const of = model.find(owner, repo);
    const pull = of?.pullRequests.find((one) => one.number === Number(number));
    return of && pull ? { of, pull } : null;
  };

  app.get('/:owner/:repo/pull/:number{[0-9]+}', (c) => {
    const { owner, repo, number } = c.req.param();
    const found = find(owner, repo, number);
    if (!found) return c.notFound();
    return c.html(drawPull(model, { ...found, nonce: c.get('secureHeadersNonce') ?? '' }));
  });
  app.post('/:owner/:repo/pull/:number{[0-9]+}/:how{merge|close}', async (c) => {
    const { owner, repo, number, how } = c.req.param();
    const found = find(owner, repo, number);
    const form = Settled.safeParse(await c.req.parseBody());
    if (!found || !form.success || !model.users.get(form.data.by)?.role) return c.notFound();
    const { of, pull } = found;
    const { by, why } = form.data;
    if (why.trim()) await model.comment(of.name, pull.number, by, why.trim());
    if (pull.state === 'OPEN') {
      if (how === 'merge') await model.mergePullRequest(of.name, pull.number, by);
      else await model.closePullRequest(of.name, pull.number, by);
    }
    return c.redirect(c.req.path.replace(/\/\w+$/, ''), 303);
  });
  return app as unknown as Hono;
}

const STATES = { OPEN: 'Open', CLOSED: 'Closed', MERGED: 'Merged' } as const;

type Drawn = { of: Repository; pull: PullRequest; nonce: string };

function drawPull(model: Model, { of, pull, nonce }: Drawn): Html {
  const { title, number, state, author, headRefName, baseRefName, reviewers } = pull;
  const body = html`<p class="muted">${of.owner} / <a href="/demo/github/${of.owner}/${of.name}">${of.name}</a></p>
<h1>${title} <span class="muted">#${number}</span></h1>
<p><span class="state ${state.toLowerCase()}">${STATES[state]}</span> ${author} wants to merge <code>${headRefName}</code> into <code>${baseRefName}</code>${reviewers.length > 0 ? html`, and asks ${reviewers.join(', ')}` : nothing}.</p>
${filesOf(model, pull).map(({ path }) => drawFile(model, { of, pull, path }))}
<h2>What it says</h2><pre class="body">${pull.body || 'Nothing.'}</pre>
${pull.comments.map((one) => html`<h3>${one.author}</h3><pre class="body">${shownTo(one.body)}</pre>`)}
${state === 'OPEN' ? drawForm(model, { of, pull }) : html`<p class="settled">${STATES[state]}${pull.settledBy ? html` by ${pull.settledBy}` : nothing}. The catalog follows within seconds.</p>`}`;
  return drawGitHubPage({ title: `${title} · #${number}`, what: 'A pull request', body, nonce });
}

/** As GitHub shows it: without comments of HTML. */
function shownTo(body: string): string {
  return body.replace(/<!--[\s\S]*?-->/g, '').trim();
}

function drawFile(
  model: Model,
  { of, pull, path }: { of: Repository; pull: PullRequest; path: string },
): Html {
  const head = pull.headOid ?? undefined;
  const known = new Set(model.history(of).map(({ oid }) => oid));
  const base = model.history(of, head).find(({ oid }) => known.has(oid))?.oid;
  const lines = lineDiff(textAt(model, base, path), textAt(model, head, path), 3);
  const drawn = lines.map((line) => {
    if (!line) return html`<span class="gap">⋯\n</span>`;
    const kind = { '+': 'new', '-': 'gone', ' ': 'same' }[line.sign];
    return html`<span class="${kind}">${line.sign} ${line.text}\n</span>`;
  });
  return html`<h2><code>${path}</code></h2><pre class="diff" tabindex="0" role="region" aria-label="What changes in ${path}">${drawn}</pre>`;
}

function textAt({ git }: Model, commit: string | undefined, path: string): string {
  const object = git.get(commit ?? '');
  const item = object?.type === 'commit' ? git.at(object.tree, path) : undefined;
  const blob = git.get(item?.oid ?? '');
  return blob?.type === 'blob' ? String(blob.content) : '';
}

/** Who may be somebody here: the people who are asked first. */
function drawForm(model: Model, { of, pull }: { of: Repository; pull: PullRequest }): Html {
  const asked = pull.reviewers.flatMap((one) => {
    const [, slug] = one.split('/');
    return slug ? (model.teams.get(slug)?.members.map(({ login }) => login) ?? []) : [one];
  });
  const members = [...model.users.values()].filter(({ role }) => role).map(({ login }) => login);
  const people = [...new Set([...asked, ...members])];
  const path = `/demo/github/${of.owner}/${of.name}/pull/${pull.number}`;
  return html`<form method="post"><label>You are <select name="by">${people.map((login) => html`<option>${login}</option>`)}</select></label>
<label>Say something <input name="why" maxlength="2000" placeholder="why, if you like"></label>
<p><button class="merge" formaction="${path}/merge">Merge</button> <button formaction="${path}/close">Close</button></p></form>`;
}
