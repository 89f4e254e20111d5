import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';
import { createCountries } from './scorecards/nudges/holidays.ts';
import { createNudging, type Nudging } from './scorecards/nudges/run.ts';

/** Puts together who is told what a service fails, and when. */
export function composeNudging({
  config,
  core: { db, index, standards },
  now,
  log,
}: {
  config: Pick<Config, 'timezone'>;
  core: Core;
  now: () => Date;
  log: Log;
}): Nudging {
  return createNudging({
    ...{ db, index, standards, now, log },
    zone: config.timezone,
    countries: createCountries(),
    newId: randomUUID,
  });
}
