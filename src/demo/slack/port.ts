import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { BrokenConnection } from './web-api/serve.ts';

/** `route` as an app for a real port, where a connection that shall break is cut in the middle. */
export function createPort(route: (request: Request) => Promise<Response>): Hono {
  return new Hono()
    .all('*', (c) => route(c.req.raw))
    .onError((error, c) => {
      if (!(error instanceof BrokenConnection)) throw error;
      const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
      if (!outgoing) return c.body(null, 502);
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    });
}
