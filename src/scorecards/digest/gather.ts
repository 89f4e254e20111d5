import { and, desc, eq, gte, inArray, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import { teamsBelow } from '../../catalog/teams.ts';
import { docMisses } from '../../db/docs-tables.ts';
import { misses } from '../../db/schema.ts';
import { exemptions, transfers } from '../../db/scorecard-tables.ts';
import { logWhere, nudgesWhere } from '../nudges/store.ts';
import { changesWhere } from '../results/read.ts';
import type { Standards } from '../standards.ts';
import { composeDigest } from './compose.ts';
import type { Digest } from './digest.ts';
import { JUDGED_MS, WORKS_WITHIN_MS } from './effect.ts';
import { healthFigures } from './figures.ts';
import { gapsOf } from './gaps.ts';
import type { DigestInputs } from './inputs.ts';
import { type Moved, movementOf } from './movement.ts';
import { findingsSince, initiativesOf, standingsOf, weeksOf } from './read.ts';
import type { Owners } from './replay.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** More are a flood that nobody reads one by one. */
const MOST_LINES = 50_000;
const MOST_QUESTIONS = 1000;

export type DigestWorld = {
  db: Db;
  index: CatalogIndex;
  standards: Pick<Standards, 'scorecards' | 'initiatives'>;
};
/** `*` or the ref of a team; without `since` the week before `until`. */
export type DigestAsked = { audience: string; until: Date; since?: Date };

/** What moved and why, what stands still and what was told, for the lead or a team with all teams inside it. */
export async function makeDigest(world: DigestWorld, asked: DigestAsked): Promise<Digest> {
  return composeDigest(await gatherDigest(world, asked));
}

/** Reads what a digest is made of, one scorecard at a time. */
export async function gatherDigest(
  { db, index, standards }: DigestWorld,
  { audience, until, since = new Date(until.getTime() - WEEK_MS) }: DigestAsked,
): Promise<DigestInputs> {
  const view = await index.current();
  const owners: Owners =
    audience === '*' ? null : new Set([audience, ...teamsBelow(view, audience)]);
  const isOurs = (ref: string) => owners === null || owners.has(view.out(ref, 'ownedBy')[0] ?? '');
  const told = (recipient: string | null) =>
    owners === null || (recipient !== null && owners.has(recipient));
  const scorecards = await standards.scorecards();
  const titles = new Map(
    scorecards.flatMap(({ name, checks }) =>
      checks.map(({ id, title }) => [`${name} ${id}`, title] as const),
    ),
  );
  const moved: Moved[] = [];
  const unknown = new Set<string>();
  for (const { name, title, levels } of scorecards) {
    const standings = await standingsOf(db, name);
    const changes = await changesWhere(db, { scorecard: name, since });
    if (standings.length === 0 && changes.length === 0) continue;
    for (const { ref, unknown: weight } of standings)
      if (weight > 0 && isOurs(ref)) unknown.add(ref);
    const weeks = await weeksOf(db, name, { until, owners });
    const history = { scorecard: name, title, levels, standings, changes, weeks };
    const one = movementOf(history, { until, owners });
    if (one.movement.entities > 0 || one.movement.before !== null) moved.push(one);
  }
  // Messages that are judged were sent before the period, and had their time to work.
  const judged = new Date(until.getTime() - WORKS_WITHIN_MS - JUDGED_MS);
  const log = await logWhere(db, { since: judged, limit: MOST_LINES });
  const findings = await findingsSince(db, judged);
  return {
    audience,
    since,
    until,
    moved: moved.map(withLastWeek),
    findings: findings.filter(({ ref }) => isOurs(ref)),
    checkTitle: (scorecard, check) => titles.get(`${scorecard} ${check}`) ?? null,
    log: log.filter(({ recipient, ref }) => told(recipient) || (!recipient && isOurs(ref))),
    nudges: (await nudgesWhere(db, { since: judged })).filter((one) => told(one.recipient)),
    unanswered: await unansweredIn(db, { since, until, owners, isOurs }),
    health: await healthFigures({ db, view }, { until, owners }),
    initiatives: await initiativesOf(db, await standards.initiatives(), { until, owners }),
    exemptions: (
      await db
        .select()
        .from(exemptions)
        .where(inArray(exemptions.state, ['pending', 'approved', 'ended']))
    ).filter(({ ref }) => isOurs(ref)),
    transfers: (await db.select().from(transfers).where(eq(transfers.state, 'asked'))).filter(
      ({ ref }) => isOurs(ref),
    ),
    gaps: await gapsOf(db, { unknown: unknown.size, isEverybody: owners === null }),
  };
}

/** The end of the last week is now: days are written when they end. */
function withLastWeek(one: Moved): Moved {
  const { movement } = one;
  const weeks = movement.weeks.map((week, at) =>
    at === movement.weeks.length - 1 ? { ...week, share: movement.after } : week,
  );
  return { ...one, movement: { ...movement, weeks } };
}

/** Names and questions that nobody answered, for the lead; for a team questions about what is its own that no page of docs answers. */
async function unansweredIn(
  db: Db,
  {
    since,
    until,
    owners,
    isOurs,
  }: {
    since: Date;
    until: Date;
    owners: Owners;
    isOurs: (ref: string) => boolean;
  },
): Promise<DigestInputs['unanswered']> {
  const isThen = ({ lastAt }: { lastAt: Date }) => lastAt >= since && lastAt < until;
  const names =
    owners === null
      ? await db
          .select()
          .from(misses)
          .where(and(eq(misses.state, 'open'), gte(misses.lastAt, since), lt(misses.lastAt, until)))
          .orderBy(desc(misses.count), desc(misses.lastAt), misses.text)
          .limit(MOST_QUESTIONS)
      : [];
  const pages = (await db.select().from(docMisses).where(gte(docMisses.lastAt, since))).filter(
    (miss) => owners === null || miss.refs.some(isOurs),
  );
  return [
    ...names.map(({ text, example, count }) => ({ text: example ?? text, times: count })),
    ...pages.filter(isThen).map(({ example, count }) => ({ text: example, times: count })),
  ].sort((a, b) => b.times - a.times);
}
