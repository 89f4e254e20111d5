import { filesOf } from '../graphql/work.ts';
import type { Model } from '../model/model.ts';
import type { Commit, Deployment, PullRequest, Release, Repository } from '../model/types.ts';
import { commitJson, ownerJson } from './json.ts';
import { withRepository } from './repositories.ts';
import { page, problem, type Routes } from './routes.ts';

const webOf = (of: Repository) => `https://github.com/${of.owner}/${of.name}`;

/** Pull requests, releases, deployments and comparisons, for reading. */
export const workRoutes: Routes = (app, services) => {
  const { model } = services;
  const pullOf = (of: Repository, number: string | undefined) =>
    of.pullRequests.find((one) => one.number === Number(number));

  app.get(
    '/repos/:owner/:repo/pulls',
    withRepository(services, (c, of) => {
      const state = (c.req.query('state') ?? 'open').toUpperCase();
      const head = c.req.query('head')?.replace(/^[^:]*:/, '');
      const pulls = of.pullRequests.filter(
        (one) =>
          (state === 'ALL' || (one.state === 'OPEN') === (state === 'OPEN')) &&
          (head === undefined || one.headRefName === head),
      );
      return c.json(page(c, pulls.toReversed()).map((one) => pullJson(model, one, c.var.api)));
    }),
  );
  app.get(
    '/repos/:owner/:repo/pulls/:number{[0-9]+}',
    withRepository(services, (c, of) => {
      const pull = pullOf(of, c.req.param('number'));
      return pull ? c.json(pullJson(model, pull, c.var.api)) : problem(c, 404, 'Not Found');
    }),
  );
  app.get(
    '/repos/:owner/:repo/pulls/:number{[0-9]+}/files',
    withRepository(services, (c, of) => {
      const pull = pullOf(of, c.req.param('number'));
      if (!pull) return problem(c, 404, 'Not Found');
      const files = filesOf(model, pull);
      return c.json(
        page(c, files).map(({ path, changeType }) => ({
          filename: path,
          status: changeType === 'DELETED' ? 'removed' : changeType.toLowerCase(),
        })),
      );
    }),
  );
  // A pull request is an issue too, and only as one it says who closed it.
  app.get(
    '/repos/:owner/:repo/issues/:number{[0-9]+}',
    withRepository(services, (c, of) => {
      const pull = pullOf(of, c.req.param('number'));
      if (!pull) return problem(c, 404, 'Not Found');
      const by = pull.state === 'OPEN' ? null : pull.settledBy;
      return c.json({
        number: pull.number,
        title: pull.title,
        state: pull.state === 'OPEN' ? 'open' : 'closed',
        closed_by: by === null ? null : ownerJson(model, by, c.var.api),
        comments: pull.comments.length,
      });
    }),
  );
  app.get(
    '/repos/:owner/:repo/issues/:number{[0-9]+}/comments',
    withRepository(services, (c, of) => {
      const pull = pullOf(of, c.req.param('number'));
      if (!pull) return problem(c, 404, 'Not Found');
      return c.json(page(c, pull.comments).map((one) => commentJson(model, one, c.var.api)));
    }),
  );
  app.get(
    '/repos/:owner/:repo/releases',
    withRepository(services, (c, of) => c.json(page(c, of.releases).map(releaseJson))),
  );
  app.get(
    '/repos/:owner/:repo/tags',
    withRepository(services, (c, of) => {
      const tags = [...of.tags].map(([name, sha]) => ({ name, commit: { sha } }));
      return c.json(page(c, tags));
    }),
  );
  app.get(
    '/repos/:owner/:repo/deployments',
    withRepository(services, (c, of) => {
      const { environment, sha, ref } = c.req.query();
      const found = of.deployments.filter(
        (one) =>
          (!environment || one.environment === environment) &&
          (!sha || one.commitOid === sha) &&
          (!ref || one.ref === ref),
      );
      return c.json(
        page(c, found.toReversed()).map((one) => deploymentJson(model, one, c.var.api)),
      );
    }),
  );
  app.get(
    '/repos/:owner/:repo/deployments/:id{[0-9]+}/statuses',
    withRepository(services, (c, of) => {
      const id = Number(c.req.param('id'));
      const found = of.deployments.find(({ databaseId }) => databaseId === id);
      if (!found) return problem(c, 404, 'Not Found');
      return c.json(
        page(c, found.statuses.toReversed()).map((one) => ({
          id: one.id,
          state: one.state.toLowerCase(),
          environment: found.environment,
          created_at: one.at,
          updated_at: one.at,
        })),
      );
    }),
  );
  app.get(
    '/repos/:owner/:repo/compare/:basehead',
    withRepository(services, (c, of) => {
      const [base = '', head = ''] = (c.req.param('basehead') ?? '').split('...');
      const [from, to] = [base, head].map((name) => commitNamed(model, of, name));
      if (!from || !to) return problem(c, 404, 'Not Found');
      const known = new Set(model.history(of, from).map(({ oid }) => oid));
      const reached = new Set(model.history(of, to).map(({ oid }) => oid));
      const ahead = model.history(of, to).filter(({ oid }) => !known.has(oid));
      const behind = model.history(of, from).filter(({ oid }) => !reached.has(oid)).length;
      return c.json({
        html_url: `${webOf(of)}/compare/${base}...${head}`,
        status: statusOf(ahead.length, behind),
        ahead_by: ahead.length,
        behind_by: behind,
        total_commits: ahead.length,
        commits: ahead.toReversed().map((one) => commitJson(model, of, one, c.var.api)),
        files: ahead.flatMap(({ changes }) =>
          [...changes.added, ...changes.modified, ...changes.removed].map((filename) => ({
            filename,
          })),
        ),
      });
    }),
  );
};

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  return ahead > 0 ? 'ahead' : behind > 0 ? 'behind' : 'identical';
}

function commitNamed(model: Model, of: Repository, name: string): string | undefined {
  const known = of.branches.get(name) ?? of.tags.get(name);
  if (known) return known;
  return model.history(of).find(({ oid }: Commit) => name.length >= 7 && oid.startsWith(name))?.oid;
}

export function pullJson(model: Model, pull: PullRequest, api: string): Record<string, unknown> {
  const { repository: of, number } = pull;
  return {
    id: pull.databaseId,
    node_id: pull.id,
    number,
    title: pull.title,
    body: pull.body,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    draft: pull.isDraft,
    merged: pull.state === 'MERGED',
    url: `${api}/repos/${of.owner}/${of.name}/pulls/${number}`,
    html_url: `${webOf(of)}/pull/${number}`,
    user: ownerJson(model, pull.author, api),
    labels: pull.labels.map((name) => ({ name })),
    head: { ref: pull.headRefName, sha: pull.headOid },
    base: { ref: pull.baseRefName, sha: of.branches.get(pull.baseRefName) ?? null },
    merge_commit_sha: pull.mergeOid,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    merged_at: pull.mergedAt,
    merged_by:
      pull.state === 'MERGED' && pull.settledBy ? ownerJson(model, pull.settledBy, api) : null,
    requested_reviewers: pull.reviewers
      .filter((one) => !one.includes('/'))
      .map((login) => ({ login })),
    requested_teams: pull.reviewers.flatMap((one) => {
      const [, slug] = one.split('/');
      return slug ? [{ slug }] : [];
    }),
  };
}

export function commentJson(
  model: Model,
  { id, author, body, at }: PullRequest['comments'][number],
  api: string,
): Record<string, unknown> {
  return { id, user: ownerJson(model, author, api), body, created_at: at, updated_at: at };
}

function releaseJson(release: Release): Record<string, unknown> {
  return {
    id: release.databaseId,
    node_id: release.id,
    tag_name: release.tagName,
    name: release.name,
    body: release.description,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    html_url: `${webOf(release.repository)}/releases/tag/${release.tagName}`,
    created_at: release.createdAt,
    published_at: release.publishedAt,
  };
}

function deploymentJson(model: Model, of: Deployment, api: string): Record<string, unknown> {
  const { repository } = of;
  const url = `${api}/repos/${repository.owner}/${repository.name}/deployments/${of.databaseId}`;
  return {
    id: of.databaseId,
    node_id: of.id,
    sha: of.commitOid,
    ref: of.ref,
    environment: of.environment,
    original_environment: of.environment,
    creator: ownerJson(model, of.creator, api),
    transient_environment: false,
    production_environment: /^prod/i.test(of.environment),
    url,
    statuses_url: `${url}/statuses`,
    created_at: of.createdAt,
    updated_at: of.updatedAt,
  };
}
