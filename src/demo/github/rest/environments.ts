import { z } from 'zod';
import type { Environment } from '../model/settings.ts';
import type { Repository } from '../model/types.ts';
import { bodyOf, invalid } from './body.ts';
import { withRepository } from './repositories.ts';
import { problem, type RestContext, type Routes } from './routes.ts';

const Wanted = z.object({
  wait_timer: z.int().min(0).max(43_200).default(0),
  reviewers: z
    .array(z.object({ type: z.enum(['User', 'Team']), id: z.number() }))
    .max(6)
    .nullish(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});
const Policy = z.object({
  name: z.string().min(1),
  type: z.enum(['branch', 'tag']).default('branch'),
});
const Variable = z.object({ name: z.string().regex(/^[A-Za-z_]\w*$/), value: z.string() });
const Secret = z.object({ encrypted_value: z.base64(), key_id: z.string() });

type Values = { variables: Map<string, string>; secrets: Map<string, string> };

/** Environments, and the variables and secrets of workflows: https://docs.github.com/en/rest/deployments/environments */
export const environmentRoutes: Routes = (app, services) => {
  const { model } = services;
  const path = '/repos/:owner/:repo/environments/:environment';
  const environmentOf = (c: RestContext, of: Repository) =>
    of.settings.environments.get(c.req.param('environment') ?? '');
  const withEnvironment = (
    handle: (c: RestContext, of: Environment) => Response | Promise<Response>,
  ) =>
    withRepository(services, (c, of) => {
      const found = environmentOf(c, of);
      return found ? handle(c, found) : problem(c, 404, 'Not Found');
    });

  app.get(
    '/repos/:owner/:repo/environments',
    withRepository(services, (c, of) => {
      const all = [...of.settings.environments.values()].map(environmentJson);
      return c.json({ total_count: all.length, environments: all });
    }),
  );
  app.get(
    path,
    withEnvironment((c, of) => c.json(environmentJson(of))),
  );
  app.put(
    path,
    withRepository(services, async (c, of) => {
      const name = c.req.param('environment') ?? '';
      const wanted = await bodyOf(c, Wanted);
      if (!wanted) return invalid(c, 'Invalid request.');
      const earlier = environmentOf(c, of);
      const made: Environment = {
        id: earlier?.id ?? model.nextId(),
        name,
        waitTimer: wanted.wait_timer,
        reviewers: wanted.reviewers ?? [],
        branchPolicy: wanted.deployment_branch_policy ?? null,
        policies: earlier?.policies ?? [],
        variables: earlier?.variables ?? new Map(),
        secrets: earlier?.secrets ?? new Map(),
      };
      of.settings.environments.set(name, made);
      model.version++;
      return c.json(environmentJson(made));
    }),
  );
  app.delete(
    path,
    withRepository(services, (c, of) => {
      const isGone = of.settings.environments.delete(c.req.param('environment') ?? '');
      return isGone ? c.body(null, 204) : problem(c, 404, 'Not Found');
    }),
  );

  app.get(
    `${path}/deployment-branch-policies`,
    withEnvironment((c, { policies }) =>
      c.json({ total_count: policies.length, branch_policies: policies }),
    ),
  );
  app.post(
    `${path}/deployment-branch-policies`,
    withEnvironment(async (c, of) => {
      const wanted = await bodyOf(c, Policy);
      if (!wanted || !of.branchPolicy?.custom_branch_policies) return problem(c, 404, 'Not Found');
      const made = { id: model.nextId(), ...wanted };
      of.policies.push(made);
      return c.json(made);
    }),
  );

  /** The same below an environment and below the repository itself. */
  const valueRoutes = (
    root: string,
    valuesOf: (c: RestContext, of: Repository) => Values | undefined,
  ) => {
    const withValues = (handle: (c: RestContext, of: Values) => Response | Promise<Response>) =>
      withRepository(services, (c, of) => {
        const values = valuesOf(c, of);
        return values ? handle(c, values) : problem(c, 404, 'Not Found');
      });
    app.get(
      `${root}/variables`,
      withValues((c, { variables }) =>
        c.json({
          total_count: variables.size,
          variables: [...variables].map(([name, value]) => ({ name, value })),
        }),
      ),
    );
    app.post(
      `${root}/variables`,
      withValues(async (c, { variables }) => {
        const wanted = await bodyOf(c, Variable);
        if (!wanted) return invalid(c, 'Name is invalid');
        if (variables.has(wanted.name)) return problem(c, 409, 'Already exists');
        variables.set(wanted.name, wanted.value);
        return c.json({}, 201);
      }),
    );
    app.patch(
      `${root}/variables/:name`,
      withValues(async (c, { variables }) => {
        const name = c.req.param('name') ?? '';
        const wanted = await bodyOf(c, Variable.partial());
        if (!variables.has(name) || wanted?.value === undefined)
          return problem(c, 404, 'Not Found');
        variables.set(name, wanted.value);
        return c.body(null, 204);
      }),
    );
    app.get(
      `${root}/secrets/public-key`,
      withValues((c) => c.json(model.secretsKey.shown)),
    );
    app.get(
      `${root}/secrets`,
      withValues((c, { secrets }) =>
        c.json({
          total_count: secrets.size,
          secrets: [...secrets.keys()].map((name) => ({ name })),
        }),
      ),
    );
    app.put(
      `${root}/secrets/:name`,
      withValues(async (c, { secrets }) => {
        const name = c.req.param('name') ?? '';
        const wanted = await bodyOf(c, Secret);
        if (!wanted || !/^[A-Za-z_]\w*$/.test(name) || /^GITHUB_/i.test(name))
          return invalid(
            c,
            'Secret names can only contain alphanumeric characters and underscores.',
          );
        if (wanted.key_id !== model.secretsKey.shown.key_id) return invalid(c, 'Unknown key');
        const isNew = !secrets.has(name);
        secrets.set(name, wanted.encrypted_value);
        return isNew ? c.json({}, 201) : c.body(null, 204);
      }),
    );
  };
  valueRoutes('/repos/:owner/:repo/actions', (_c, of) => of.settings);
  valueRoutes(path, environmentOf);
};

function environmentJson(of: Environment): Record<string, unknown> {
  return {
    id: of.id,
    name: of.name,
    protection_rules: [
      ...(of.waitTimer > 0 ? [{ type: 'wait_timer', wait_timer: of.waitTimer }] : []),
      ...(of.reviewers.length > 0 ? [{ type: 'required_reviewers', reviewers: of.reviewers }] : []),
    ],
    deployment_branch_policy: of.branchPolicy,
  };
}
