import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from './log.ts';

type Reply = { status: number; body: unknown };
type Handler = (request: IncomingMessage) => Reply | Promise<Reply>;

/** A route is a method, a path and what answers it. */
const routes: Record<string, Handler> = {
  'GET /': () => ({ status: 200, body: { message: 'Hello.' } }),
};

/** `isReady` turns false while the service stops, so that nobody sends it more. */
export function createApp({ log, isReady }: { log: Log; isReady: () => boolean }): Server {
  const health: Record<string, Handler> = {
    'GET /healthz': () => ({ status: 200, body: { status: 'ok' } }),
    'GET /readyz': () =>
      isReady()
        ? { status: 200, body: { status: 'ready' } }
        : { status: 503, body: { status: 'stopping' } },
  };
  const all = { ...routes, ...health };

  return createServer(async (request, response) => {
    const startedAt = performance.now();
    const path = request.url?.split('?')[0] ?? '/';
    const { status, body } = await answer(all[`${request.method} ${path}`], request, log);
    send(response, status, body);
    const ms = Math.round(performance.now() - startedAt);
    if (!Object.hasOwn(health, `${request.method} ${path}`))
      log.info('request', { method: request.method, path, status, ms });
  });
}

async function answer(
  handler: Handler | undefined,
  request: IncomingMessage,
  log: Log,
): Promise<Reply> {
  if (!handler) return { status: 404, body: { error: 'There is nothing here.' } };
  try {
    return await handler(request);
  } catch (error) {
    log.error('request failed', { path: request.url, error });
    return { status: 500, body: { error: 'That went wrong on our side.' } };
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
