import { codeownersErrors } from '../model/codeowners.ts';
import { nodeId } from '../model/node-id.ts';
import type { Repository } from '../model/types.ts';
import type { Services } from '../services.ts';
import { commitJson, repositoryJson, teamJson } from './json.ts';
import { page, problem, type RestContext, type Routes } from './routes.ts';

/**
 * Runs a handler with the repository that the path names: 404 when the App does not see it,
 * 301 to its numeric address when it was renamed.
 */
export function withRepository(
  { model }: Services,
  handle: (c: RestContext, repository: Repository) => Response | Promise<Response>,
) {
  return (c: RestContext): Response | Promise<Response> => {
    const owner = c.req.param('owner') ?? '';
    const name = c.req.param('repo') ?? '';
    const found = model.find(owner, name);
    if (!found) return problem(c, 404, 'Not Found');
    if (found.name.toLowerCase() !== name.toLowerCase()) {
      const rest = new URL(c.req.url);
      const below = rest.pathname.slice(rest.pathname.indexOf(`/repos/${owner}/${name}`));
      const tail = below.slice(`/repos/${owner}/${name}`.length) + rest.search;
      const url = `${c.var.api}/repositories/${found.databaseId}${tail}`;
      return c.json({ message: 'Moved Permanently', url }, 301, { location: url });
    }
    return handle(c, found);
  };
}

export const repositoryRoutes: Routes = (app, services) => {
  const { model } = services;

  app.get(
    '/repos/:owner/:repo',
    withRepository(services, (c, of) => {
      c.header('last-modified', new Date(of.updatedAt).toUTCString());
      return c.json(repositoryJson(model, of, c.var.api));
    }),
  );

  app.get('/repositories/:id{[0-9]+}', (c) => {
    const found = model.repositories.get(nodeId('Repository', Number(c.req.param('id'))));
    return found && model.sees(found)
      ? c.json(repositoryJson(model, found, c.var.api))
      : problem(c, 404, 'Not Found');
  });

  app.get('/orgs/:org/repos', (c) =>
    c.json(page(c, model.visible()).map((one) => repositoryJson(model, one, c.var.api))),
  );

  app.get('/installation/repositories', (c) => {
    const visible = model.visible();
    return c.json({
      total_count: visible.length,
      repository_selection: model.installation.repositories ? 'selected' : 'all',
      repositories: page(c, visible).map((one) => repositoryJson(model, one, c.var.api)),
    });
  });

  app.get(
    '/repos/:owner/:repo/commits',
    withRepository(services, (c, of) => {
      const { path, sha } = c.req.query();
      if (of.branches.size === 0) return problem(c, 409, 'Git Repository is empty.');
      const from = sha === undefined ? undefined : (of.branches.get(sha) ?? sha);
      if (from !== undefined && !model.reaches(of, from)) return problem(c, 404, 'Not Found');
      const commits = model.history(of, from).filter(({ changes }) => {
        const paths = [...changes.added, ...changes.modified, ...changes.removed];
        return !path || paths.some((one) => one === path || one.startsWith(`${path}/`));
      });
      return c.json(page(c, commits).map((one) => commitJson(model, of, one, c.var.api)));
    }),
  );

  app.get(
    '/repos/:owner/:repo/topics',
    withRepository(services, (c, of) => c.json({ names: of.topics })),
  );

  app.get(
    '/repos/:owner/:repo/languages',
    withRepository(services, (c, of) => c.json(of.language ? { [of.language]: 10_000 } : {})),
  );

  app.get(
    '/repos/:owner/:repo/teams',
    withRepository(services, (c, of) => {
      const teams = [...model.teams.values()].filter((team) => team.repositories.has(of.id));
      return c.json(page(c, teams).map((team) => teamJson(model, team, c.var.api)));
    }),
  );

  app.get(
    '/repos/:owner/:repo/codeowners/errors',
    withRepository(services, (c, of) => {
      const errors = codeownersErrors(model, of);
      return errors ? c.json({ errors }) : problem(c, 404, 'Not Found');
    }),
  );
};
