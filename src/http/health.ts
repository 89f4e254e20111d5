import type { OpenAPIHono } from '@hono/zod-openapi';

/** One thing readiness depends on. `detail` is a sentence for whoever looks, without secrets. */
export type Check = { name: string; isReady: boolean; detail: string };

/** Liveness says that the process answers; readiness that the database does and a first sync has made the catalog usable. */
export function healthRoutes(app: OpenAPIHono, checks: () => Promise<Check[]>): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const found = await checks();
    const isReady = found.every((check) => check.isReady);
    const details = Object.fromEntries(found.map(({ name, ...check }) => [name, check]));
    return c.json(
      { status: isReady ? 'ready' : 'not ready', checks: details },
      isReady ? 200 : 503,
    );
  });
}
