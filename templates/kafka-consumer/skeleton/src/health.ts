import { createServer, type Server } from 'node:http';

/** Answers the platform: alive while the process runs, ready while events are read. */
export function createHealth(isReading: () => boolean): Server {
  return createServer((request, response) => {
    const status = { '/healthz': 200, '/readyz': isReading() ? 200 : 503 }[request.url ?? ''] ?? 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status }));
  });
}
