import type { MiddlewareHandler } from 'hono';
import type { Services } from '../services.ts';
import { problem, type RestEnv } from './routes.ts';

/** What each route needs, as GitHub's `x-accepted-github-permissions` says: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const NEEDS = [
  [/\/pulls(\/|$)/, 'pull_requests'],
  [/\/issues\/\d+\/(comments|assignees)$/, 'pull_requests'],
  [/\/issues(\/|$)/, 'issues'],
  [/\/environments\/[^/]+\/secrets\//, 'environments'],
  [/\/environments\/[^/]+\/variables/, 'environments'],
  [/\/actions\/secrets\//, 'secrets'],
  [/\/actions\/variables/, 'actions_variables'],
  [/\/actions\//, 'actions'],
  [/\/hooks(\/|$)/, 'repository_hooks'],
  [/\/pages(\/|$)/, 'pages'],
  [/\/properties\//, 'repository_custom_properties'],
  [/\/(git|contents)(\/|$)/, 'contents'],
  [/./, 'administration'],
] as const;

/** Archived repositories take nothing, and what writes needs the permission to. */
export function mayWrite({ model }: Services): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const path = c.req.path.replace(/^.*?(?=\/(?:repos|orgs|user)\/)/, '');
    const need = NEEDS.find(([shape]) => shape.test(path))?.[1] ?? 'administration';
    const { principal } = c.var;
    const isApp = principal.kind === 'installation';
    const may = isApp
      ? model.installation.permissions[need] === 'write'
      : // A personal token that begins so was made for reading.
        !('token' in principal && principal.token.startsWith('ghp_read'));
    if (!may) {
      const message = `Resource not accessible by ${isApp ? 'integration' : 'personal access token'}`;
      const refused = problem(c, 403, message);
      refused.headers.set('x-accepted-github-permissions', `${need}=write`);
      return refused;
    }
    const of = model.find(c.req.param('owner') ?? '', c.req.param('repo') ?? '');
    const isLifting = c.req.method === 'DELETE' || c.req.method === 'PATCH';
    if (of?.isArchived && !(isLifting && /^\/repos\/[^/]+\/[^/]+$/.test(path)))
      return problem(c, 403, 'Repository was archived so is read-only.');
    return next();
  };
}
