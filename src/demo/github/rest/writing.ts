import { z } from 'zod';
import { resolveExpression } from '../graphql/git.ts';
import { nodeId } from '../model/node-id.ts';
import { bodyOf, invalid } from './body.ts';
import { authorOf } from './git-writing.ts';
import { commitJson } from './json.ts';
import { withRepository } from './repositories.ts';
import { problem, type Routes } from './routes.ts';
import { commentJson, pullJson } from './work.ts';

const NewRef = z.object({ ref: z.string().regex(/^refs\/(?:heads|tags)\/.+/), sha: z.string() });
const Contents = z.object({
  message: z.string().min(1),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
  author: z.object({ name: z.string(), email: z.string() }).optional(),
});
const NewPull = z.object({
  title: z.string().min(1),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
});
const Reviewers = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});
const NewComment = z.object({ body: z.string().min(1).max(65_536) });
const PullChange = z.object({ state: z.enum(['open', 'closed']).optional() });

/** Branches, files and pull requests, writing. */
export const writingRoutes: Routes = (app, services) => {
  const { model } = services;

  app.post(
    '/repos/:owner/:repo/git/refs',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewRef);
      if (!wanted) return invalid(c, 'Invalid request.');
      const [, sort, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(wanted.ref) ?? [];
      const refs = sort === 'tags' ? of.tags : of.branches;
      if (refs.has(name)) return invalid(c, 'Reference already exists');
      if (of.branches.size === 0) return problem(c, 409, 'Git Repository is empty.');
      if (!model.reaches(of, wanted.sha)) return invalid(c, 'Object does not exist');
      const isNew = of.loose.has(wanted.sha) && sort === 'heads';
      if (isNew) await model.moveBranch(of, { branch: name, oid: wanted.sha, forced: false });
      else await model.createBranch(of.name, name, wanted.sha);
      return c.json(
        {
          ref: wanted.ref,
          node_id: nodeId('Ref', of.databaseId, wanted.ref),
          object: { type: 'commit', sha: wanted.sha },
        },
        201,
      );
    }),
  );

  app.put(
    '/repos/:owner/:repo/contents/:path{.+}',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Contents);
      const path = c.req.param('path') ?? '';
      if (!wanted) return invalid(c, 'Invalid request.');
      const branch = wanted.branch ?? of.defaultBranch;
      if (!of.branches.has(branch) && of.branches.size > 0)
        return problem(c, 404, `Branch ${branch} not found`);
      const now = resolveExpression(model, of, `${branch}:${path}`);
      if (now !== null && !wanted.sha) return invalid(c, '"sha" wasn\'t supplied.');
      if (now !== (wanted.sha ?? null))
        return problem(c, 409, `${path} does not match ${wanted.sha}`);
      const content = Buffer.from(wanted.content, 'base64').toString('utf8');
      const commit = await model.push(
        of.name,
        { [path]: content },
        {
          branch,
          message: wanted.message,
          author: wanted.author ? authorOf(wanted.author) : 'callboard[bot]',
        },
      );
      const sha = resolveExpression(model, of, `${branch}:${path}`);
      const status = now === null ? 201 : 200;
      return c.json(
        { content: { path, sha }, commit: commitJson(model, of, commit, c.var.api) },
        status,
      );
    }),
  );

  app.post(
    '/repos/:owner/:repo/pulls',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewPull);
      if (!wanted) return invalid(c, 'Invalid request.');
      const head = wanted.head.replace(/^[^:]*:/, '');
      const isThere = of.branches.has(head) && of.branches.has(wanted.base);
      if (!isThere) return invalid(c, 'Validation Failed');
      const open = of.pullRequests.find((one) => one.state === 'OPEN' && one.headRefName === head);
      if (open) return invalid(c, `A pull request already exists for ${of.owner}:${head}.`);
      if (of.branches.get(head) === of.branches.get(wanted.base))
        return invalid(c, `No commits between ${wanted.base} and ${head}`);
      const { title, body, base: baseRefName, draft: isDraft } = wanted;
      const author = `${model.installation.appSlug}[bot]`;
      const pull = { title, body: body ?? '', author, headRefName: head, baseRefName, isDraft };
      const made = await model.openPullRequest(of.name, pull);
      return c.json(pullJson(model, made, c.var.api), 201);
    }),
  );

  app.post(
    '/repos/:owner/:repo/pulls/:number{[0-9]+}/requested_reviewers',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Reviewers);
      const pull = of.pullRequests.find(({ number }) => number === Number(c.req.param('number')));
      if (!pull) return problem(c, 404, 'Not Found');
      const isKnown =
        wanted?.team_reviewers.every((slug) => model.teams.get(slug)?.repositories.has(of.id)) &&
        wanted.reviewers.every((login) => model.users.get(login)?.role);
      if (!wanted || !isKnown)
        return invalid(c, 'Reviews may only be requested from collaborators.');
      const asked = [
        ...wanted.reviewers,
        ...wanted.team_reviewers.map((slug) => `${of.owner}/${slug}`),
      ];
      pull.reviewers = [...new Set([...pull.reviewers, ...asked])];
      return c.json(pullJson(model, pull, c.var.api), 201);
    }),
  );

  app.post(
    '/repos/:owner/:repo/issues/:number{[0-9]+}/comments',
    withRepository(services, async (c, of) => {
      const number = Number(c.req.param('number'));
      const wanted = await bodyOf(c, NewComment);
      if (!wanted) return invalid(c, 'Invalid request.');
      if (!of.pullRequests.some((one) => one.number === number))
        return problem(c, 404, 'Not Found');
      const author = `${model.installation.appSlug}[bot]`;
      const { comments } = await model.comment(of.name, number, author, wanted.body);
      const [made] = comments.slice(-1);
      return made ? c.json(commentJson(model, made, c.var.api), 201) : problem(c, 404, 'Not Found');
    }),
  );

  app.patch(
    '/repos/:owner/:repo/pulls/:number{[0-9]+}',
    withRepository(services, async (c, of) => {
      const number = Number(c.req.param('number'));
      const wanted = await bodyOf(c, PullChange);
      const pull = of.pullRequests.find((one) => one.number === number);
      if (!pull) return problem(c, 404, 'Not Found');
      if (wanted?.state === 'closed' && pull.state === 'OPEN')
        await model.closePullRequest(of.name, number, `${model.installation.appSlug}[bot]`);
      return c.json(pullJson(model, pull, c.var.api));
    }),
  );

  app.put(
    '/repos/:owner/:repo/pulls/:number{[0-9]+}/merge',
    withRepository(services, async (c, of) => {
      const number = Number(c.req.param('number'));
      const pull = of.pullRequests.find((one) => one.number === number);
      if (!pull) return problem(c, 404, 'Not Found');
      if (pull.state !== 'OPEN') return problem(c, 405, 'Pull Request is not mergeable');
      const merged = await model.mergePullRequest(of.name, number);
      return c.json({
        sha: merged.mergeOid,
        merged: true,
        message: 'Pull Request successfully merged',
      });
    }),
  );
};
