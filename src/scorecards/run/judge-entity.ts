import type { Exemptions, Result } from '../evaluate.ts';
import { evaluate } from '../evaluate.ts';
import type { FactTable, Subject } from '../fact.ts';
import type { StoredResult } from '../results/stored.ts';
import type { Scorecard } from '../scorecard.ts';
import { type Step, stepsOf } from './causes.ts';
import { isSameScore, scoreOfResult } from './score.ts';
import type { Versions } from './versions.ts';

export type Judging = {
  scorecard: Scorecard;
  subject: Subject;
  ref: string;
  /** When the catalog had it first; null where that is not known. */
  since: Date | null;
  owner: string | null;
  before: StoredResult | null;
  exemptions: Exemptions;
};

/** What became of one entity on one scorecard; `row` is null where it is not scored (any more). */
export type Judged = { row: StoredResult | null; isChanged: boolean; steps: readonly Step[] };

/** Judges by the rules of today, and only where something moved also by those of then, to say which of both did it. */
export async function judgeEntity(
  judging: Judging,
  { now, table, versions }: { now: Date; table: FactTable; versions: Versions },
): Promise<Judged> {
  const { scorecard, subject, ref, owner, before, exemptions } = judging;
  const judge = (rules: Scorecard, excused: Exemptions) =>
    evaluate(rules, subject, { now, table, exemptions: excused });
  const after = judge(scorecard, exemptions);
  if (before === null && after === null) return { row: null, isChanged: false, steps: [] };
  if (before && after && isAsBefore(before, after, owner)) {
    const isSaidAlike = haveSameReasons(before, after);
    const row = isSaidAlike ? before : rowOf(after, { owner, now, since: before.since });
    return { row, isChanged: !isSaidAlike, steps: [] };
  }
  if (before === null) {
    const entry = await whyEntered(judging, { judge, versions });
    const steps = stepsOf({ ...NOTHING, ref, after, owner, entry });
    return { row: after && rowOf(after, { owner, now, since: now }), isChanged: true, steps };
  }
  const excusedThen = exemptionsThen(before);
  const isExcusedAlike =
    after !== null && isSameSet(excusedNow(after), new Set(excusedThen.keys()));
  const byNewRules = isExcusedAlike ? after : judge(scorecard, excusedThen);
  const old =
    before.version === scorecard.version
      ? scorecard
      : await versions.at(scorecard.name, before.version);
  const byOldRules =
    old === scorecard ? byNewRules : old === null ? 'lost' : judge(old, excusedThen);
  const steps = stepsOf({ ref, before, byOldRules, byNewRules, after, owner, entry: 'added' });
  const since = steps.length > 0 ? now : before.since;
  return { row: after && rowOf(after, { owner, now, since }), isChanged: true, steps };
}

const NOTHING = { before: null, byOldRules: null, byNewRules: null };

/** It came to the catalog, or became such that the rules are about it; or the rules did. */
async function whyEntered(
  { scorecard, since }: Judging,
  {
    judge,
    versions,
  }: { judge: (rules: Scorecard, excused: Exemptions) => Result | null; versions: Versions },
): Promise<'added' | 'rule'> {
  const { former, since: ruledSince } = await versions.before(scorecard);
  if (since !== null && since > ruledSince) return 'added';
  return former !== null && judge(former, new Map()) !== null ? 'added' : 'rule';
}

export function rowOf(
  result: Result,
  { owner, now, since }: { owner: string | null; now: Date; since: Date },
): StoredResult {
  const { scorecard, ref, checks, possibleLevel } = result;
  const said = checks.flatMap(({ check, reason }) => (reason === null ? [] : [[check.id, reason]]));
  return {
    ...{ ref, scorecard: scorecard.name, owner, version: scorecard.version },
    ...scoreOfResult(result),
    outcomes: Object.fromEntries(checks.map(({ check, outcome }) => [check.id, outcome])),
    reasons: Object.fromEntries(said),
    uncounted: checks.filter(({ isCounted }) => !isCounted).map(({ check }) => check.id),
    possibleLevel: possibleLevel?.name ?? null,
    ...{ since, evaluatedAt: now },
  };
}

/** Nothing moved: the common case, which is told without making a row. */
function isAsBefore(before: StoredResult, after: Result, owner: string | null): boolean {
  const { checks, scorecard } = after;
  if (before.version !== scorecard.version || before.owner !== owner) return false;
  let uncounted = 0;
  for (const { check, outcome, isCounted } of checks) {
    if (before.outcomes[check.id] !== outcome) return false;
    if (!isCounted) uncounted += 1;
    if (!isCounted && !before.uncounted.includes(check.id)) return false;
  }
  return uncounted === before.uncounted.length && isSameScore(before, scoreOfResult(after));
}

function haveSameReasons({ reasons }: StoredResult, { checks }: Result): boolean {
  let said = 0;
  for (const { check, reason } of checks) {
    if (reason === null) continue;
    said += 1;
    if (reasons[check.id] !== reason) return false;
  }
  return said === Object.keys(reasons).length;
}

function exemptionsThen({ outcomes, reasons }: StoredResult): Map<string, string> {
  const excused = Object.entries(outcomes).filter(([, outcome]) => outcome === 'exempt');
  return new Map(excused.map(([id]) => [id, reasons[id] ?? 'excused']));
}

function excusedNow({ checks }: Result): Set<string> {
  return new Set(checks.flatMap(({ check, outcome }) => (outcome === 'exempt' ? [check.id] : [])));
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
}
