import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';

/** Runs the service with the settings of the environment, tells where it listens, and stops it when `stop` resolves. */
export async function serve(
  stop: Promise<void>,
  overrides: Partial<Config> = {},
  onStarted: (started: { url: string; notConnected: string[] }) => void = () => {},
): Promise<void> {
  const config = readConfig(undefined, overrides);
  const log = createLog(config.logLevel);
  await using app = await createApp(config, { log });
  // A Slack that does not answer can hold up the start for a while, but not the stop.
  await Promise.race([app.start().then(tell), stop]);
  await stop;
  log.info('stopping');

  function tell({ url }: { url: string }): void {
    const notConnected = app.notConnected();
    if (notConnected.length > 0) log.info({ notConnected }, 'not everything is connected');
    log.info({ url }, 'listening');
    onStarted({ url, notConnected });
  }
}
