import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { UserError } from '../errors.ts';

export type Listening = AsyncDisposable & { url: string };

type Fetches = { fetch: (request: Request, env?: object) => Response | Promise<Response> };

/** Listens; port 0 picks a free one. Disposing takes nothing new and lets requests under way end, streams excepted. */
export async function listen(
  app: Fetches,
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = serve(
    { fetch: (request, env) => app.fetch(request, env), port, hostname: host },
    (info) => resolve(info.port),
  ) as Server;
  server.once('error', (error) => reject(notListening(error, { port, host })));
  const taken = await promise;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    url: `http://${shown}:${taken}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        // What still streams after this (a live page) is cut; a question is answered long before.
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}

/** Why an address cannot be listened on, where the settings can change it. */
function notListening(
  error: NodeJS.ErrnoException,
  { port, host }: { port: number; host: string },
): Error {
  const another = 'Set PORT to another one; PORT=0 picks a free one and prints it.';
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(`Port ${port} is taken by another program.`, another);
    case 'EACCES':
      return new UserError(`Port ${port} needs rights this program does not have.`, another);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError(
        `${host} is not an address of this machine.`,
        'Set HOST to one of them, or to 0.0.0.0 for all.',
      );
    default:
      return error;
  }
}
