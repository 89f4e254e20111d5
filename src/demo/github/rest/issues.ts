import { z } from 'zod';
import type { Issue } from '../model/settings.ts';
import { isoSeconds } from '../model/time.ts';
import type { Repository } from '../model/types.ts';
import { nextNumber } from '../model/work-changes.ts';
import { bodyOf, invalid } from './body.ts';
import { withRepository } from './repositories.ts';
import { page, problem, type Routes } from './routes.ts';

const NewIssue = z.object({
  title: z.string().min(1),
  body: z.string().default(''),
  labels: z.array(z.string()).default([]),
  assignees: z.array(z.string()).default([]),
  milestone: z.number().nullish(),
});
const Labels = z.object({ labels: z.array(z.string()).min(1) });
const Assignees = z.object({ assignees: z.array(z.string()) });
const NewRun = z.object({ ref: z.string(), inputs: z.record(z.string(), z.string()).default({}) });

/** Issues with their labels, which pull requests have too, and workflows that somebody asks to run. */
export const issueRoutes: Routes = (app, services) => {
  const { model } = services;
  const root = '/repos/:owner/:repo';
  const author = () => `${model.installation.appSlug}[bot]`;

  app.get(
    `${root}/issues`,
    withRepository(services, (c, of) =>
      c.json(page(c, of.settings.issues.toReversed()).map((one) => issueJson(of, one))),
    ),
  );
  app.post(
    `${root}/issues`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewIssue);
      if (!wanted) return invalid(c, 'title is missing');
      if (!of.settings.flags.has_issues)
        return problem(c, 410, 'Issues are disabled for this repo');
      const made: Issue = {
        ...wanted,
        milestone: wanted.milestone ?? null,
        number: nextNumber(of),
        author: author(),
        at: isoSeconds(model.now()),
      };
      of.settings.issues.push(made);
      model.version++;
      return c.json(issueJson(of, made), 201);
    }),
  );
  app.get(
    `${root}/milestones`,
    withRepository(services, (c) => c.json([])),
  );
  app.post(
    `${root}/issues/:number{[0-9]+}/labels`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Labels);
      const number = Number(c.req.param('number'));
      const found = [...of.pullRequests, ...of.settings.issues].find(
        (one) => one.number === number,
      );
      if (!found) return problem(c, 404, 'Not Found');
      if (!wanted) return invalid(c, 'Invalid request.');
      found.labels = [...new Set([...found.labels, ...wanted.labels])];
      model.version++;
      return c.json(found.labels.map((name) => ({ name })));
    }),
  );
  app.post(
    `${root}/issues/:number{[0-9]+}/assignees`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Assignees);
      const number = Number(c.req.param('number'));
      const found = of.settings.issues.find((one) => one.number === number);
      const isPull = of.pullRequests.some((one) => one.number === number);
      if (!(found || isPull)) return problem(c, 404, 'Not Found');
      if (found) found.assignees = [...new Set([...found.assignees, ...(wanted?.assignees ?? [])])];
      return c.json({ number }, 201);
    }),
  );

  app.get(
    `${root}/actions/workflows/:workflow/runs`,
    withRepository(services, (c, of) => {
      const { branch } = c.req.query();
      const runs = of.settings.workflowRuns
        .filter(
          (one) => one.workflow === c.req.param('workflow') && (!branch || one.branch === branch),
        )
        .toReversed();
      return c.json({
        total_count: runs.length,
        workflow_runs: page(c, runs).map(({ id, branch: head_branch }) => ({
          id,
          head_branch,
          event: 'workflow_dispatch',
          status: 'queued',
          url: `${c.var.api}/repos/${of.owner}/${of.name}/actions/runs/${id}`,
          html_url: `https://github.com/${of.owner}/${of.name}/actions/runs/${id}`,
        })),
      });
    }),
  );
  app.post(
    `${root}/actions/workflows/:workflow/dispatches`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewRun);
      const workflow = c.req.param('workflow') ?? '';
      if (!wanted) return invalid(c, 'Invalid request.');
      if (!of.branches.has(wanted.ref) && !of.tags.has(wanted.ref))
        return invalid(c, `No ref found for: ${wanted.ref}`);
      const { ref: branch, inputs } = wanted;
      const at = isoSeconds(model.now());
      of.settings.workflowRuns.push({ id: model.nextId(), workflow, branch, inputs, at });
      return c.body(null, 204);
    }),
  );
};

function issueJson(of: Repository, issue: Issue): Record<string, unknown> {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: 'open',
    labels: issue.labels.map((name) => ({ name })),
    assignees: issue.assignees.map((login) => ({ login })),
    html_url: `https://github.com/${of.owner}/${of.name}/issues/${issue.number}`,
    created_at: issue.at,
  };
}
