import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** Everything Callboard counts, in one registry of its own so that several apps can live in one process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const of = { registers: [registry] };
  return {
    registry,
    requests: new Histogram({
      name: 'callboard_http_request_seconds',
      help: 'Time to answer a request, by route.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3],
      ...of,
    }),
    answers: new Counter({
      name: 'callboard_answers_total',
      help: 'Answers given, by kind and intent.',
      labelNames: ['kind', 'intent'] as const,
      ...of,
    }),
    answerSeconds: new Histogram({
      name: 'callboard_answer_seconds',
      help: 'Time to work out an answer.',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
      ...of,
    }),
    entities: new Gauge({
      name: 'callboard_entities',
      help: 'Entities in the catalog.',
      labelNames: ['kind'] as const,
      ...of,
    }),
    problems: new Gauge({
      name: 'callboard_catalog_problems',
      help: 'Problems of descriptors that somebody should mend.',
      ...of,
    }),
    docPages: new Gauge({
      name: 'callboard_doc_pages',
      help: 'Pages of docs, by what shows them.',
      labelNames: ['kind'] as const,
      ...of,
    }),
    docsUnread: new Gauge({
      name: 'callboard_docs_unread_sources',
      help: 'Repositories and folders whose docs could not be read last.',
      ...of,
    }),
    onCallAge: new Gauge({
      name: 'callboard_on_call_age_seconds',
      help: 'Seconds since an on-call source was last read without fault.',
      labelNames: ['source'] as const,
      ...of,
    }),
    syncAge: new Gauge({
      name: 'callboard_sync_age_seconds',
      help: 'Seconds since GitHub was last read without fault.',
      ...of,
    }),
  };
}

/** Times every request under its route, so that ids in paths make no series of their own. */
export function timeRequests(metrics: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const stop = metrics.requests.startTimer();
    await next();
    stop({ method: c.req.method, route: routePath(c, -1), status: String(c.res.status) });
  };
}
