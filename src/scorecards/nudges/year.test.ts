import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCountries } from './holidays.ts';
import type { Reason } from './nudge.ts';
import { type Look, liveYear, type Team } from './test-year.ts';

const DAY_MS = 24 * 3_600_000;
const countries = await createCountries()(new Date('2026-06-15T00:00:00Z'));

/** What a clock on the wall there shows; on purpose not by the code that is tried. */
function wallClock(
  { time: { zone } }: Team,
  now: Date,
): { hour: number; day: string; weekday: string } {
  const shown = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23', hour: '2-digit', weekday: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  const part = Object.fromEntries(shown.formatToParts(now).map(({ type, value }) => [type, value]));
  return {
    hour: Number(part['hour']),
    day: `${part['year']}-${part['month']}-${part['day']}`,
    weekday: part['weekday'] ?? '',
  };
}

function isWorkTime(team: Team, now: Date): boolean {
  const { hour, day, weekday } = wallClock(team, now);
  const rest = team.time.zone === 'Asia/Jerusalem' ? ['Fri', 'Sat'] : ['Sat', 'Sun'];
  const isAway = team.time.away.some(({ since, until }) => since <= day && day <= until);
  const isHoliday = team.time.calendar.holidays.has(day);
  return hour >= 9 && hour < 17 && !rest.includes(weekday) && !isAway && !isHoliday;
}

const GOES_ON = ['outside-working-hours', 'holiday', 'period-used', 'gap', 'snoozed'];

/** What is wrong at one look, in words; nothing, whatever happens in a year. */
function wrongAt({ now, teams, world, plan, isSaved, sentNow, kept }: Look): string[] {
  const wrong: string[] = [];
  for (const { recipient } of [...plan.nudges, ...sentNow]) {
    const team = teams.find((one) => one.ref === recipient);
    if (!team || !isWorkTime(team, now)) wrong.push(`${recipient} is told at a bad hour`);
  }
  const keys = kept.nudges.map(({ key }) => key);
  if (new Set(keys).size < keys.length) wrong.push('a recipient has two messages in a week');

  const targets = new Map(world.targets.map((target) => [target.finding.id, target]));
  const { incidents, locks, unhealthy } = world;
  for (const { quiet, detail, finding } of plan.decided) {
    const { id, ref } = finding;
    if (!/[\w)]\.$/.test(detail)) wrong.push(`${id} has no reason: ${detail}`);
    if (quiet) continue;
    const isHeld = incidents.has(ref) || locks.has(ref) || unhealthy.has(ref);
    if (isHeld || targets.get(id)?.outcome !== 'fail') wrong.push(`${id} was not held`);
  }

  const decided = new Map(plan.decided.map((one) => [one.finding.id, one.quiet]));
  const waiting = world.nudges.filter(({ state }) => state === 'planned');
  const planned = new Set(waiting.flatMap(({ lines }) => lines.map(({ finding }) => finding)));
  const escalated = kept.findings.filter(({ escalatedAt }) => escalatedAt !== null);
  const named = new Set(escalated.map(({ id }) => id));
  for (const { finding, outcome, due } of world.targets) {
    const { id, lastSentAt, since, rung, sent } = finding;
    if (planned.has(id)) continue;
    // What began with a transition and was never told of is planned, or has a reason.
    if (rung === null && !decided.has(id)) wrong.push(`${id} was dropped`);
    // Two weeks after the last word the lead's digest has it, unless it goes on by itself.
    const last = Math.max(lastSentAt?.getTime() ?? 0, since.getTime());
    const isOld = now.getTime() - last > 15 * DAY_MS && outcome === 'fail';
    if (!isSaved || !isOld || (rung === 'first' && sent === 0)) continue;
    const isToCome = due !== null && now.toISOString().slice(0, 10) <= due.day;
    const goesOn = decided.get(id) === null || GOES_ON.includes(decided.get(id)?.reason ?? '');
    if (!isToCome && !goesOn && !named.has(id)) wrong.push(`${id} was forgotten`);
  }
  return wrong;
}

/** What was sent in all: never too often, never too soon, never the same twice. */
function holdsAtTheEnd({ kept }: Look): void {
  const told = new Map<string, Date[]>();
  const said = new Set<string>();
  for (const { lines, sentAt } of kept.nudges)
    for (const { finding, kind, rung, due } of sentAt ? lines : []) {
      const key = `${finding} ${kind} ${rung} ${due}`;
      expect(said.has(key), key).toBe(false);
      said.add(key);
      told.set(finding, [...(told.get(finding) ?? []), sentAt as Date]);
    }
  for (const { id, sent } of kept.findings) expect(told.get(id)?.length ?? 0).toBe(sent);
  for (const times of told.values()) {
    expect(times.length).toBeLessThanOrEqual(4);
    const gaps = times.slice(1).map((at, n) => at.getTime() - (times[n]?.getTime() ?? 0));
    expect(Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(6 * DAY_MS);
  }
  expect(said.size).toBeGreaterThan(50);
}

it('tells nobody at a bad hour, too often or twice, and forgets nothing in a year in which much goes wrong', () => {
  const seen = new Set<Reason>();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      let last: Look | null = null;
      liveYear(seed, countries, (look) => {
        const wrong = wrongAt(look);
        if (wrong.length > 0) expect(wrong, look.now.toISOString()).toEqual([]);
        for (const { quiet } of look.plan.decided) if (quiet) seen.add(quiet.reason);
        last = look;
      });
      if (last) holdsAtTheEnd(last);
    }),
    { seed: 20260615, numRuns: 2, endOnFailure: true },
  );
  // The year had all of it: else it would show nothing.
  const wanted: Reason[] = [
    'away',
    'cap-reached',
    'collector-unhealthy',
    'freeze',
    'gap',
    'holiday',
    'muted',
  ];
  wanted.push(
    'no-owner',
    'no-place',
    'open-incident',
    'outside-working-hours',
    'period-used',
    'snoozed',
  );
  expect([...seen].toSorted()).toEqual(wanted);
});
