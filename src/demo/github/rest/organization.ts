import type { User } from '../model/types.ts';
import { accountJson, organizationJson, teamJson } from './json.ts';
import { page, problem, type RestContext, type Routes } from './routes.ts';

/** The organisation, its people and its teams. */
export const organizationRoutes: Routes = (app, { model, budgets }) => {
  const members = (): User[] => [...model.users.values()].filter(({ role }) => role !== null);
  const isOurs = (c: RestContext): boolean =>
    (c.req.param('org') ?? '').toLowerCase() === model.organization.login.toLowerCase();

  app.use('/orgs/:org/*', async (c, next) =>
    isOurs(c) ? await next() : problem(c, 404, 'Not Found'),
  );

  app.get('/orgs/:org', (c) =>
    isOurs(c)
      ? c.json(organizationJson(model.organization, c.var.api))
      : problem(c, 404, 'Not Found'),
  );

  app.get('/orgs/:org/members', (c) => {
    const role = c.req.query('role') ?? 'all';
    const found = members().filter(
      (user) => role === 'all' || user.role?.toLowerCase() === role.toLowerCase(),
    );
    return c.json(page(c, found).map((user) => accountJson(user, c.var.api)));
  });

  app.get('/orgs/:org/teams', (c) =>
    c.json(page(c, [...model.teams.values()]).map((team) => teamJson(model, team, c.var.api))),
  );

  app.get('/orgs/:org/teams/:slug', (c) => {
    const team = model.teams.get(c.req.param('slug'));
    return team ? c.json(teamJson(model, team, c.var.api)) : problem(c, 404, 'Not Found');
  });

  app.get('/orgs/:org/teams/:slug/members', (c) => {
    const team = model.teams.get(c.req.param('slug'));
    if (!team) return problem(c, 404, 'Not Found');
    const found = team.members.flatMap(({ login }) => model.users.get(login) ?? []);
    return c.json(page(c, found).map((user) => accountJson(user, c.var.api)));
  });

  app.get('/users/:login', (c) => {
    const login = c.req.param('login');
    if (login.toLowerCase() === model.organization.login.toLowerCase())
      return c.json(organizationJson(model.organization, c.var.api));
    const user = model.users.get(login);
    if (!user) return problem(c, 404, 'Not Found');
    return c.json({ ...accountJson(user, c.var.api), name: user.name, email: null });
  });

  app.get('/user', (c) => {
    if (c.var.principal.kind !== 'user') {
      return problem(c, 403, 'Resource not accessible by integration');
    }
    const user = members().find(({ role }) => role === 'ADMIN') ?? members()[0];
    return user
      ? c.json({ ...accountJson(user, c.var.api), name: user.name, email: null })
      : problem(c, 404, 'Not Found');
  });

  app.get('/rate_limit', (c) => {
    const shown = (resource: 'core' | 'graphql') => {
      const { limit, used, remaining, resetAt } = budgets.of(c.var.principal, resource);
      return { limit, used, remaining, reset: Math.ceil(resetAt.getTime() / 1000) };
    };
    const core = shown('core');
    return c.json({ resources: { core, graphql: shown('graphql') }, rate: core });
  });
};
