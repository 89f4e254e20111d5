import { randomUUID } from 'node:crypto';
import type { Corrections } from './catalog/corrections/corrections.ts';
import type { Core } from './core.ts';
import { aliasDeed, unaliasDeed } from './deeds/alias.ts';
import { correctDeed } from './deeds/correct.ts';
import { createDeeds, type Deeds } from './deeds/deeds.ts';
import { digestScheduleDeed } from './deeds/digest-schedule.ts';
import type { Doings } from './deeds/doing.ts';
import { lockDeed, unlockDeed } from './deeds/lock.ts';
import { pageDeed, type RaiseIncident } from './deeds/page.ts';
import type { Reach } from './deeds/reach.ts';
import { repeatDeed, unrepeatDeed } from './deeds/repeat.ts';
import { decideDeed, exemptDeed, fixDeed, snoozeDeed } from './deeds/standards.ts';
import { tellDeed } from './deeds/tell.ts';
import type { Digests } from './digests.ts';
import type { Log } from './log.ts';
import { type OnCallNow, planWaking } from './operations/waking.ts';
import type { Decisions } from './standards-desk.ts';

export type DeedParts = {
  core: Core;
  now: () => Date;
  log: Log;
  /** The ways to people; null without Slack. Asked for when something is done, because Slack itself is given the deeds. */
  reach: () => Reach | null;
  raiseIncident: RaiseIncident | null;
  /** Refs of the teams and people who may lock anything. */
  admins: readonly string[];
  onCallNow: OnCallNow;
  corrections: Corrections;
  decisions: Decisions;
  digests: Digests;
  /** A name was given or taken: whoever shows what nobody knew draws it anew. */
  onNamed: () => Promise<void>;
};

/** Puts together what pressing a button can do. A new deed is one file in `deeds/` and one line here. */
export function composeDeeds(parts: DeedParts): Deeds {
  const { core, now, log } = parts;
  return createDeeds({ db: core.db, now, newId: randomUUID, log, doings: () => doingsOf(parts) });
}

function doingsOf({
  core,
  onCallNow,
  reach,
  raiseIncident,
  admins,
  corrections,
  decisions,
  digests,
  onNamed,
}: DeedParts): Doings {
  const { db, index } = core;
  const people = reach();
  const planFor = async (target: string) =>
    planWaking({ db, view: await index.current(), onCallNow }, target);
  return {
    page: people && pageDeed({ index, planFor, reach: people, raiseIncident }),
    lock: lockDeed({ db, index, admins }),
    unlock: unlockDeed({ db, index, admins }),
    tell: people && tellDeed({ index, reach: people }),
    alias: aliasDeed({ db, index, admins, onNamed }),
    unalias: unaliasDeed({ db, index, admins, onNamed }),
    correct: correctDeed({ db, corrections }),
    repeat: people && repeatDeed({ db, index, reach: people }),
    unrepeat: unrepeatDeed({ db }),
    'digest-schedule':
      people &&
      digestScheduleDeed({
        ...{ db, desk: digests.desk, run: digests.run, reach: people },
      }),
    snooze: snoozeDeed({ index, ...decisions, admins }),
    'decide-exemption': decideDeed(decisions),
    exempt: exemptDeed({ index, ...decisions, admins }),
    fix: fixDeed({ index, ...decisions, admins }),
  };
}
