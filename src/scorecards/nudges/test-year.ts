import type { Outcome } from '../evaluate.ts';
import type { StoredChange, StoredResult } from '../results/stored.ts';
import { daysAround, openingAt, type WorkingTime } from './calendar.ts';
import { doneNudges } from './closing.ts';
import { compareFindings, openFinding, originOf } from './findings.ts';
import type { Countries } from './holidays.ts';
import type { Finding, Nudge, NudgeKind, Snooze } from './nudge.ts';
import { type NudgePlan, planNudges } from './plan.ts';
import type { Hold, NudgeWorld, Recipient } from './world.ts';

// A made-up organisation that lives for a year: what happens is drawn from a seed, what is done about it is the real thing.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const DAYS = 400;
const BEGIN = new Date('2026-02-01T00:00:00Z');
const ZONES = [
  'Europe/Lisbon',
  'Europe/Warsaw',
  'Asia/Kolkata',
  'America/New_York',
  'Asia/Jerusalem',
];
const TEAMS = 12;
const SERVICES = 30;
const CHECKS = ['runbook', 'slo', 'node'];
/** Asked for by an initiative, whose day comes in the middle of the year. */
const ASKED = 'node';
const DUE = new Date('2026-09-30T23:59:59Z');

export type Team = { ref: string; time: WorkingTime; muted: NudgeKind[]; place: string | null };
/** What the database would hold: nothing else is known from one look to the next. */
export type Kept = { findings: Finding[]; nudges: Nudge[]; snoozes: Snooze[] };
export type Look = {
  now: Date;
  teams: readonly Team[];
  world: NudgeWorld;
  plan: NudgePlan;
  /** Whether the process lived to write the plan down. */
  isSaved: boolean;
  sentNow: readonly Nudge[];
  kept: Kept;
};

/** Numbers from 0 to 1, the same for the same seed. */
function drawing(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Lives through the days and shows each look at the world to `see`. */
export function liveYear(seed: number, countries: Countries, see: (look: Look) => void): void {
  const draw = drawing(seed);
  const isLucky = (chance: number) => draw() < chance;
  const teams = Array.from({ length: TEAMS }, (_, n) => teamOf(n, { countries, draw }));
  const services = Array.from({ length: SERVICES }, (_, n) => ({
    ref: `component:default/s${n}`,
    team: n === 0 ? null : (teams[n % TEAMS]?.ref ?? null),
    truth: CHECKS.map(() => (isLucky(0.7) ? 'pass' : 'fail') as Outcome),
    blindUntil: BEGIN,
  }));
  const results = new Map<string, StoredResult>();
  const changes = new Map<string, StoredChange[]>();
  const holds = { incidents: new Map<string, Hold>(), locks: new Map<string, Hold>() };
  let kept: Kept = { findings: [], nudges: [], snoozes: [] };
  let ids = 0;

  for (let now = BEGIN; now.getTime() < BEGIN.getTime() + DAYS * DAY_MS; ) {
    // What happens.
    for (const service of services) {
      for (const n of CHECKS.keys())
        if (isLucky(service.truth[n] === 'pass' ? 0.004 : 0.006))
          service.truth[n] = service.truth[n] === 'pass' ? 'fail' : 'pass';
      if (isLucky(0.004)) service.blindUntil = new Date(now.getTime() + draw() * 4 * DAY_MS);
      for (const held of [holds.incidents, holds.locks])
        if (isLucky(0.004))
          held.set(service.ref, {
            detail: 'So it is.',
            until: new Date(now.getTime() + draw() * 9 * DAY_MS),
          });
      judge(service, { now, results, changes });
    }
    for (const held of [holds.incidents, holds.locks])
      for (const [ref, { until }] of held) if (until && until <= now) held.delete(ref);
    if (isLucky(0.05)) kept.snoozes.push(snoozeOf(teams, { now, draw, id: `${ids++}` }));

    // What is done about it, from what was written down alone.
    if (isLucky(0.05)) kept = structuredClone(kept);
    follow(kept, { results: [...results.values()], changes, now });
    const unhealthy = new Map(
      services
        .filter(({ blindUntil }) => blindUntil > now)
        .map(({ ref, blindUntil }): [string, Hold] => [
          ref,
          { detail: 'Not read.', until: blindUntil },
        ]),
    );
    const owners = new Map(services.map(({ ref, team }) => [ref, team]));
    const world = worldOf(kept, { now, teams, results, owners, unhealthy, ...holds });
    const plan = planNudges(world);
    const isSaved = !isLucky(0.05);
    if (isSaved) {
      kept.nudges.push(...structuredClone(plan.nudges));
      for (const one of kept.findings) if (plan.forLead.includes(one.id)) one.escalatedAt ??= now;
    }
    const sentNow = isLucky(0.3) ? [] : send(kept, { now, teams, fails: () => isLucky(0.03) });
    see({ now, teams, world, plan, isSaved, sentNow, kept });
    now = new Date(now.getTime() + Math.ceil(draw() * 12) * HOUR_MS + Math.floor(draw() * HOUR_MS));
  }
}

function teamOf(
  n: number,
  { countries, draw }: { countries: Countries; draw: () => number },
): Team {
  const zone = ZONES[n % ZONES.length] ?? 'UTC';
  const calendar = countries.calendar(countries.ofZone(zone));
  const leave = new Date(BEGIN.getTime() + draw() * 300 * DAY_MS);
  const day = (later: number) =>
    new Date(leave.getTime() + later * DAY_MS).toISOString().slice(0, 10);
  const time = {
    zone,
    opensAt: 9,
    closesAt: 17,
    calendar,
    away: [{ since: day(0), until: day(draw() * 25) }],
  };
  const place = n === 1 ? null : `#team-${n}`;
  return { ref: `group:default/t${n}`, time, place, muted: n === 2 ? ['failing'] : [] };
}

type Service = { ref: string; team: string | null; truth: Outcome[]; blindUntil: Date };
type Judged = {
  now: Date;
  results: Map<string, StoredResult>;
  changes: Map<string, StoredChange[]>;
};

/** As an evaluation would: what cannot be read is unknown, and what changed is a step. */
function judge({ ref, team, truth, blindUntil }: Service, { now, results, changes }: Judged): void {
  const before = results.get(ref);
  const score = { level: null, earned: 0, possible: 1, unknown: 0 };
  const stands = CHECKS.map(
    (check, n) => [check, blindUntil > now ? 'unknown' : truth[n]] as const,
  );
  const turned = stands.filter(([check, to]) => before?.outcomes[check] !== to);
  if (turned.length === 0) return;
  const common = { ref, scorecard: 'readiness', owner: team, version: 'v' };
  results.set(ref, {
    ...{ ...common, ...score, outcomes: Object.fromEntries(stands) as Record<string, Outcome> },
    ...{ reasons: {}, uncounted: [], possibleLevel: null, since: now, evaluatedAt: now },
  });
  const steps = changes.get(ref) ?? [];
  changes.set(ref, steps);
  steps.push({
    ...{ ...common, id: steps.length, at: now, cause: 'service', ownerBefore: team },
    ...{ before: before ? score : null, after: score },
    checks: turned.map(([check, to = null]) => ({
      ...{
        check,
        title: check,
        from: before?.outcomes[check] ?? null,
        to,
        reason: null,
        evidence: [],
      },
    })),
  });
}

function follow(
  kept: Kept,
  {
    results,
    changes,
    now,
  }: { results: StoredResult[]; changes: Map<string, StoredChange[]>; now: Date },
): void {
  const known = kept.findings.filter(({ state }) => state === 'open' || state === 'exempt');
  const { begun, settled } = compareFindings(results, known);
  for (const { finding, state } of settled) Object.assign(finding, { state, settledAt: now });
  for (const one of begun)
    kept.findings.push(
      openFinding(one, {
        origin: originOf(changes.get(one.result.ref) ?? [], one),
        causedBy: null,
      }),
    );
  const byId = new Map(kept.findings.map((finding) => [finding.id, finding]));
  for (const nudge of doneNudges(kept.nudges, byId, now))
    Object.assign(nudge, { state: 'closed', closedAt: now });
}

function worldOf(
  kept: Kept,
  {
    now,
    teams,
    results,
    owners,
    ...holds
  }: Pick<NudgeWorld, 'now' | 'incidents' | 'locks' | 'unhealthy'> & {
    teams: readonly Team[];
    results: ReadonlyMap<string, StoredResult>;
    owners: ReadonlyMap<string, string | null>;
  },
): NudgeWorld {
  const due = { day: DUE.toISOString().slice(0, 10), title: 'Node 22' };
  return {
    ...{
      now,
      ...holds,
      nudges: kept.nudges.map((one) => ({ ...one })),
      transfers: new Map(),
      requests: new Map(),
    },
    snoozes: kept.snoozes.filter(({ until }) => until > now),
    targets: kept.findings
      .filter(({ state }) => state === 'open')
      .map((finding) => ({
        finding: { ...finding },
        recipient: owners.get(finding.ref) ?? null,
        outcome: results.get(finding.ref)?.outcomes[finding.check] ?? 'unknown',
        countsFrom: null,
        due: finding.check === ASKED && finding.since <= DUE ? due : null,
        exemption: null,
      })),
    recipients: new Map(
      teams.map(({ ref, time, muted, place }): [string, Recipient] => [
        ref,
        {
          ...{ ref, name: ref, place, people: [], onCall: null, muted },
          ...{ opening: openingAt(now, time), days: daysAround(now, time) },
        },
      ]),
    ),
  };
}

/** As Slack does: what waits goes out in working hours, and counts only then. */
function send(
  { nudges, findings }: Kept,
  { now, teams, fails }: { now: Date; teams: readonly Team[]; fails: () => boolean },
): Nudge[] {
  const sent: Nudge[] = [];
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  for (const nudge of nudges.filter(({ state }) => state === 'planned')) {
    const team = teams.find(({ ref }) => ref === nudge.recipient);
    if (!team || openingAt(now, team.time).kind === 'closed') continue;
    if (fails()) {
      nudge.state = 'failed';
      continue;
    }
    Object.assign(nudge, { state: 'sent', sentAt: now, ts: '1' });
    sent.push(nudge);
    for (const { finding: id, rung } of nudge.lines) {
      const finding = byId.get(id);
      if (finding) Object.assign(finding, { sent: finding.sent + 1, lastSentAt: now, rung });
    }
  }
  return sent;
}

function snoozeOf(
  teams: readonly Team[],
  { now, draw, id }: { now: Date; draw: () => number; id: string },
): Snooze {
  const recipient = teams[Math.floor(draw() * teams.length)]?.ref ?? '';
  const check = CHECKS[Math.floor(draw() * CHECKS.length)] ?? null;
  return {
    ...{ id, recipient, ref: null, scorecard: null, check, by: 'user:default/a', reason: null },
    ...{
      since: now,
      until: new Date(now.getTime() + draw() * 14 * DAY_MS),
      endedAt: null,
      endedBy: null,
    },
  };
}
