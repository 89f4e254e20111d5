import { z } from 'zod';
import { bodyOf, invalid } from './body.ts';
import { withRepository } from './repositories.ts';
import { page, problem, type RestContext, type Routes } from './routes.ts';

const Config = z.looseObject({ url: z.url() });
const NewHook = z.object({
  config: Config,
  events: z.array(z.string()).min(1).default(['push']),
  active: z.boolean().default(true),
});
const NewKey = z.object({
  title: z.string().min(1),
  key: z.string().regex(/^(ssh-|ecdsa-)\S+ [A-Za-z0-9+/=]+/),
  read_only: z.boolean().default(false),
});
const NewAutolink = z.object({
  key_prefix: z.string().min(1),
  url_template: z.string().includes('<num>'),
  is_alphanumeric: z.boolean().default(true),
});
const Site = z.object({
  build_type: z.enum(['legacy', 'workflow']).default('legacy'),
  source: z.object({ branch: z.string(), path: z.string().default('/') }).optional(),
});

/** What leads out of a repository or in: webhooks, deploy keys, autolinks, pages. */
export const connectionRoutes: Routes = (app, services) => {
  const { model } = services;
  const root = '/repos/:owner/:repo';
  const idOf = (c: RestContext) => Number(c.req.param('id'));

  app.get(
    `${root}/hooks`,
    withRepository(services, (c, of) => c.json(page(c, of.settings.hooks).map(hookJson))),
  );
  app.post(
    `${root}/hooks`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewHook);
      if (!wanted) return invalid(c, 'url must be a valid URL');
      if (of.settings.hooks.some(({ url }) => url === wanted.config.url))
        return invalid(c, 'Hook already exists on this repository');
      const hook = { id: model.nextId(), url: wanted.config.url, ...wanted };
      of.settings.hooks.push(hook);
      return c.json(hookJson(hook), 201);
    }),
  );
  app.patch(
    `${root}/hooks/:id{[0-9]+}`,
    withRepository(services, async (c, of) => {
      const hook = of.settings.hooks.find(({ id }) => id === idOf(c));
      const wanted = await bodyOf(c, NewHook);
      if (!hook || !wanted) return problem(c, 404, 'Not Found');
      Object.assign(hook, wanted, { url: wanted.config.url });
      return c.json(hookJson(hook));
    }),
  );
  app.delete(
    `${root}/hooks/:id{[0-9]+}`,
    withRepository(services, (c, of) => without(c, of.settings.hooks)),
  );

  app.get(
    `${root}/keys`,
    withRepository(services, (c, of) => c.json(page(c, of.settings.keys).map(keyJson))),
  );
  app.post(
    `${root}/keys`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewKey);
      if (!wanted) return invalid(c, 'key is invalid. You must supply a key in OpenSSH format');
      // GitHub keeps a key without its comment, and each only once.
      const key = wanted.key.trim().split(/\s+/).slice(0, 2).join(' ');
      if (of.settings.keys.some((one) => one.key === key))
        return invalid(c, 'key is already in use');
      const made = { id: model.nextId(), title: wanted.title, key, readOnly: wanted.read_only };
      of.settings.keys.push(made);
      return c.json(keyJson(made), 201);
    }),
  );
  app.delete(
    `${root}/keys/:id{[0-9]+}`,
    withRepository(services, (c, of) => without(c, of.settings.keys)),
  );

  app.get(
    `${root}/autolinks`,
    withRepository(services, (c, of) => c.json(of.settings.autolinks)),
  );
  app.post(
    `${root}/autolinks`,
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, NewAutolink);
      if (!wanted) return invalid(c, 'url_template must contain <num>');
      if (of.settings.autolinks.some((one) => one.key_prefix === wanted.key_prefix))
        return invalid(c, 'key_prefix already exists');
      const made = { id: model.nextId(), ...wanted };
      of.settings.autolinks.push(made);
      return c.json(made, 201);
    }),
  );
  app.delete(
    `${root}/autolinks/:id{[0-9]+}`,
    withRepository(services, (c, of) => without(c, of.settings.autolinks)),
  );

  app.get(
    `${root}/pages`,
    withRepository(services, (c, of) => {
      if (!of.settings.pages) return problem(c, 404, 'Not Found');
      const html_url = `https://${of.owner}.github.io/${of.name}/`;
      return c.json({ ...of.settings.pages, status: null, html_url });
    }),
  );
  const publish = withRepository(services, async (c, of) => {
    const wanted = await bodyOf(c, Site);
    const isNew = of.settings.pages === null;
    if (!wanted) return invalid(c, 'Invalid request.');
    if (isNew !== (c.req.method === 'POST'))
      return isNew
        ? problem(c, 404, 'Not Found')
        : problem(c, 409, 'GitHub Pages is already enabled.');
    const source = wanted.source ?? { branch: of.defaultBranch, path: '/' };
    if (!of.branches.has(source.branch))
      return invalid(c, `The ${source.branch} branch must exist before GitHub Pages can be built.`);
    of.settings.pages = { build_type: wanted.build_type, source };
    return isNew ? c.json({ ...wanted, source }, 201) : c.body(null, 204);
  });
  app.post(`${root}/pages`, publish);
  app.put(`${root}/pages`, publish);

  function without(c: RestContext, all: { id: number }[]): Response {
    const at = all.findIndex(({ id }) => id === idOf(c));
    if (at < 0) return problem(c, 404, 'Not Found');
    all.splice(at, 1);
    return c.body(null, 204);
  }
};

function hookJson(of: { id: number; events: string[]; active: boolean; config: object }) {
  const { id, events, active, config } = of;
  const shown = 'secret' in config ? { ...config, secret: '********' } : config;
  return { type: 'Repository', id, name: 'web', active, events, config: shown };
}

function keyJson(of: { id: number; title: string; key: string; readOnly: boolean }) {
  const { id, title, key, readOnly } = of;
  return { id, title, key, verified: true, read_only: readOnly };
}
