import { createHash } from 'node:crypto';
import type { Outcome } from '../evaluate.ts';
import type { ChangedCheck, StoredChange, StoredResult } from '../results/stored.ts';
import type { Finding, FindingState } from './nudge.ts';
import { checkKey } from './world.ts';

/** What changes of the findings of some entities. */
export type FindingsPlan = {
  opened: readonly Finding[];
  settled: readonly { id: string; state: Exclude<FindingState, 'open'>; at: Date }[];
};

/** The step that made a check fail; null where none is kept of it. */
export type Origin = {
  change: StoredChange;
  check: ChangedCheck;
  lastKnown: Outcome | null;
} | null;

/** A check that fails, or is excused, and has no finding yet. */
type Begun = { result: StoredResult; check: string; outcome: 'fail' | 'exempt' };

/**
 * Compares how entities stand with what was found of them. What cannot be judged now (`unknown`) changes nothing.
 * @param known Findings of the same entities that are open or exempt.
 */
export function compareFindings(
  results: readonly StoredResult[],
  known: readonly Finding[],
): {
  begun: readonly Begun[];
  settled: readonly { finding: Finding; state: 'fixed' | 'exempt' | 'gone' }[];
} {
  const byKey = Map.groupBy(known, checkKey);
  const outcomes = new Map<string, Outcome>();
  const begun: Begun[] = [];
  for (const result of results)
    for (const [check, outcome] of Object.entries(result.outcomes)) {
      const key = checkKey({ ...result, check });
      outcomes.set(key, outcome);
      const states = byKey.get(key)?.map(({ state }) => state) ?? [];
      if (outcome === 'fail' && !states.includes('open')) begun.push({ result, check, outcome });
      // So that one can be told when the exemption ends.
      if (outcome === 'exempt' && states.length === 0) begun.push({ result, check, outcome });
    }
  const settled = known.flatMap((finding) => {
    const state = settledAs(outcomes.get(checkKey(finding)) ?? 'not-applicable');
    return state && state !== finding.state ? [{ finding, state }] : [];
  });
  return { begun, settled };
}

function settledAs(outcome: Outcome): 'fixed' | 'exempt' | 'gone' | null {
  switch (outcome) {
    case 'pass':
      return 'fixed';
    case 'exempt':
      return 'exempt';
    case 'not-applicable':
      return 'gone';
    case 'fail':
    case 'unknown':
      return null;
  }
}

/** Which step of an entity's history made a check what it is now. */
export function originOf(changes: readonly StoredChange[], { result, check }: Begun): Origin {
  const steps = changes
    .filter(({ ref, scorecard }) => ref === result.ref && scorecard === result.scorecard)
    .flatMap((change) =>
      change.checks.filter((one) => one.check === check).map((one) => ({ change, check: one })),
    );
  const last = steps.findLastIndex(({ check: one }) => one.to === result.outcomes[check]);
  const origin = steps[last];
  if (!origin) return null;
  const before = steps.slice(0, last + 1).findLast(({ check: { from } }) => from !== 'unknown');
  return { ...origin, lastKnown: before?.check.from ?? null };
}

/**
 * The finding that begins. One that fails from the first look on is no transition, and is told of only where an initiative asks for it; a
 * rule that is announced is told of all the same.
 */
export function openFinding(
  { result, check, outcome }: Begun,
  { origin, causedBy }: { origin: Origin; causedBy: string | null },
): Finding {
  const { ref, scorecard } = result;
  const since = origin?.change.at ?? result.since;
  const isAnnounced = result.uncounted.includes(check);
  return {
    id: findingId({ ref, scorecard, check, since }),
    ref,
    scorecard,
    check,
    since,
    causedBy,
    state: outcome === 'fail' ? 'open' : 'exempt',
    settledAt: outcome === 'fail' ? null : since,
    sent: 0,
    lastSentAt: null,
    rung: isAnnounced || isTransition(origin) ? null : 'first',
    escalatedAt: null,
  };
}

/** It was well before, or there was no such rule for an entity that was judged by the others. */
function isTransition(origin: Origin): boolean {
  if (!origin) return false;
  const { lastKnown, change } = origin;
  return lastKnown === null
    ? change.before !== null && origin.check.from === null
    : lastKnown !== 'fail';
}

/** The same beginning is the same finding, whoever sees it first. */
export function findingId(of: {
  ref: string;
  scorecard: string;
  check: string;
  since: Date;
}): string {
  const text = `${checkKey(of)} ${of.since.toISOString()}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
