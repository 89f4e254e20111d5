import { Hono, type MiddlewareHandler } from 'hono';
import { type Html, html, nothing } from '../html.ts';
import { isBinary } from './github/model/git.ts';
import type { Model } from './github/model/model.ts';
import type { Protection } from './github/model/settings.ts';
import type { Repository, TreeItem } from './github/model/types.ts';
import { drawGitHubPage, type Nonced, pageHeaders } from './github-page.ts';

const MOST_FILES = 500;
const MOST_COMMITS = 20;

/** A repository of the pretend GitHub: its files, commits and what is set on it. The API lies below the same path, so what is no repository goes on. */
export function repositoryPages(model: Model): Hono {
  const app = new Hono<Nonced>();
  const onlyRepositories: MiddlewareHandler = async (c, next) => {
    const isOne = model.find(c.req.param('owner') ?? '', c.req.param('repo') ?? '');
    return isOne ? next() : c.notFound();
  };
  const isRepository = (owner: string, repo: string) => model.find(owner, repo) !== undefined;

  // As GitHub does with the address to clone from; what workflows ran is on the page itself.
  app.get('/:owner/:repo{[^/]+\\.git}', (c) => c.redirect(c.req.path.replace(/\.git$/, ''), 302));
  app.get('/:owner/:repo/actions', async (c, next) => {
    const { owner, repo } = c.req.param();
    return isRepository(owner, repo) ? c.redirect(c.req.path.replace(/\/actions$/, '')) : next();
  });
  app.get('/:owner/:repo', async (c, next) => {
    const { owner, repo } = c.req.param();
    if (!isRepository(owner, repo)) return next();
    return await pageHeaders()(c, async () => {
      const of = model.find(owner, repo);
      if (of) c.res = await c.html(drawRepository(model, of, c.get('secureHeadersNonce') ?? ''));
    });
  });
  app.get('/:owner/:repo/:sort{blob|tree}/:rest{.+}', onlyRepositories, pageHeaders(), (c) => {
    const { owner, repo, rest } = c.req.param();
    const of = model.find(owner, repo);
    const found = of && itemAt(model, of, rest);
    if (!of || !found) return c.notFound();
    const nonce = c.get('secureHeadersNonce') ?? '';
    return found.item.mode === 0o40000
      ? c.html(drawRepository(model, of, nonce, found))
      : c.html(drawFile(model, { of, ...found, nonce }));
  });
  return app as unknown as Hono;
}

type Found = { ref: string; path: string; item: TreeItem };

/** A branch may have a slash in its name: the one that is there is meant. */
function itemAt(model: Model, of: Repository, rest: string): Found | null {
  const refs = [...of.branches, ...of.tags].sort(([a], [b]) => b.length - a.length);
  for (const [ref, oid] of refs) {
    if (rest !== ref && !rest.startsWith(`${ref}/`)) continue;
    const path = rest.slice(ref.length + 1).replace(/\/$/, '');
    const commit = model.git.get(oid);
    const item = commit?.type === 'commit' ? model.git.at(commit.tree, path) : undefined;
    if (item) return { ref, path, item };
  }
  return null;
}

function drawRepository(model: Model, of: Repository, nonce: string, at?: Found): Html {
  const root = `/demo/github/${of.owner}/${of.name}`;
  const ref = at?.ref ?? of.defaultBranch;
  const head = of.branches.get(ref) ?? of.tags.get(ref);
  const history = model.history(of, head);
  const tree = at?.item.oid ?? history[0]?.tree;
  const files = tree ? [...model.git.files(tree)] : [];
  const below = at?.path ? `${at.path}/` : '';
  const open = of.pullRequests.filter(({ state }) => state === 'OPEN');
  const body = html`<p class="muted">${of.owner}</p>
<h1>${of.name} <span class="muted">${of.visibility}${of.isArchived ? ', archived' : ''}</span></h1>
<p>${of.description ?? 'No description.'}</p>
${drawFacts(of, ref)}
<h2>Files of ${ref}${below ? html` below ${below}` : nothing} (${files.length})</h2>
${
  files.length === 0
    ? html`<p>Nothing was pushed yet.</p>`
    : html`<ul class="files">${files
        .slice(0, MOST_FILES)
        .map(
          ([path, { mode }]) =>
            html`<li><a href="${root}/blob/${ref}/${pathOf(below + path)}">${path}</a>${markOf(mode)}</li>`,
        )}</ul>`
}
${open.length > 0 ? html`<h2>Pull requests</h2><ul>${open.map(({ number, title }) => html`<li><a href="${root}/pull/${number}">${title} #${number}</a></li>`)}</ul>` : nothing}
${of.settings.issues.length > 0 ? html`<h2>Issues</h2><ul>${of.settings.issues.map(({ number, title }) => html`<li>${title} #${number}</li>`)}</ul>` : nothing}
<h2>Commits</h2><ul>${history.slice(0, MOST_COMMITS).map(({ oid, message, author, at: time }) => html`<li><code>${oid.slice(0, 7)}</code> ${message.split('\n')[0]} <span class="muted">${author}, ${time.slice(0, 16).replace('T', ' ')}</span></li>`)}</ul>`;
  return drawGitHubPage({ title: `${of.owner}/${of.name}`, what: 'A repository', body, nonce });
}

function drawFacts(of: Repository, ref: string): Html {
  const { settings } = of;
  const environments = [...settings.environments.values()].map(({ name, reviewers, waitTimer }) =>
    [
      name,
      reviewers.length > 0 ? 'with reviewers' : '',
      waitTimer > 0 ? `after ${waitTimer} minutes` : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
  const rows: [string, string[]][] = [
    ['Default branch', [of.defaultBranch]],
    ['Branches', [...of.branches.keys()]],
    ['Topics', of.topics],
    [`Rules of ${ref}`, rulesOf(settings.protection.get(ref))],
    ['Environments', environments],
    ['Webhooks', settings.hooks.map(({ url }) => url)],
    ['Deploy keys', settings.keys.map(({ title }) => title)],
    ['Variables', [...settings.variables.keys()]],
    ['Secrets', [...settings.secrets.keys()]],
    ['Autolinks', settings.autolinks.map(({ key_prefix }) => key_prefix)],
    [
      'Workflow runs',
      settings.workflowRuns.map(({ workflow, branch }) => `${workflow} on ${branch}`),
    ],
    [
      'Pages',
      settings.pages ? [`${settings.pages.build_type} from ${settings.pages.source.branch}`] : [],
    ],
  ];
  return html`<dl>${rows.map(([name, values]) => (values.length > 0 ? html`<dt>${name}</dt><dd>${values.join(', ')}</dd>` : nothing))}</dl>`;
}

function rulesOf(rules: Protection | undefined): string[] {
  if (!rules) return [];
  const reviews = rules['required_pull_request_reviews'] as Record<string, unknown> | null;
  const checks = rules['required_status_checks'] as { contexts?: string[] } | null;
  const count = Number(reviews?.['required_approving_review_count'] ?? 0);
  return [
    'protected',
    ...(count > 0 ? [`${count} ${count === 1 ? 'approval' : 'approvals'}`] : []),
    ...(reviews?.['require_code_owner_reviews'] ? ['code owners approve'] : []),
    ...(checks?.contexts ?? []).map((check) => `check ${check}`),
    ...(rules['enforce_admins'] ? ['also for administrators'] : []),
    ...(rules.required_signatures ? ['signed commits'] : []),
  ];
}

function drawFile(
  model: Model,
  { of, ref, path, item, nonce }: Found & { of: Repository; nonce: string },
): Html {
  const blob = model.git.get(item.oid);
  const text = blob?.type === 'blob' && !isBinary(blob) ? String(blob.content) : null;
  const bytes = blob?.type === 'blob' ? blob.bytes : 0;
  const body = html`<p class="muted">${of.owner} / <a href="/demo/github/${of.owner}/${of.name}">${of.name}</a>, ${ref}</p>
<h1>${path}</h1><p class="muted">${bytes} bytes${markOf(item.mode)}</p>
${text === null ? html`<p>This is no text.</p>` : html`<pre tabindex="0" role="region" aria-label="${path}">${text}</pre>`}`;
  return drawGitHubPage({ title: `${path} · ${of.name}`, what: 'A file', body, nonce });
}

function markOf(mode: number): Html | typeof nothing {
  if (mode === 0o100755) return html` <span class="muted">may be run</span>`;
  return mode === 0o120000 ? html` <span class="muted">a link</span>` : nothing;
}

function pathOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
