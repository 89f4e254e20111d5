import { describe, expect, it } from 'vitest';
import type { Outcome } from '../evaluate.ts';
import type { Cause, StoredChange, StoredResult } from '../results/stored.ts';
import { compareFindings, openFinding, originOf } from './findings.ts';
import { finding, NOW } from './test-world.ts';

const { ref, scorecard, check } = finding();
const SCORE = { level: null, earned: 1, possible: 2, unknown: 0 };

function result(outcome: Outcome, uncounted: string[] = []): StoredResult {
  return {
    ...{ ref, scorecard, owner: null, version: 'v', reasons: {}, uncounted, ...SCORE },
    ...{ outcomes: { [check]: outcome }, possibleLevel: null, since: NOW, evaluatedAt: NOW },
  };
}

let id = 0;
function step(
  from: Outcome | null,
  to: Outcome | null,
  over: Partial<StoredChange> = {},
): StoredChange {
  id++;
  const cause: Cause = 'service';
  return {
    ...{ id, ref, scorecard, cause, version: 'v', ownerBefore: null, owner: null },
    ...{ at: new Date(NOW.getTime() + id), before: SCORE, after: SCORE },
    checks: [{ check, title: 'Runbook', from, to, reason: null, evidence: [] }],
    ...over,
  };
}

describe('what ends a finding', () => {
  it.each<[Outcome, string | null]>([
    ['pass', 'fixed'],
    ['exempt', 'exempt'],
    ['not-applicable', 'gone'],
    ['unknown', null],
    ['fail', null],
  ])('%s', (outcome, state) => {
    const { settled, begun } = compareFindings([result(outcome)], [finding()]);
    expect(settled.map((one) => one.state)).toEqual(state ? [state] : []);
    expect(begun).toEqual([]);
  });

  it('is gone with the entity, the scorecard or the check', () => {
    expect(compareFindings([], [finding()]).settled).toMatchObject([{ state: 'gone' }]);
    const other = { ...result('fail'), outcomes: { other: 'pass' as const } };
    expect(compareFindings([other], [finding()]).settled).toMatchObject([{ state: 'gone' }]);
  });
});

describe('what begins one', () => {
  const begins = (changes: StoredChange[], now: StoredResult = result('fail')) => {
    const [begun] = compareFindings([now], []).begun;
    if (!begun) throw new Error('nothing began');
    return openFinding(begun, { origin: originOf(changes, begun), causedBy: null });
  };

  it('is a transition where the check passed before, also when nobody knew in between', () => {
    expect(begins([step(null, 'pass', { before: null }), step('pass', 'fail')]).rung).toBeNull();
    const blind = [
      step(null, 'pass', { before: null }),
      step('pass', 'unknown'),
      step('unknown', 'fail'),
    ];
    expect(begins(blind).rung).toBeNull();
  });

  it('is a transition where an exemption ended, or a new rule met an entity that was scored', () => {
    expect(begins([step('exempt', 'fail', { cause: 'exemption' })]).rung).toBeNull();
    expect(begins([step(null, 'fail', { cause: 'rule' })]).rung).toBeNull();
  });

  it('is none from the first look on', () => {
    const first = [step(null, 'fail', { cause: 'added', before: null })];
    expect(begins(first).rung).toBe('first');
    const late = [step(null, 'unknown', { before: null }), step('unknown', 'fail')];
    expect(begins(late).rung).toBe('first');
    expect(begins([]).rung).toBe('first');
  });

  it('is announced although it is the first look, where the rule does not count yet', () => {
    const first = [step(null, 'fail', { cause: 'added', before: null })];
    expect(begins(first, result('fail', [check])).rung).toBeNull();
  });

  it('begins when the check turned, and is the same finding whoever looks', () => {
    const turned = step('pass', 'fail');
    const one = begins([turned, step('pass', 'pass', { checks: [] })]);
    expect(one.since).toEqual(turned.at);
    expect(begins([turned]).id).toBe(one.id);
  });

  it('is kept for what is excused, so that its end can be told of', () => {
    expect(compareFindings([result('exempt')], []).begun).toMatchObject([{ outcome: 'exempt' }]);
    const excused = finding({ state: 'exempt' });
    expect(compareFindings([result('exempt')], [excused])).toEqual({ begun: [], settled: [] });
    expect(compareFindings([result('fail')], [excused]).begun).toHaveLength(1);
  });
});
