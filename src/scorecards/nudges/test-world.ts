import type { Days } from './calendar.ts';
import type { Finding, Nudge, NudgeLine } from './nudge.ts';
import type { NudgeWorld, Recipient, Target } from './world.ts';

/** A Wednesday morning. */
export const NOW = new Date('2026-06-10T08:00:00Z');
export const RISK = 'group:default/risk';
const DAY_MS = 24 * 3_600_000;

export function daysFrom(days: number): Date {
  return new Date(NOW.getTime() + days * DAY_MS);
}

/** A service of Risk that lost its runbook an hour ago. */
export function finding(over: Partial<Finding> = {}): Finding {
  return {
    id: 'f1',
    ref: 'component:default/fraud-scorer',
    scorecard: 'production-readiness',
    check: 'runbook',
    since: new Date(NOW.getTime() - 3_600_000),
    causedBy: null,
    state: 'open',
    settledAt: null,
    sent: 0,
    lastSentAt: null,
    rung: null,
    escalatedAt: null,
    ...over,
  };
}

export function target(over: Partial<Target> = {}): Target {
  return {
    finding: finding(),
    recipient: RISK,
    outcome: 'fail',
    countsFrom: null,
    due: null,
    exemption: null,
    ...over,
  };
}

const WEDNESDAY: Days = {
  today: '2026-06-10',
  week: '2026-W24',
  idle: 0,
  left: 4,
  nextWeek: new Date('2026-06-15T07:00:00Z'),
};

/** A team that reads its channel and is at work. */
export function recipient(over: Partial<Recipient> = {}): Recipient {
  return {
    ref: RISK,
    name: 'Risk',
    place: '#team-risk',
    people: ['user:default/tomasz', 'user:default/nina'],
    onCall: null,
    muted: [],
    opening: { kind: 'open' },
    days: WEDNESDAY,
    ...over,
  };
}

/** One service that fails and one team that can be told: everything is as it should be. */
export function world(over: Partial<NudgeWorld> & { to?: Partial<Recipient> } = {}): NudgeWorld {
  const { to, ...rest } = over;
  const one = recipient(to);
  return {
    now: NOW,
    targets: [target()],
    recipients: new Map([[one.ref, one]]),
    nudges: [],
    snoozes: [],
    incidents: new Map(),
    locks: new Map(),
    unhealthy: new Map(),
    transfers: new Map(),
    requests: new Map(),
    ...rest,
  };
}

/** A message of an earlier week. */
export function nudge(over: Partial<Nudge> & { lines: readonly NudgeLine[] }): Nudge {
  const plannedAt = over.plannedAt ?? daysFrom(-10);
  return {
    id: 'n1',
    recipient: RISK,
    place: '#team-risk',
    key: `${RISK} earlier`,
    state: 'sent',
    plannedAt,
    sentAt: plannedAt,
    closedAt: null,
    channel: 'C1',
    ts: '1.0',
    shown: null,
    problem: null,
    ...over,
  };
}

export function line(over: Partial<NudgeLine> = {}): NudgeLine {
  return { finding: 'f1', kind: 'failing', rung: 'transition', due: null, ...over };
}
