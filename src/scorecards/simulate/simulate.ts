import { type CheckResult, type Exemptions, evaluate, type Result } from '../evaluate.ts';
import type { FactTable, Subject } from '../fact.ts';
import { shareOf } from '../results/read.ts';
import { scoreOfResult } from '../run/score.ts';
import type { Check, Level, Scorecard } from '../scorecard.ts';

/** One entity that a changed scorecard is tried on. */
export type Tried = {
  ref: string;
  owner: string | null;
  subject: Subject;
  /** From checks of a scorecard of this name. */
  exemptions: Exemptions;
};

export type Moved = {
  ref: string;
  owner: string | null;
  /** Names of levels; null below the first. */
  from: string | null;
  to: string | null;
  /** Shares of 1; null where nothing counts. */
  before: number | null;
  after: number | null;
  /** Checks that it would newly fail or pass. */
  checks: readonly { id: string; title: string }[];
};

/** What publishing a scorecard would do. */
export type Simulation = {
  scorecard: Scorecard;
  isNew: boolean;
  /** How many would be scored, before and after, and their average share; null where none is. */
  entities: { before: number; after: number };
  average: { before: number | null; after: number | null };
  /** Lowest first, after those below the first level (`level` is null). */
  levels: readonly { level: Level | null; before: number; after: number }[];
  /** Who would lose a level, or be at fewer points; the deepest fall first. */
  drops: readonly Moved[];
  rises: readonly Moved[];
  /** Who would be scored for the first time, and no more. */
  entered: readonly string[];
  left: readonly string[];
  /** Owners with entities that would newly fail a check; null is nobody. */
  told: readonly { recipient: string | null; refs: readonly string[] }[];
  /** Checks that would be announced first: the figures are as if they counted already. */
  announced: readonly { id: string; title: string; from: Date }[];
};

export type Trial = { try: (tried: Tried) => void; end: () => Simulation };

/**
 * Tries a scorecard that nobody published yet, one entity after another: against the scorecard of the same name as it is, or against none.
 * Checks that are announced for later are judged as if they counted, because that is what the question is about. Pure.
 */
export function createTrial({
  proposed,
  current,
  now,
  table,
}: {
  proposed: Scorecard;
  current: Scorecard | null;
  now: Date;
  table: FactTable;
}): Trial {
  const inForce = countingNow(proposed, current);
  const counts = new Map<string | null, { before: number; after: number }>();
  const sums = { before: emptySum(), after: emptySum() };
  const drops: Moved[] = [];
  const rises: Moved[] = [];
  const entered: string[] = [];
  const left: string[] = [];
  const told = new Map<string | null, string[]>();

  function count(side: 'before' | 'after', result: Result | null): void {
    if (!result) return;
    const level = result.level?.name ?? null;
    const both = counts.get(level) ?? { before: 0, after: 0 };
    both[side] += 1;
    counts.set(level, both);
    sums[side].add(shareOf(scoreOfResult(result)));
  }

  return {
    try({ ref, owner, subject, exemptions }) {
      const judge = (scorecard: Scorecard) =>
        evaluate(scorecard, subject, { now, table, exemptions });
      const before = current && judge(current);
      const after = judge(inForce);
      count('before', before);
      count('after', after);
      if (after && !before) entered.push(ref);
      if (before && !after) left.push(ref);
      if (!after) return;
      const failing = newly('fail', before, after);
      if (failing.length > 0) told.set(owner, [...(told.get(owner) ?? []), ref]);
      if (!before) return;
      const moved = movedFrom(before, after, { ref, owner });
      const way = wayOf(moved, proposed.levels);
      if (way < 0) drops.push({ ...moved, checks: failing });
      if (way > 0) rises.push({ ...moved, checks: newly('pass', before, after) });
    },
    end: () => ({
      ...{ scorecard: proposed, isNew: current === null },
      entities: { before: sums.before.number(), after: sums.after.number() },
      average: { before: sums.before.average(), after: sums.after.average() },
      levels: [null, ...proposed.levels].map((level) => ({
        level,
        ...(counts.get(level?.name ?? null) ?? { before: 0, after: 0 }),
      })),
      drops: byFall(drops, proposed.levels),
      rises: byFall(rises, proposed.levels).toReversed(),
      ...{ entered, left },
      told: [...told]
        .map(([recipient, refs]) => ({ recipient, refs }))
        .toSorted((one, other) => other.refs.length - one.refs.length),
      announced: proposed.checks.flatMap((check) => {
        const { id, title, effectiveFrom: from } = check;
        const isNews = from !== null && from > now && !isAnnouncedIn(current, check);
        return isNews ? [{ id, title, from }] : [];
      }),
    }),
  };
}

/** As if all that it announces counted already; what is announced anyway, for the same day, is not its doing. */
function countingNow(proposed: Scorecard, current: Scorecard | null): Scorecard {
  const checks = proposed.checks.map((check) =>
    isAnnouncedIn(current, check) ? check : { ...check, effectiveFrom: null },
  );
  return { ...proposed, checks };
}

function isAnnouncedIn(current: Scorecard | null, { id, effectiveFrom }: Check): boolean {
  const before = current?.checks.find((check) => check.id === id)?.effectiveFrom;
  return !!before && before.getTime() === effectiveFrom?.getTime();
}

function emptySum() {
  let [number, scored, shares] = [0, 0, 0];
  return {
    add(share: number | null) {
      number += 1;
      scored += share === null ? 0 : 1;
      shares += share ?? 0;
    },
    number: () => number,
    average: () => (scored === 0 ? null : shares / scored),
  };
}

/** Checks that give this now and did not before, of those that count. */
function newly(
  outcome: 'pass' | 'fail',
  before: Result | null,
  after: Result,
): { id: string; title: string }[] {
  const had = new Set((before?.checks ?? []).filter(is(outcome)).map(({ check }) => check.id));
  return after.checks
    .filter(is(outcome))
    .flatMap(({ check: { id, title } }) => (had.has(id) ? [] : [{ id, title }]));
}

function is(outcome: 'pass' | 'fail') {
  return (one: CheckResult) => one.isCounted && one.outcome === outcome;
}

function movedFrom(
  before: Result,
  after: Result,
  of: { ref: string; owner: string | null },
): Omit<Moved, 'checks'> {
  return {
    ...of,
    from: before.level?.name ?? null,
    to: after.level?.name ?? null,
    before: shareOf(scoreOfResult(before)),
    after: shareOf(scoreOfResult(after)),
  };
}

/** Below zero is down. A level says more than points; one that is not there any more counts as none. */
function wayOf(
  { from, to, before, after }: Omit<Moved, 'checks'>,
  levels: readonly Level[],
): number {
  const place = (name: string | null) => levels.findIndex((level) => level.name === name);
  return place(to) - place(from) || (after ?? 0) - (before ?? 0);
}

function byFall(moved: readonly Moved[], levels: readonly Level[]): Moved[] {
  return moved.toSorted(
    (one, other) =>
      wayOf(one, levels) - wayOf(other, levels) ||
      (one.after ?? 0) - (one.before ?? 0) - ((other.after ?? 0) - (other.before ?? 0)) ||
      (one.ref < other.ref ? -1 : 1),
  );
}
