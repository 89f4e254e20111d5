import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';
import type { OnCallSource } from './operations/on-call-source.ts';
import { type Alarm, createOnCallNow, createRaiseIncident } from './operations/paging.ts';
import { refreshOnCall } from './operations/refresh.ts';
import { createRotaFiles } from './operations/sources/file.ts';
import { createPagerDuty } from './operations/sources/pagerduty.ts';
import { allStandings, type Standing } from './operations/standing.ts';

/** Where on call is known from, as the settings say. */
export type OnCall = {
  sources: readonly OnCallSource[];
  /** Reads every source into the tables. Never throws. */
  refresh: () => Promise<void>;
  /** Who is first on call for an entity, as the tables say. */
  now: (ref: string) => Promise<string | null>;
  /** Pages by the vendor; null where none covers the target. */
  raise: (alarm: Alarm) => Promise<{ text: string } | null>;
  /** How each source stands, by its id. */
  standings: () => Promise<Map<string, Standing>>;
};

export type OnCallOutside = {
  core: Core;
  log: Log;
  now: () => Date;
  fetch: typeof fetch;
  tellLead: (text: string) => Promise<void>;
};

export function connectOnCall(config: Config, outside: OnCallOutside): OnCall {
  const sources: OnCallSource[] = [];
  const token = config['onCall.pagerDutyToken'];
  const file = config['onCall.file'];
  if (token) {
    const apiUrl = config['onCall.pagerDutyUrl'];
    sources.push(createPagerDuty({ token, apiUrl, fetch: outside.fetch, wait: (ms) => wait(ms) }));
  }
  if (file) sources.push(createRotaFiles({ path: file }));
  const { core, log, now, tellLead } = outside;
  return {
    sources,
    now: createOnCallNow({ ...core, now }),
    raise: createRaiseIncident({ ...core, now, sources }),
    standings: () => allStandings(core.db),
    refresh: () => refreshOnCall({ db: core.db, log, now, sources, tellLead }),
  };
}

/** What is not connected, a sentence; null where something is. */
export function onCallNotConnected(config: Config): string | null {
  if (config['onCall.pagerDutyToken'] || config['onCall.file']) return null;
  return 'On call: set PAGERDUTY_TOKEN (and PAGERDUTY_API_URL in the EU), or CALLBOARD_ROTAS to a file of rotas';
}
