import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import type { Db } from '#dialect';
import type { CatalogQueries } from '../catalog/query/queries.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import type { Docs } from '../docs/docs.ts';
import type { Log } from '../log.ts';
import type { Standards } from '../scorecards/standards.ts';
import { type ApiToken, requireLoopback, requireScope, scopeOf } from './access.ts';
import { type AskRoute, askRoute } from './ask.ts';
import { type CatalogDesk, catalogRoutes } from './catalog/routes.ts';
import { deploymentsRoute } from './deployments.ts';
import { describeApi } from './description.ts';
import { answerError, errorResponse } from './errors.ts';
import { factsRoutes } from './facts/routes.ts';
import { type Check, healthRoutes } from './health.ts';
import { type JobState, jobsRoutes } from './jobs.ts';
import { mcpRoutes } from './mcp/routes.ts';
import { type Metrics, timeRequests } from './metrics.ts';
import { namesRoutes } from './names.ts';
import { operationsRoutes } from './operations.ts';
import { pageRoutes, type Scaffolding } from './pages/routes.ts';
import type { UnknownNames } from './pages/unknown/routes.ts';
import { SCAFFOLDER } from './scaffolder/route.ts';
import { scaffolderRoutes } from './scaffolder/routes.ts';
import { MAX_TRIED_BYTES } from './scaffolder/trying.ts';
import { type DecisionParts, decisionRoutes } from './scorecards/decisions.ts';
import { digestRoutes } from './scorecards/digest.ts';
import { scorecardRoutes } from './scorecards/routes.ts';
import { searchRoutes } from './search/routes.ts';
import type { SignIn } from './sign-in/routes.ts';

export type HttpParts = {
  log: Log;
  metrics: Metrics;
  tokens: readonly ApiToken[];
  /** Whether this machine may change the catalog without a token: only in the demo. */
  areWritesOpen: boolean;
  checks: () => Promise<Check[]>;
  /** Brings the gauges up to date before they are read. */
  measure: () => Promise<void>;
  ask: AskRoute;
  db: Db;
  queries: CatalogQueries;
  index: CatalogIndex;
  desk: CatalogDesk;
  now: () => Date;
  /** Deliveries of Slack and GitHub; they verify signatures on the raw body themselves. */
  slackEvents: ((request: Request) => Promise<Response>) | null;
  githubWebhooks: ((request: Request) => Promise<Response>) | null;
  /** How people sign in to the pages; null where only this machine looks. */
  signIn: SignIn | null;
  /** Names nobody knew, and what is done about them. */
  unknown: UnknownNames;
  /** Exemptions, snoozes, transfers and fixes; null where nothing is scored. */
  decisions: Pick<DecisionParts, 'desk' | 'fixes'> | null;
  /** Null where no docs are read. */
  docs: Docs | null;
  /** Null where nothing is made from templates. */
  scaffolding: Scaffolding | null;
  /** Rules, and what is judged by them. */
  standards: Standards;
  /** What is done by itself. */
  jobs: () => Promise<readonly JobState[]>;
  /** Where somebody is sent who opens the address alone. */
  home: string;
  /** Pages for this machine only, by path: the demo's. */
  localPages: readonly { path: string; app: Hono }[];
};

/** The one HTTP surface of Callboard; every route says who may call it. */
export function createHttpApp(parts: HttpParts): OpenAPIHono {
  const { log, metrics, tokens } = parts;
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const wrong = result.error.issues.map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      );
      return errorResponse(c, 400, wrong.join('; '));
    },
  });
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => errorResponse(c, 404, `There is nothing at ${c.req.path}.`));
  app.use(requestId());
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    const { method, path } = c.req;
    const { requestId, caller } = c.var;
    const ms = Math.round(performance.now() - started);
    log.debug({ requestId, caller, method, path, status: c.res.status, ms }, 'request');
  });
  app.use(timeRequests(metrics));
  // No database looks for one, and nothing here has one in its name.
  app.use(async (c, next) =>
    c.req.url.includes('%00')
      ? errorResponse(c, 400, 'An address holds no NUL character (%00).')
      : next(),
  );

  app.get('/', (c) => c.redirect(parts.home));
  healthRoutes(app, parts.checks);
  app.use('/metrics', requireScope(tokens, 'read'));
  app.get('/metrics', async (c) => {
    await parts.measure();
    return c.text(await metrics.registry.metrics(), 200, {
      'content-type': metrics.registry.contentType,
    });
  });

  if (parts.slackEvents)
    app.all('/slack/events', (c) => parts.slackEvents?.(c.req.raw) ?? c.notFound());
  if (parts.githubWebhooks)
    app.post('/github/webhooks', (c) => parts.githubWebhooks?.(c.req.raw) ?? c.notFound());

  const atMost = (megabytes: number) =>
    bodyLimit({
      maxSize: megabytes * 1024 * 1024,
      onError: (c) => errorResponse(c, 413, `The body is larger than ${megabytes} MB.`),
    });
  const limited = atMost(1);
  const widely = atMost(MAX_TRIED_BYTES / 1024 / 1024);
  app.use('/api/*', secureHeaders());
  // Only to look whether a GET has a body costs as much as to answer it.
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '/api/*', (c, next) =>
    (c.req.path === `${SCAFFOLDER}/dry-run` ? widely : limited)(c, next),
  );
  app.use('/api/*', async (c, next) => {
    const { areWritesOpen } = parts;
    return requireScope(tokens, scopeOf(c.req.method, c.req.path), { areWritesOpen })(c, next);
  });
  askRoute(app, parts.ask);
  catalogRoutes(app, parts);
  searchRoutes(app, parts);
  operationsRoutes(app, parts);
  deploymentsRoute(app, parts);
  factsRoutes(app, parts);
  namesRoutes(app, parts);
  if (parts.decisions) decisionRoutes(app, { ...parts, ...parts.decisions });
  jobsRoutes(app, parts);
  digestRoutes(app, parts);
  scorecardRoutes(app, parts);
  if (parts.scaffolding) scaffolderRoutes(app, { log, ...parts.scaffolding });
  describeApi(app);
  mcpRoutes(app, {
    ...parts,
    ...parts.ask,
    scaffolder: parts.scaffolding?.scaffolder ?? null,
  });

  pageRoutes(app, parts);
  for (const page of parts.localPages) {
    app.use(`${page.path}/*`, requireLoopback());
    app.route(page.path, page.app);
  }
  return app;
}
