import { refOf } from '../catalog/ref.ts';
import type { Fact, FactTable, FactValue, Subject } from './fact.ts';
import { FACTS } from './facts/table.ts';
import { ownFact } from './rule.ts';
import type { Check, Level, Scorecard } from './scorecard.ts';

export const OUTCOMES = ['pass', 'fail', 'unknown', 'exempt', 'not-applicable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a check rests on: a fact as it was seen. */
export type EvidenceItem = {
  fact: string;
  title: string;
  state: Fact['state'];
  value: FactValue | null;
  source: string;
  url: string | null;
  observedAt: Date | null;
  /** Why it is stale or unknown. */
  reason: string | null;
};

export type CheckResult = {
  check: Check;
  outcome: Outcome;
  /** Why it is unknown or exempt. */
  reason: string | null;
  /** False while `effectiveFrom` lies ahead: it is shown, and changes neither level nor score. */
  isCounted: boolean;
  evidence: () => readonly EvidenceItem[];
};

export type LevelResult = {
  level: Level;
  state: 'met' | 'not-met' | 'unknown';
  blockers: readonly CheckResult[];
};

export type Result = {
  scorecard: Scorecard;
  ref: string;
  checks: readonly CheckResult[];
  levels: readonly LevelResult[];
  /** The highest level it has for certain; null below the first. */
  level: Level | null;
  /** The highest it may have, should all that is unknown turn out well. What failed to be read takes nobody's level away. */
  possibleLevel: Level | null;
  /** The first level it has not, and the checks that stand before it; null at the top. */
  next: { level: Level; missing: readonly CheckResult[] } | null;
  /** Weights of what passed, of what counts, and of what nobody knows, which is in neither. */
  score: { earned: number; possible: number; unknown: number };
};

/** Checks an entity is excused from, by id, with the reason. */
export type Exemptions = ReadonlyMap<string, string>;
const NO_EXEMPTIONS: Exemptions = new Map();

/** Null where the scorecard is not about this entity, or none of its checks is. Pure: the same facts are the same result. */
export function evaluate(
  scorecard: Scorecard,
  subject: Subject,
  {
    now,
    exemptions = NO_EXEMPTIONS,
    table = FACTS,
  }: { now: Date; exemptions?: Exemptions; table?: FactTable },
): Result | null {
  const applies = scorecard.filter.applies(subject, now);
  if (applies.kind === 'no') return null;
  const checks = scorecard.checks.map((check): CheckResult => {
    const judged =
      applies.kind === 'unknown'
        ? { outcome: 'unknown' as const, reason: whetherItApplies(applies.reason) }
        : outcomeOf(check, { subject, now, exemptions });
    const isCounted = check.effectiveFrom === null || check.effectiveFrom <= now;
    return { check, ...judged, isCounted, evidence: () => evidenceOf(check, { subject, table }) };
  });
  if (checks.every(({ outcome }) => outcome === 'not-applicable')) return null;
  return {
    ...{ scorecard, ref: refOf(subject.entity), checks },
    ...standingOf(scorecard.levels, checks),
    score: scoreOf(checks),
  };
}

/** The levels that checks with these outcomes have. */
export function standingOf(
  all: readonly Level[],
  checks: readonly CheckResult[],
): Pick<Result, 'levels' | 'level' | 'possibleLevel' | 'next'> {
  const levels = levelResults(all, checks);
  const has = leading(levels, ({ state }) => state === 'met');
  const mayHave = leading(levels, ({ state }) => state !== 'not-met');
  const open = levels[has];
  return {
    levels,
    level: levels[has - 1]?.level ?? null,
    possibleLevel: levels[mayHave - 1]?.level ?? null,
    next: open ? { level: open.level, missing: open.blockers } : null,
  };
}

function outcomeOf(
  check: Check,
  { subject, now, exemptions }: { subject: Subject; now: Date; exemptions: Exemptions },
): { outcome: Outcome; reason: string | null } {
  const applies = check.filter.applies(subject, now);
  if (applies.kind === 'no') return { outcome: 'not-applicable', reason: null };
  const exemption = exemptions.get(check.id);
  if (exemption !== undefined) return { outcome: 'exempt', reason: exemption };
  if (applies.kind === 'unknown')
    return { outcome: 'unknown', reason: whetherItApplies(applies.reason) };
  const verdict = check.rule.judge(subject, now);
  switch (verdict.kind) {
    case 'yes':
      return { outcome: 'pass', reason: null };
    case 'no':
      return { outcome: 'fail', reason: null };
    case 'unknown':
      return { outcome: 'unknown', reason: verdict.reason };
  }
}

function whetherItApplies(reason: string): string {
  return `whether it applies is not known: ${reason}`;
}

/** A level is met when its own checks are and every level below it is. */
function levelResults(levels: readonly Level[], checks: readonly CheckResult[]): LevelResult[] {
  return levels.map((level) => {
    const blockers = checks.filter(
      ({ check, outcome, isCounted }) =>
        isCounted && check.level === level.name && (outcome === 'fail' || outcome === 'unknown'),
    );
    const isFailed = blockers.some(({ outcome }) => outcome === 'fail');
    const state = blockers.length === 0 ? 'met' : isFailed ? 'not-met' : 'unknown';
    return { level, state, blockers };
  });
}

/** How many from the first on pass the test. */
function leading<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  const first = items.findIndex((item) => !test(item));
  return first < 0 ? items.length : first;
}

/** Weights of what passed, of what counts, and of what nobody knows. */
export function scoreOf(checks: readonly CheckResult[]): Result['score'] {
  const score = { earned: 0, possible: 0, unknown: 0 };
  for (const { check, outcome, isCounted } of checks) {
    if (!isCounted) continue;
    if (outcome === 'pass') score.earned += check.weight;
    if (outcome === 'pass' || outcome === 'fail') score.possible += check.weight;
    if (outcome === 'unknown') score.unknown += check.weight;
  }
  return score;
}

function evidenceOf(
  check: Check,
  { subject, table }: { subject: Subject; table: FactTable },
): EvidenceItem[] {
  const items: EvidenceItem[] = [];
  for (const name of check.facts) {
    const spec = table.get(name);
    if (!spec) continue;
    const fact = ownFact(subject.facts, name) ?? NOT_READ;
    const { title } = spec;
    const { state } = fact;
    if (fact.state === 'unknown') {
      const { source } = spec;
      items.push({ fact: name, title, state, ...NOWHERE, source, reason: fact.reason });
    } else {
      const { value, source, url, observedAt } = fact;
      const reason = fact.state === 'stale' ? fact.reason : null;
      items.push({ fact: name, title, state, value, source, url, observedAt, reason });
    }
  }
  return items;
}

const NOWHERE = { value: null, url: null, observedAt: null };
const NOT_READ: Fact = { state: 'unknown', reason: 'nothing here has read it yet' };
