import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const log = createLog({ service: settings.name, version: settings.version });
let isStopping = false;
const server = createApp({ log, isReady: () => !isStopping });

/** Takes no new requests, lets those that run come to their end, and does not wait longer than the platform would. */
function stop(signal: NodeJS.Signals): void {
  if (isStopping) return;
  isStopping = true;
  log.info('stopping', { signal });
  setTimeout(() => process.exit(1), 10_000).unref();
  server.close(() => log.info('stopped'));
  server.closeIdleConnections();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

server.listen(settings.port);
await once(server, 'listening');
log.info('listening', { port: (server.address() as AddressInfo).port });
