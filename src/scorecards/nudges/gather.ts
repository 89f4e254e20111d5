import { and, eq, gt, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { dayAt } from '../../calendar.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { exemptions, findings } from '../../db/scorecard-tables.ts';
import type { Exemption } from '../desk/exemption.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import { type InitiativeTarget, initiativeTargets } from '../initiatives/initiatives.ts';
import { resultsWhere } from '../results/read.ts';
import type { StoredResult } from '../results/stored.ts';
import type { Scorecard } from '../scorecard.ts';
import { dayText } from './day.ts';
import { gatherHolds } from './gather-holds.ts';
import { MOST } from './holds.ts';
import type { Countries } from './holidays.ts';
import type { Finding, Nudge } from './nudge.ts';
import { readRecipients, recipientOf } from './recipients.ts';
import { activeSnoozes, allPreferences, nudgesWhere, openFindings } from './store.ts';
import { checkKey, type NudgeWorld, type Target } from './world.ts';

export type Gathering = {
  db: Db;
  view: CatalogView;
  scorecards: readonly Scorecard[];
  initiatives: readonly Initiative[];
  countries: Countries;
  zone: string;
  now: Date;
};

const DAY_MS = 24 * 3_600_000;
/** Longer than a week in any zone. */
const RECENT_MS = 9 * DAY_MS;
/** An address that refuses is tried again each week, four times. */
const FAILED_MS = 60 * DAY_MS;
/** Further ahead than anybody is reminded, with the days off before it. */
const ENDING_MS = 30 * DAY_MS;

/** Reads the world that a plan is made from. */
export async function gatherWorld(gathering: Gathering): Promise<NudgeWorld> {
  const { db, view, now, zone, countries } = gathering;
  const targets = await targetsOf(gathering);
  const refs = [...new Set(targets.map(({ finding }) => finding.ref))];
  const recipients = await readRecipients(
    { db, view, countries, preferences: await allPreferences(db), zone, now },
    targets.flatMap(({ recipient }) => recipient ?? []),
  );
  return {
    now,
    targets,
    recipients,
    nudges: await nudgesNow(db, now),
    snoozes: await activeSnoozes(db, now),
    ...(await gatherHolds({ db, view, now }, refs)),
  };
}

async function nudgesNow(db: Db, now: Date): Promise<Nudge[]> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const all = [
    ...(await nudgesWhere(db, { states: ['planned', 'sent'] })),
    ...(await nudgesWhere(db, { since: before(RECENT_MS) })),
    ...(await nudgesWhere(db, { states: ['failed'], since: before(FAILED_MS) })),
  ];
  return [...new Map(all.map((nudge) => [nudge.id, nudge])).values()];
}

async function targetsOf(gathering: Gathering): Promise<Target[]> {
  const { db, view, now, zone, scorecards, initiatives } = gathering;
  const due = new Map(
    (await initiativeTargets(db, initiatives, now)).map((one) => [checkKey(one), one]),
  );
  const ending = await endingExemptions(db, now);
  const wanted = await candidates(db, { due, ending });
  const results = await resultsByKey(db, [...new Set(wanted.map(({ ref }) => ref))]);
  return wanted.flatMap((finding): Target[] => {
    const { ref, scorecard, check } = finding;
    const result = results.get(`${ref} ${scorecard}`);
    const outcome = result && Object.hasOwn(result.outcomes, check) && result.outcomes[check];
    if (!result || !outcome || !view.get(ref)) return [];
    const initiative = due.get(checkKey(finding))?.initiative;
    // What breaks after the day of an initiative is a transition like any other.
    const isDue = initiative && finding.since <= initiative.due;
    return [
      {
        finding,
        recipient: recipientOf(view, ref),
        outcome,
        countsFrom: result.uncounted.includes(check)
          ? countsFrom(scorecards, { scorecard, check })
          : null,
        due: isDue ? { day: dayText(dayAt(initiative.due, zone)), title: initiative.title } : null,
        exemption: ending.get(checkKey(finding)) ?? null,
      },
    ];
  });
}

/** Those of whom there may be something to say: what began with a transition, what an initiative asks for, what is excused for a while. */
async function candidates(
  db: Db,
  {
    due,
    ending,
  }: { due: ReadonlyMap<string, InitiativeTarget>; ending: ReadonlyMap<string, Exemption> },
): Promise<Finding[]> {
  const told = await db
    .select()
    .from(findings)
    .where(
      and(
        eq(findings.state, 'open'),
        or(isNull(findings.rung), ne(findings.rung, 'first')),
        or(isNull(findings.escalatedAt), lt(findings.sent, MOST)),
      ),
    );
  const refs = [...due.values()].map(({ ref }) => ref);
  const asked = (await openFindings(db, refs)).filter(
    (finding) =>
      due.has(checkKey(finding)) && (finding.escalatedAt === null || finding.sent < MOST),
  );
  const excused =
    ending.size === 0
      ? []
      : await db
          .select()
          .from(findings)
          .where(
            and(
              eq(findings.state, 'exempt'),
              inArray(findings.ref, [...new Set([...ending.values()].map(({ ref }) => ref))]),
            ),
          );
  // Of one check that was excused before, the latest.
  const latest = new Map(
    excused
      .filter((finding) => ending.has(checkKey(finding)))
      .toSorted((a, b) => a.since.getTime() - b.since.getTime())
      .map((finding) => [checkKey(finding), finding]),
  );
  const all = [...told, ...asked, ...latest.values()];
  return [...new Map(all.map((finding) => [finding.id, finding])).values()];
}

async function endingExemptions(db: Db, now: Date): Promise<Map<string, Exemption>> {
  const rows = await db
    .select()
    .from(exemptions)
    .where(
      and(
        eq(exemptions.state, 'approved'),
        gt(exemptions.until, now),
        lt(exemptions.until, new Date(now.getTime() + ENDING_MS)),
      ),
    );
  return new Map(rows.map((row) => [checkKey(row), row]));
}

async function resultsByKey(db: Db, refs: readonly string[]): Promise<Map<string, StoredResult>> {
  const found = new Map<string, StoredResult>();
  for (let from = 0; from < refs.length; from += 500)
    for (const result of await resultsWhere(db, { refs: refs.slice(from, from + 500) }))
      found.set(`${result.ref} ${result.scorecard}`, result);
  return found;
}

/** A check that says no day (any more) while its results do not count yet is evaluated in a moment. */
function countsFrom(
  scorecards: readonly Scorecard[],
  key: { scorecard: string; check: string },
): string | null {
  const scorecard = scorecards.find(({ name }) => name === key.scorecard);
  const check = scorecard?.checks.find(({ id }) => id === key.check);
  return check?.effectiveFrom?.toISOString().slice(0, 10) ?? null;
}
