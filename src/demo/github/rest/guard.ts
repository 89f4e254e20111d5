import { hash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { budgetHeaders } from '../budget.ts';
import { failureResponse } from '../failure-response.ts';
import type { Services } from '../services.ts';
import { apiPath, problem, type RestEnv, SUSPENDED } from './routes.ts';

/** Paths that a GitHub App calls as itself, with a JWT and not with a token. */
const APP_ONLY = /^\/app(\/|$)|\/installation$/;

/** Before and after every REST call: who calls, told failures, the hour's allowance, ETags, the journal. */
export function guard(services: Services): MiddlewareHandler<RestEnv> {
  const { model, tokens, budgets, failures, calls } = services;
  return async (c, next) => {
    const startedAt = performance.now();
    const url = new URL(c.req.url);
    const path = apiPath(url.pathname);
    const call = {
      api: 'rest' as const,
      name: `${c.req.method} ${path}`,
      path: path + url.search,
      variables: {},
    };
    const record = (status: number, points: number): void =>
      calls.record({
        at: model.now().toISOString(),
        api: 'rest',
        name: call.name,
        status,
        points,
        objects: 0,
        ms: performance.now() - startedAt,
      });
    const refuse = (response: Response): Response => {
      record(response.status, 0);
      return response;
    };

    const authorization = c.req.header('authorization');
    const principal = tokens.principal(authorization);
    if (!principal) return refuse(problem(c, 401, 'Bad credentials'));
    const isAppCall = APP_ONLY.test(path);
    if (isAppCall !== (principal.kind === 'app')) {
      const message = isAppCall
        ? 'A JSON web token could not be decoded'
        : 'This endpoint needs an installation or a personal token';
      return refuse(problem(c, 401, message));
    }
    if (principal.kind === 'installation' && model.installation.suspendedAt) {
      return refuse(problem(c, 403, SUSPENDED));
    }
    for (const failure of failures.take(call)) {
      const budget = budgets.of(principal, 'core');
      const response = await failureResponse(failure, { c, api: 'rest', budget });
      if (response) return refuse(response);
    }
    if (budgets.of(principal, 'core').remaining === 0) {
      const limited = problem(c, 403, 'API rate limit exceeded for installation.');
      for (const [name, text] of Object.entries(
        budgetHeaders(budgets.of(principal, 'core'), 'core'),
      )) {
        limited.headers.set(name, text);
      }
      return refuse(limited);
    }
    c.set('principal', principal);
    c.set('api', url.origin + url.pathname.slice(0, url.pathname.length - path.length));
    await next();

    const isFresh = await tag(c, authorization ?? '');
    const isFree = isFresh || path === '/rate_limit';
    if (!isFree) budgets.spend(principal, 'core', 1);
    const headers = budgetHeaders(budgets.of(principal, 'core'), 'core');
    for (const [name, text] of Object.entries(headers)) c.res.headers.set(name, text);
    record(c.res.status, isFree ? 0 : 1);
    return undefined;
  };
}

/**
 * Gives a readable answer its ETag, and turns it into 304 when the caller has it already (which costs no point).
 * GitHub's ETags change with the token, so a renewed token finds nothing unchanged.
 */
async function tag(
  c: Parameters<MiddlewareHandler<RestEnv>>[0],
  authorization: string,
): Promise<boolean> {
  if (c.req.method !== 'GET' || c.res.status !== 200) return false;
  const body = await c.res.clone().text();
  const etag = `W/"${hash('sha256', `${authorization}\n${body}`, 'hex')}"`;
  const since = c.req.header('if-modified-since');
  const modified = c.res.headers.get('last-modified');
  const isSame =
    c.req.header('if-none-match') === etag ||
    (since !== undefined && modified !== null && Date.parse(modified) <= Date.parse(since));
  if (isSame) {
    c.res = new Response(null, { status: 304, headers: { etag } });
  } else {
    c.res.headers.set('etag', etag);
  }
  return isSame;
}
