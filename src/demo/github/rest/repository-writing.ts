import { z } from 'zod';
import type { Model } from '../model/model.ts';
import { FLAGS, type Flag } from '../model/settings.ts';
import type { Permission, Repository } from '../model/types.ts';
import { bodyOf, invalid } from './body.ts';
import { repositoryJson } from './json.ts';
import { withRepository } from './repositories.ts';
import { problem, type RestContext, type Routes } from './routes.ts';

const Flags = z.object(
  Object.fromEntries(Object.keys(FLAGS).map((name) => [name, z.boolean().optional()])),
);
const NewRepository = z
  .object({
    name: z.string().regex(/^[\w.-]{1,100}$/),
    description: z.string().nullish(),
    homepage: z.string().nullish(),
    private: z.boolean().optional(),
    visibility: z.enum(['public', 'private', 'internal']).optional(),
    auto_init: z.boolean().default(false),
    is_template: z.boolean().default(false),
  })
  .and(Flags);
const Change = z
  .object({
    default_branch: z.string().optional(),
    description: z.string().optional(),
    homepage: z.string().optional(),
    archived: z.boolean().optional(),
  })
  .and(Flags);
const Topics = z.object({ names: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/)) });
const Access = z.object({ permission: z.string().optional() });
const Properties = z.object({
  properties: z.array(z.object({ property_name: z.string(), value: z.unknown() })),
});

const PERMISSIONS: Record<string, Permission> = {
  pull: 'READ',
  triage: 'TRIAGE',
  push: 'WRITE',
  maintain: 'MAINTAIN',
  admin: 'ADMIN',
};

/** Making, changing and deleting repositories, and who may do what in them. */
export const repositoryWritingRoutes: Routes = (app, services) => {
  const { model } = services;

  const create = async (c: RestContext) => {
    const wanted = await bodyOf(c, NewRepository);
    if (!wanted) return invalid(c, 'name is invalid');
    const taken = model.find(model.organization.login, wanted.name);
    if (taken?.name.toLowerCase() === wanted.name.toLowerCase())
      return invalid(c, 'name already exists on this account');
    const made = await model.createRepository({
      name: wanted.name,
      description: wanted.description || null,
      homepageUrl: wanted.homepage || null,
      visibility: wanted.visibility ?? (wanted.private ? 'private' : 'public'),
      isTemplate: wanted.is_template,
      files: wanted.auto_init ? { 'README.md': `# ${wanted.name}\n` } : {},
    });
    setFlags(made, { ...GITHUB_DEFAULTS, ...wanted });
    return c.json(repositoryJson(model, made, c.var.api), 201);
  };
  app.post('/orgs/:org/repos', create);

  app.patch(
    '/repos/:owner/:repo',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Change);
      if (!wanted) return invalid(c, 'Invalid request.');
      const { default_branch: branch, description, homepage, archived } = wanted;
      if (branch !== undefined && !of.branches.has(branch))
        return invalid(c, `The branch ${branch} was not found.`);
      setFlags(of, wanted);
      await model.edit(of.name, {
        ...(branch !== undefined && { defaultBranch: branch }),
        ...(description !== undefined && { description: description || null }),
        ...(homepage !== undefined && { homepageUrl: homepage || null }),
      });
      if (archived !== undefined) await model.archive(of.name, archived);
      return c.json(repositoryJson(model, of, c.var.api));
    }),
  );

  app.delete(
    '/repos/:owner/:repo',
    withRepository(services, async (c, of) => {
      await model.deleteRepository(of.name);
      return c.body(null, 204);
    }),
  );

  app.put(
    '/repos/:owner/:repo/topics',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Topics);
      if (!wanted) return invalid(c, 'Topics must start with a lowercase letter or number.');
      await model.edit(of.name, { topics: wanted.names });
      return c.json({ names: of.topics });
    }),
  );

  app.put(
    '/repos/:owner/:repo/collaborators/:login',
    withRepository(services, async (c, of) => {
      const login = c.req.param('login') ?? '';
      const wanted = (await bodyOf(c, Access)) ?? {};
      if (!model.users.has(login)) return problem(c, 404, 'Not Found');
      of.settings.collaborators.set(login, wanted.permission ?? 'push');
      return c.body(null, 204);
    }),
  );

  app.put('/orgs/:org/teams/:slug/repos/:owner/:repo', async (c) => {
    const team = model.teams.get(c.req.param('slug'));
    const of = model.find(c.req.param('owner'), c.req.param('repo'));
    const wanted = (await bodyOf(c, Access)) ?? {};
    if (!team || !of) return problem(c, 404, 'Not Found');
    grant(model, { team: team.slug, of, permission: PERMISSIONS[wanted.permission ?? 'push'] });
    return c.body(null, 204);
  });

  app.patch(
    '/repos/:owner/:repo/properties/values',
    withRepository(services, async (c, of) => {
      const wanted = await bodyOf(c, Properties);
      if (!wanted) return invalid(c, 'Invalid request.');
      for (const one of wanted.properties) of.settings.properties.set(one.property_name, one.value);
      return c.body(null, 204);
    }),
  );
  app.put(
    '/repos/:owner/:repo/actions/oidc/customization/sub',
    withRepository(services, async (c, of) => {
      of.settings.oidc = await c.req.json();
      return c.json({}, 201);
    }),
  );
};

/** What a repository has where its maker says nothing. */
const GITHUB_DEFAULTS: Partial<Record<Flag, boolean>> = {
  has_projects: true,
  has_wiki: true,
  allow_rebase_merge: true,
  delete_branch_on_merge: false,
};

function setFlags(of: Repository, wanted: Partial<Record<string, unknown>>): void {
  for (const name of Object.keys(FLAGS) as Flag[]) {
    const value = wanted[name];
    if (typeof value === 'boolean') of.settings.flags[name] = value;
  }
}

function grant(
  model: Model,
  { team, of, permission }: { team: string; of: Repository; permission: Permission | undefined },
): void {
  model.teams.get(team)?.repositories.set(of.id, permission ?? 'WRITE');
  model.version++;
}
