import { Hono } from 'hono';
import { createBudgets } from './budget.ts';
import { type Calls, createCalls } from './calls.ts';
import { createFailures, type Failure } from './failures.ts';
import { graphqlEndpoint } from './graphql/endpoint.ts';
import { createModel, type Model } from './model/model.ts';
import type { Organisation } from './organisation.ts';
import { installationRoutes } from './rest/app-installation.ts';
import { connectionRoutes } from './rest/connections.ts';
import { environmentRoutes } from './rest/environments.ts';
import { gitRoutes } from './rest/git.ts';
import { gitWritingRoutes } from './rest/git-writing.ts';
import { guard } from './rest/guard.ts';
import { issueRoutes } from './rest/issues.ts';
import { mayWrite } from './rest/may-write.ts';
import { organizationRoutes } from './rest/organization.ts';
import { protectionRoutes } from './rest/protection.ts';
import { repositoryRoutes } from './rest/repositories.ts';
import { repositoryWritingRoutes } from './rest/repository-writing.ts';
import { problem, restApp } from './rest/routes.ts';
import { workRoutes } from './rest/work.ts';
import { writingRoutes } from './rest/writing.ts';
import type { Services } from './services.ts';
import { createTokens } from './tokens.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export type FakeGitHub = {
  /** Like the global `fetch`, for any host: `new Octokit({ auth: 'ghp_demo', request: { fetch } })`. */
  fetch: typeof globalThis.fetch;
  /** The same as a Hono app: serve it on a port, or mount it below `/demo/github`. */
  app: Hono;
  /** What GitHub knows, and everything that can happen to it. */
  model: Model;
  /** Makes calls fail until the returned function is called. */
  fail: (failure: Failure) => () => void;
  /** Ends every failure. */
  heal: () => void;
  webhooks: Webhooks;
  calls: Calls;
  /** Makes the installation tokens given out so far invalid. */
  revokeTokens: () => void;
};

/**
 * A GitHub in this process: one model behind GraphQL (on GitHub's real schema) and REST, with its limits.
 * Where it differs from the real one is listed in README.md beside this file.
 */
export function createFakeGitHub({
  now,
  organisation,
  baseUrl = 'https://api.github.com',
}: {
  now: () => Date;
  organisation: Organisation;
  /** Where the API is reached, for the addresses in webhooks. Answers take it from the request. */
  baseUrl?: string;
}): FakeGitHub {
  const webhooks = createWebhooks(() => model, baseUrl);
  const model: Model = createModel({ now, organisation, emit: (event) => webhooks.emit(event) });
  const services: Services = {
    model,
    webhooks,
    tokens: createTokens(model),
    budgets: createBudgets(model),
    failures: createFailures(),
    calls: createCalls(),
  };
  const api = restApp();
  api.onError((error) => {
    throw error;
  });
  api.post('/graphql', (c) => graphqlEndpoint(c, services));
  api.use('*', guard(services));
  for (const path of ['/repos/:owner/:repo', '/repos/:owner/:repo/*', '/orgs/:org/*', '/user/*'])
    api.use(path, mayWrite(services));
  const families = [
    organizationRoutes,
    repositoryRoutes,
    workRoutes,
    writingRoutes,
    gitRoutes,
    gitWritingRoutes,
    repositoryWritingRoutes,
    protectionRoutes,
    environmentRoutes,
    connectionRoutes,
    issueRoutes,
    installationRoutes,
  ];
  for (const routes of families) routes(api, services);
  api.notFound((c) => problem(c, 404, 'Not Found'));

  // Mounting rewrites routes but not addresses, so the inner app reads the path itself.
  const app = new Hono();
  app.onError((error) => {
    throw error;
  });
  app.all('*', (c) => api.fetch(c.req.raw, c.env));

  return {
    fetch: inProcessFetch((request) => app.fetch(request)),
    app,
    model,
    fail: services.failures.fail,
    heal: services.failures.lift,
    webhooks,
    calls: services.calls,
    revokeTokens: services.tokens.revokeAll,
  };
}

/** `fetch` without a network: it follows redirects of reads, and gives up when its signal says so. */
function inProcessFetch(
  answer: (request: Request) => Response | Promise<Response>,
): typeof globalThis.fetch {
  return async function fetchInProcess(input, init) {
    let request = new Request(input, init);
    for (let hops = 0; hops < 20; hops++) {
      const response = await untilAborted(answer(request), request.signal);
      const location = response.headers.get('location');
      const isRedirect = [301, 302, 307, 308].includes(response.status) && location !== null;
      if (!isRedirect || request.redirect === 'manual' || request.method !== 'GET') return response;
      request = new Request(new URL(location, request.url), request);
    }
    throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
  };
}

async function untilAborted(
  work: Response | Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  if (signal.aborted) throw signal.reason;
  const stop = Promise.withResolvers<never>();
  const abort = () => stop.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
