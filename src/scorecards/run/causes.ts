import type { CheckResult, EvidenceItem, Outcome, Result } from '../evaluate.ts';
import type {
  Cause,
  ChangedCheck,
  Score,
  StoredChange,
  StoredEvidence,
  StoredResult,
} from '../results/stored.ts';
import { isSameScore, scoreFrom, scoreOfResult } from './score.ts';

/** One entity on one scorecard, as it was and as it is. */
export type Movement = {
  ref: string;
  before: StoredResult | null;
  /**
   * By the rules of `before`, and what it was excused from then, of what is known now: what moved without any rule moving. Null where
   * those rules are not about it any more; `lost` where nobody can read them again.
   */
  byOldRules: Result | null | 'lost';
  /** By the rules of today, and what it was excused from then. */
  byNewRules: Result | null;
  after: Result | null;
  owner: string | null;
  /** Why it is scored at all, where it was not before. */
  entry: 'added' | 'rule';
};

export type Step = Omit<StoredChange, 'id' | 'at' | 'scorecard'>;

/**
 * What happened to a score, each cause for itself: data that could not be read or can be again, the entity, the rules, exemptions, the
 * owner. Each step begins where the one before ended, so that they sum exactly to the movement. No step where nothing changed.
 */
export function stepsOf(movement: Movement): Step[] {
  const { before, after } = movement;
  if (before === null) return after === null ? [] : [entered(movement, after)];
  if (after === null) return [left(movement, before)];
  return [...whileScored(movement, before, after), ...handedOver(movement, before, after)];
}

/** What it had from the start stands in its result; the checks of an entry are not listed. */
function entered({ ref, owner, entry }: Movement, after: Result): Step {
  const { version } = after.scorecard;
  const score = scoreOfResult(after);
  return {
    ...{ ref, cause: entry, version, ownerBefore: null, owner },
    ...{ before: null, after: score, checks: [] },
  };
}

function left({ ref, byOldRules }: Movement, before: StoredResult): Step {
  // The old rules are still about it, so the new ones are what left it out.
  const cause = byOldRules === null ? 'removed' : 'rule';
  const { version, owner } = before;
  return {
    ...{ ref, cause, version, ownerBefore: owner, owner: null },
    ...{ before: scoreOf(before), after: null, checks: [] },
  };
}

function whileScored(
  { ref, byOldRules, byNewRules }: Movement,
  before: StoredResult,
  after: Result,
): Step[] {
  const steps: Step[] = [];
  let standing = scoreOf(before);
  let { version } = before;
  const step = (cause: Cause, score: Score, checks: readonly ChangedCheck[]) => {
    if (checks.length === 0 && isSameScore(standing, score)) return;
    const { owner } = before;
    steps.push({
      ...{ ref, cause, version, ownerBefore: owner, owner },
      ...{ before: standing, after: score, checks },
    });
    standing = score;
  };

  const old = byOldRules === 'lost' ? null : byOldRules;
  const checksThen = old ? countedAsThen(old, before) : [];
  if (old) {
    const { levels } = old.scorecard;
    const was = ({ check }: CheckResult) => own(before.outcomes, check.id);
    const changed = checksThen.filter((now) => was(now) !== null && was(now) !== now.outcome);
    const byData = changed.filter((now) => now.outcome === 'unknown' || was(now) === 'unknown');
    const byEntity = changed.filter((now) => !byData.includes(now));
    const undone = checksThen.map((now) => {
      const outcome = was(now);
      return outcome !== null && byEntity.includes(now) ? { ...now, outcome } : now;
    });
    const told = (list: readonly CheckResult[]) => list.map((now) => changedCheck(was(now), now));
    if (byData.length > 0) step('data', scoreFrom(levels, undone), told(byData));
    if (byEntity.length > 0) step('service', scoreFrom(levels, checksThen), told(byEntity));
  }

  version = after.scorecard.version;
  const judged = byNewRules ?? after;
  step('rule', scoreOfResult(judged), changedByRules(checksThen, judged.checks, before));
  if (judged !== after) {
    const then = new Map(judged.checks.map(({ check, outcome }) => [check.id, outcome]));
    const changed = after.checks.filter((now) => then.get(now.check.id) !== now.outcome);
    const told = changed.map((now) => changedCheck(then.get(now.check.id) ?? null, now));
    step('exemption', scoreOfResult(after), told);
  }
  return steps;
}

function handedOver({ ref, owner }: Movement, before: StoredResult, after: Result): Step[] {
  if (owner === before.owner) return [];
  const score = scoreOfResult(after);
  const { version } = after.scorecard;
  return [
    {
      ...{ ref, cause: 'moved', version, ownerBefore: before.owner, owner },
      ...{ before: score, after: score, checks: [] },
    },
  ];
}

/** That a check began to count since is the doing of its rule, and not of the entity. */
function countedAsThen(old: Result, before: StoredResult): CheckResult[] {
  const uncounted = new Set(before.uncounted);
  return old.checks.map((check) => ({ ...check, isCounted: !uncounted.has(check.check.id) }));
}

/** Checks that came, went, give something else, count now, or weigh something else. */
function changedByRules(
  then: readonly CheckResult[],
  now: readonly CheckResult[],
  before: StoredResult,
): ChangedCheck[] {
  const old = new Map(then.map((check) => [check.check.id, check]));
  const changed: ChangedCheck[] = [];
  for (const check of now) {
    const was = old.get(check.check.id);
    // Of rules that are lost, what they gave is still known.
    const outcome =
      was?.outcome ?? (then.length === 0 ? own(before.outcomes, check.check.id) : null);
    if (was && !was.isCounted && check.isCounted) changed.push(changedCheck(null, check));
    else if (outcome !== check.outcome || (was && !isWeighedAlike(was, check)))
      changed.push(changedCheck(outcome, check));
  }
  const ids = new Set(now.map(({ check }) => check.id));
  for (const { check, outcome } of then)
    if (!ids.has(check.id)) {
      const { id, title } = check;
      changed.push({ check: id, title, from: outcome, to: null, reason: null, evidence: [] });
    }
  return changed;
}

function isWeighedAlike(one: CheckResult, other: CheckResult): boolean {
  return (
    one.isCounted === other.isCounted &&
    one.check.level === other.check.level &&
    one.check.weight === other.check.weight
  );
}

function changedCheck(from: Outcome | null, now: CheckResult): ChangedCheck {
  const { check, outcome: to, reason, evidence } = now;
  return {
    ...{ check: check.id, title: check.title, from, to, reason },
    evidence: evidence().map(plainEvidence),
  };
}

function plainEvidence({ value, observedAt, ...item }: EvidenceItem): StoredEvidence {
  return {
    ...item,
    value: value instanceof Date ? value.toISOString() : value,
    observedAt: observedAt?.toISOString() ?? null,
  };
}

function scoreOf({ level, earned, possible, unknown }: StoredResult): Score {
  return { level, earned, possible, unknown };
}

function own(outcomes: Readonly<Record<string, Outcome>>, id: string): Outcome | null {
  return Object.hasOwn(outcomes, id) ? (outcomes[id] ?? null) : null;
}
