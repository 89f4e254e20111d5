import { z } from 'zod';
import { bodyOf, invalid } from './body.ts';
import { withRepository } from './repositories.ts';
import { problem, type Routes } from './routes.ts';

const Rules = z.looseObject({
  required_status_checks: z
    .object({ strict: z.boolean(), contexts: z.array(z.string()) })
    .nullable(),
  enforce_admins: z.boolean().nullable(),
  restrictions: z.looseObject({}).nullable(),
  required_pull_request_reviews: z.looseObject({}).nullable(),
});

/** The rules of a branch: https://docs.github.com/en/rest/branches/branch-protection */
export const protectionRoutes: Routes = (app, services) => {
  const path = '/repos/:owner/:repo/branches/:branch{.+}/protection';

  app.get(
    path,
    withRepository(services, (c, of) => {
      const rules = of.settings.protection.get(c.req.param('branch') ?? '');
      if (!rules) return problem(c, 404, 'Branch not protected');
      const { enforce_admins: isForAdmins, ...rest } = rules;
      return c.json({ ...rest, enforce_admins: { enabled: isForAdmins === true } });
    }),
  );
  app.put(
    path,
    withRepository(services, async (c, of) => {
      const branch = c.req.param('branch') ?? '';
      if (!of.branches.has(branch)) return problem(c, 404, 'Branch not found');
      const rules = await bodyOf(c, Rules);
      if (!rules) return invalid(c, 'Invalid request.');
      of.settings.protection.set(branch, rules);
      services.model.version++;
      return c.json(rules);
    }),
  );
  app.delete(
    path,
    withRepository(services, (c, of) => {
      const isGone = of.settings.protection.delete(c.req.param('branch') ?? '');
      return isGone ? c.body(null, 204) : problem(c, 404, 'Branch not protected');
    }),
  );
  app.post(
    `${path}/required_signatures`,
    withRepository(services, (c, of) => {
      const rules = of.settings.protection.get(c.req.param('branch') ?? '');
      if (!rules) return problem(c, 404, 'Branch not protected');
      rules.required_signatures = true;
      return c.json({ enabled: true });
    }),
  );
};
