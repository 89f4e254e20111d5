import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';

/** Starts the service with the settings of the environment, tells where it listens, and stops it on a signal. */
export async function serve(
  overrides: Partial<Config> = {},
  onStarted: (started: { url: string; notConnected: string[] }) => void = () => {},
): Promise<void> {
  const config = readConfig(undefined, overrides);
  const log = createLog(config.logLevel);
  await using app = await createApp(config, { log });
  const { url } = await app.start();
  const notConnected = app.notConnected();
  if (notConnected.length > 0) log.info({ notConnected }, 'not everything is connected');
  log.info({ url }, 'listening');
  onStarted({ url, notConnected });
  await untilSignal();
  log.info('stopping');
}

/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once, and so do ten seconds of draining. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      setTimeout(() => process.exit(1), 10_000).unref();
      process.on('SIGINT', () => process.exit(130));
      process.on('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
