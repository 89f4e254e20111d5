import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';
import { splitTurn } from './questions/repeats/turn.ts';
import { createDigestDesk, type DigestDesk } from './scorecards/digest/schedule/desk.ts';
import { keepStanding } from './scorecards/digest/schedule/standing.ts';
import { runDigests, type SendDigest } from './scorecards/digest/schedule/turns.ts';

/** Digests that are sent: what people decide about them, and the job that makes and sends them. */
export type Digests = { desk: DigestDesk; run: () => Promise<void> };

export function composeDigests({
  config,
  core: { db, index, standards },
  now,
  log,
  send,
}: {
  config: Config;
  core: Pick<Core, 'db' | 'index' | 'standards'>;
  now: () => Date;
  log: Log;
  /** Null without Slack. */
  send: () => SendDigest | null;
}): Digests {
  const { admins, timezone: zone } = config;
  const turn = splitTurn(config['digest.schedule'])?.turn ?? null;
  const leadChannel = config['slack.leadChannel'] ?? null;
  return {
    desk: createDigestDesk({ db, index, admins, now, newId: randomUUID }),
    async run() {
      if (turn) await keepStanding(db, { turn, zone, leadChannel }, now());
      await runDigests({ db, standards, now, log, send });
    },
  };
}
