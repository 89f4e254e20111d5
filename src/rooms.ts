import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { workNearby } from './questions/delivery/nearby.ts';
import { onCallNearby } from './questions/on-call/nearby.ts';
import { createKeeper, type Keeper } from './questions/rooms/keeper.ts';

/** Puts together what a card in an incident channel is made of. */
export function composeRooms({
  core,
  config,
  now,
}: {
  core: Core;
  config: Config;
  now: () => Date;
}): Keeper {
  const { db, index } = core;
  const patterns = config['slack.incidentChannels'];
  const nearby = { ...onCallNearby(core), ...workNearby({ ...core, now }) };
  return createKeeper({ db, index, patterns, now, nearby });
}
