import { existsSync, rmSync } from 'node:fs';
import type { Output } from '../cli.ts';
import { readConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import { letGoOfRuns } from '../scaffolder/runs/turn.ts';
import { holdRuns } from '../scorecards/replay.ts';
import { runningClock } from './clock.ts';
import { seedFromFolder, VISITOR } from './folder-seed.ts';
import { demoPages } from './pages.ts';
import { seedRepositories } from './runs.ts';
import { seedPast } from './standards-past.ts';
import { seedDigests } from './standards-seed.ts';
import { MARLIN_PAY_EXAMPLES, welcome } from './welcome.ts';
import { buildWorld, MARLIN_PAY, MARLIN_PAY_NOW, type WorldOptions } from './world.ts';

const DATABASE = 'data/demo.db';
/** Lena leads Platform Engineering at Marlin Pay: the person who would try this first. */
const LENA = 'U02LENA';

/** Runs the whole product between a GitHub and a Slack of this process, on a real port, until `stop` resolves. */
export async function demo(
  options: { catalog?: string; json?: true },
  output: Output,
  stop: Promise<void>,
): Promise<void> {
  if (!existsSync(MARLIN_PAY)) {
    throw new UserError(
      'The demo organisation is not part of the installed package.',
      'Clone the repository and run: npm ci && npm run demo.',
    );
  }
  const config = readConfig();
  const isOwnDatabase = config.database === readConfig({}).database;
  // The demo starts the same afternoon anew each time; only a database that somebody chose is kept.
  if (isOwnDatabase)
    for (const end of ['', '-wal', '-shm']) rmSync(DATABASE + end, { force: true });
  const visitor = options.catalog ? VISITOR : LENA;
  const place: WorldOptions = options.catalog
    ? { seed: await seedFromFolder(options.catalog), clock: runningClock(new Date()) }
    : { clock: runningClock(MARLIN_PAY_NOW) };

  await using world = await buildWorld({
    ...place,
    log: createLog(config.logLevel === 'info' ? 'warn' : config.logLevel),
    config: {
      host: '127.0.0.1',
      port: config.port,
      database: isOwnDatabase ? `file:${DATABASE}` : config.database,
      'catalog.kinds': config['catalog.kinds'],
      ...(options.catalog && {
        'catalog.folder': options.catalog,
        'scorecards.folder': config['scorecards.folder'],
        'scorecards.shipped': config['scorecards.shipped'],
        'github.organization': undefined,
        'onCall.pagerDutyToken': undefined,
        'onCall.file': config['onCall.file'],
      }),
    },
    readsAlong: true,
    // An event that a kept database has had already would be taken for one that is sent again.
    firstSerial: isOwnDatabase ? 0 : Math.floor(Date.now() / 1000),
    pages: demoPages(visitor),
    async beforeScores(core, decided) {
      try {
        await seedPast(core, decided, world.clock.now());
      } finally {
        await release();
      }
    },
  });
  await letGoOfRuns(world.app.core.db);
  // A folder of descriptors is another organisation, whose people have decided nothing yet.
  if (!options.catalog)
    await seedDigests(world.app.core, world.decided, {
      now: world.clock.now(),
      idOf: (name) => world.slack.channelByName(name).id,
    });
  const release = await holdRuns(world.app.core.db, world.clock.now);
  const { url } = await world.app.start();
  const isReady = await Promise.race([stop.then(() => false), prepare()]);
  if (!isReady) return;
  const addresses = {
    workspace: `${url}/demo/slack`,
    catalog: `${url}/catalog`,
    api: `${url}/api/openapi.json`,
  };
  if (options.json) output.out(JSON.stringify({ url, ...addresses }));
  else {
    output.out(`The workspace  ${addresses.workspace}`);
    output.out(`The catalog    ${addresses.catalog}`);
    output.out(`The API        ${addresses.api}`);
    output.out('Ctrl-C stops it.');
  }
  await stop;

  /** The first sync and the welcome, which nobody waits for who has pressed Ctrl-C. */
  async function prepare(): Promise<boolean> {
    await world.app.firstSync();
    if (!options.catalog) await seedRepositories(world.github, world.runs);
    await welcome(world, visitor, options.catalog ? undefined : MARLIN_PAY_EXAMPLES);
    return true;
  }
}
