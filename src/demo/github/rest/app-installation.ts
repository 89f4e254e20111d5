import type { Services } from '../services.ts';
import { organizationJson, repositoryJson } from './json.ts';
import { page, problem, type RestContext, type Routes, SUSPENDED } from './routes.ts';

/** What a GitHub App does with its own key: find its installation, get a token, look at webhook deliveries. */
export const installationRoutes: Routes = (app, services) => {
  const { model, tokens, webhooks } = services;

  app.get('/app', (c) => {
    const { appId, appSlug, permissions, createdAt } = model.installation;
    return c.json({
      id: appId,
      slug: appSlug,
      name: 'Callboard',
      owner: organizationJson(model.organization, c.var.api),
      permissions,
      events: ['push', 'repository', 'team', 'membership', 'organization'],
      created_at: createdAt,
      installations_count: 1,
    });
  });

  app.get('/app/installations', (c) => c.json(page(c, [installationJson(c, services)])));
  app.get('/app/installations/:id', (c) => c.json(installationJson(c, services)));
  app.get('/orgs/:org/installation', (c) => c.json(installationJson(c, services)));
  app.get('/repos/:owner/:repo/installation', (c) => c.json(installationJson(c, services)));

  app.post('/app/installations/:id/access_tokens', (c) => {
    if (c.req.param('id') !== String(model.installation.id)) return problem(c, 404, 'Not Found');
    if (model.installation.suspendedAt) return problem(c, 403, SUSPENDED);
    const { token, expiresAt } = tokens.issue();
    const seen = model.installation.repositories;
    return c.json(
      {
        token,
        expires_at: expiresAt.toISOString(),
        permissions: model.installation.permissions,
        repository_selection: seen ? 'selected' : 'all',
        ...(seen
          ? {
              repositories: model.visible().map((one) => repositoryJson(model, one, c.var.api)),
            }
          : {}),
      },
      201,
    );
  });

  app.get('/app/hook/deliveries', (c) => {
    const status = c.req.query('status');
    const cursor = Number(c.req.query('cursor') ?? Number.POSITIVE_INFINITY);
    const size = Math.min(100, Number(c.req.query('per_page') ?? 30) || 30);
    const found = webhooks
      .deliveries()
      .filter(
        ({ id, status_code: code }) =>
          id < cursor && (!status || (status === 'success') === (code >= 200 && code < 400)),
      );
    const shown = found.slice(0, size);
    const last = shown.at(-1);
    if (last && found.length > size) {
      const query = new URL(c.req.url).searchParams;
      query.set('cursor', String(last.id));
      c.header('link', `<${c.var.api}/app/hook/deliveries?${query}>; rel="next"`);
    }
    return c.json(shown.map(({ request: _request, ...listed }) => listed));
  });

  app.get('/app/hook/deliveries/:id', (c) => {
    const found = webhooks.deliveries().find(({ id }) => String(id) === c.req.param('id'));
    return found ? c.json(found) : problem(c, 404, 'Not Found');
  });

  app.post('/app/hook/deliveries/:id/attempts', (c) => {
    const isKnown = webhooks.redeliver(Number(c.req.param('id')));
    return isKnown ? c.json({}, 202) : problem(c, 404, 'Not Found');
  });
};

function installationJson(c: RestContext, { model }: Services): Record<string, unknown> {
  const { id, appId, appSlug, permissions, repositories, suspendedAt, createdAt } =
    model.installation;
  return {
    id,
    app_id: appId,
    app_slug: appSlug,
    account: organizationJson(model.organization, c.var.api),
    target_id: model.organization.databaseId,
    target_type: 'Organization',
    repository_selection: repositories ? 'selected' : 'all',
    permissions,
    events: ['push', 'repository', 'team', 'membership', 'organization'],
    access_tokens_url: `${c.var.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${c.var.api}/installation/repositories`,
    html_url: `https://github.com/organizations/${model.organization.login}/settings/installations/${id}`,
    created_at: createdAt,
    updated_at: createdAt,
    single_file_name: null,
    suspended_at: suspendedAt,
    suspended_by: null,
  };
}
