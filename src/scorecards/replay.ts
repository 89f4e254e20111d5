import type { Db } from '#dialect';
import type { CatalogIndex } from '../catalog/search.ts';
import { giveLease, takeLease } from '../db/lease.ts';
import { nudgeLog } from '../db/scorecard-tables.ts';
import { known, type Subject } from './fact.ts';
import { gatherSubjects } from './facts/gather.ts';
import { keepInitiatives } from './initiatives/initiatives.ts';
import type { LoadedLibrary } from './library.ts';
import type { LogLine } from './nudges/nudge.ts';
import { scorecardReader } from './read-scorecard.ts';
import { createRun } from './run/run.ts';
import { isAnythingScored } from './run/store.ts';
import { type Scorecard, WrittenScorecard } from './scorecard.ts';

/** What was otherwise before, as far as it is known; all besides was as it is. */
export type Past = {
  since: Date;
  /** Facts that had another value until a moment. */
  facts: readonly { ref: string; fact: string; value: boolean | number | string; until: Date }[];
  /** Entities that came later than the rest. */
  added: readonly { ref: string; at: Date }[];
  /** How scorecards were before they were changed: without these checks, and with other weights. */
  rules: readonly {
    scorecard: string;
    until: Date;
    without: readonly string[];
    weights: Readonly<Record<string, number>>;
  }[];
  /** What was told to whom. */
  log: readonly LogLine[];
};

type Parts = { db: Db; index: CatalogIndex; library: LoadedLibrary; now: Date };

/** Keeps the job that evaluates from beginning before the past is there, until the function returned is called. */
export async function holdRuns(db: Db, now: () => Date): Promise<() => Promise<void>> {
  const lease = { name: 'job:scorecards.run', turn: `replay ${now().toISOString()}` };
  await takeLease(db, { ...lease, ms: 120_000, now: now() });
  return () => giveLease(db, { ...lease, now: now() });
}

/**
 * Evaluates day after day from the beginning of a past up to now, as would have been done if this had run then: results, steps and ends of days
 * are what the rules say of it, so that the next evaluation finds all as it is. Nothing where something is scored already.
 */
export async function replayPast({ db, index, library, now }: Parts, past: Past): Promise<void> {
  if (await isAnythingScored(db)) return;
  const view = await index.current();
  const refs = view.all(null).map(({ ref }) => ref);
  const { table } = library;
  const read = scorecardReader(table);
  const today = await gatherSubjects(db, { refs, view, now, table });
  let at = past.since;
  const { run } = createRun({
    ...{ db, index },
    now: () => at,
    rules: async () => ({
      ...{ scorecards: scorecardsAt(library, past, at), table, isComplete: true },
      reread: (text) => read(text)[0]?.scorecard ?? null,
    }),
    gather: async (_, { refs: wanted }) => subjectsAt(today, { wanted, past, at }),
  });
  for (; at < now; at = new Date(at.getTime() + DAY)) {
    await run();
    const begun = library.initiatives.filter(({ since }) => since === null || since <= at);
    await keepInitiatives(db, begun, at);
  }
  if (past.log.length > 0)
    await db
      .insert(nudgeLog)
      .values([...past.log])
      .onConflictDoNothing();
}

const DAY = 24 * 3600 * 1000;

function scorecardsAt({ scorecards, table }: LoadedLibrary, past: Past, at: Date): Scorecard[] {
  const read = scorecardReader(table);
  return scorecards.map((scorecard) => {
    const rule = past.rules.find(
      ({ scorecard: name, until }) => name === scorecard.name && at < until,
    );
    if (!rule) return scorecard;
    const written = WrittenScorecard.parse(JSON.parse(scorecard.text));
    const checks = written.checks
      .filter(({ id }) => !rule.without.includes(id))
      .map((check) => ({ ...check, weight: rule.weights[check.id] ?? check.weight }));
    return read(JSON.stringify({ ...written, checks }))[0]?.scorecard ?? scorecard;
  });
}

function subjectsAt(
  today: ReadonlyMap<string, Subject>,
  { wanted, past, at }: { wanted: readonly string[]; past: Past; at: Date },
): Map<string, Subject> {
  const later = new Set(past.added.filter((one) => at < one.at).map(({ ref }) => ref));
  const subjects = new Map<string, Subject>();
  for (const ref of wanted) {
    const subject = today.get(ref);
    if (!subject || later.has(ref)) continue;
    const otherwise = past.facts.filter((one) => one.ref === ref && at < one.until);
    const seen = { source: 'as it was then', url: null, observedAt: at };
    const facts = otherwise.map(({ fact, value }) => [fact, known(value, seen)] as const);
    subjects.set(ref, { ...subject, facts: { ...subject.facts, ...Object.fromEntries(facts) } });
  }
  return subjects;
}
