import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, type Cause, type Score, type StoredChange } from '../results/stored.ts';
import { movementOf } from './movement.ts';
import { ranked } from './ranking.ts';
import type { Owners, Standing } from './replay.ts';
import { sharedOut } from './tenths.ts';

const SINCE = new Date('2026-06-08T07:00:00Z');
const UNTIL = new Date('2026-06-15T07:00:00Z');
const LEVELS = ['bronze', 'silver'].map((name) => ({ name, title: name }));
const HOUR = 60 * 60_000;

type World = Map<string, Standing>;
type Move = { ref: string; owner: string; score: Score | null; cause: Cause; hours: number };

const scores = fc.record({
  level: fc.constantFrom(null, 'bronze', 'silver'),
  earned: fc.nat({ max: 7 }),
  possible: fc.nat({ max: 7 }),
  unknown: fc.constant(0),
});
const refs = fc.integer({ min: 1, max: 9 }).map((number) => `component:default/service-${number}`);
const teams = fc.constantFrom('group:default/a', 'group:default/b');
const moves = fc.array(
  fc.record({
    ref: refs,
    owner: teams,
    score: fc.option(scores, { freq: 5 }),
    cause: fc.constantFrom(...CAUSES),
    // Some after the period: a digest of the past is made from the present.
    hours: fc.integer({ min: 0, max: 200 }),
  }),
  { maxLength: 30 },
);

/** A history as it is kept, with how it truly was at the end of the period and is now. */
function lived(start: World, all: readonly Move[]) {
  const now: World = new Map(start);
  const changes: StoredChange[] = [];
  let atEnd: World = new Map(start);
  for (const { ref, owner, score, cause, hours } of all.toSorted((a, b) => a.hours - b.hours)) {
    const was = now.get(ref);
    const at = new Date(SINCE.getTime() + hours * HOUR);
    changes.push({
      ...{ id: changes.length, ref, scorecard: 'ready', at, cause, version: '1', checks: [] },
      ...{ ownerBefore: was?.owner ?? null, owner: score && owner },
      before: was
        ? { level: was.level, earned: was.earned, possible: was.possible, unknown: 0 }
        : null,
      after: score,
    });
    if (score) now.set(ref, { ref, owner, ...score });
    else now.delete(ref);
    if (at < UNTIL) atEnd = new Map(now);
  }
  return { standings: [...now.values()], changes, atEnd };
}

function average(world: World, owners: Owners): number | null {
  const shares = [...world.values()].flatMap(({ owner, earned, possible }) =>
    possible > 0 && (!owners || (owner && owners.has(owner))) ? earned / possible : [],
  );
  return shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : null;
}

const history = (standings: Standing[], changes: StoredChange[]) => ({
  ...{ scorecard: 'ready', title: 'Ready', levels: LEVELS, weeks: [] },
  standings,
  changes,
});
const shown = (share: number | null) => Math.round((share ?? 0) * 1000);

it('explains every movement: the parts sum to it as they are shown, and it leads from what is shown to what is shown', () => {
  const worlds = fc
    .array(fc.tuple(refs, teams, scores), { maxLength: 9 })
    .map(
      (all): World => new Map(all.map(([ref, owner, score]) => [ref, { ref, owner, ...score }])),
    );
  const audiences = fc.constantFrom<Owners>(null, new Set(['group:default/a']));
  fc.assert(
    fc.property(worlds, moves, audiences, (start, all, owners) => {
      const { standings, changes, atEnd } = lived(start, all);
      const { movement } = movementOf(history(standings, changes), { until: UNTIL, owners });
      const before = average(start, owners);
      const after = average(atEnd, owners);
      if (before === null) expect(movement.before).toBeNull();
      else expect(movement.before).toBeCloseTo(before, 5);
      if (after === null) expect(movement.after).toBeNull();
      else expect(movement.after).toBeCloseTo(after, 5);
      const parts = movement.parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0);
      expect(parts).toBe(Math.round((movement.movement ?? 0) * 10));
      if (movement.movement === null) return;
      expect(shown(movement.before) + parts).toBe(shown(movement.after));
      const levels = movement.levels.reduce((sum, level) => sum + level.after, 0);
      expect(levels).toBe(movement.entities);
    }),
    { numRuns: 300 },
  );
});

it('rounds parts to what is left of the total, and gives nothing a part of it', () => {
  const parts = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(parts, fc.integer({ min: -2000, max: 2000 }), (values, total) => {
      const sum = sharedOut(values, total / 10).reduce(
        (all, part) => all + Math.round(part * 10),
        0,
      );
      expect(sum).toBe(total);
    }),
  );
  expect(sharedOut([-2.04, 0, -0.56, -0.4], -3)).toEqual([-2, 0, -0.6, -0.4]);
  expect(sharedOut([0.04, 0.04, 0.04, 0], 0.1)).toEqual([0.1, 0, 0, 0]);
});

describe('the teams that came furthest', () => {
  const score = (earned: number, possible = 10): Score => ({
    ...{ level: null, earned, possible, unknown: 0 },
  });
  const team = (name: string, count: number, earned: number): Standing[] =>
    Array.from({ length: count }, (_, at) => ({
      ...{ ref: `component:default/${name}-${at}`, owner: `group:default/${name}` },
      ...score(earned),
    }));
  const gained = (all: Standing[], cause: Cause, to: number): Move[] =>
    all.map(({ ref, owner }) => ({ ref, owner: owner ?? '', score: score(to), cause, hours: 1 }));
  const rank = (start: Standing[], all: Move[]) => {
    const { standings, changes } = lived(new Map(start.map((one) => [one.ref, one])), all);
    const { gains } = movementOf(history(standings, changes), { until: UNTIL, owners: null });
    return ranked([gains]).map(({ ref, before, after }) => [ref, before, after]);
  };

  it('are measured by what they have: eight failing services put nobody above three that improved', () => {
    const large = team('large', 8, 0);
    const small = team('small', 3, 5);
    const pair = team('pair', 2, 0);
    const all = [
      ...gained(large.slice(0, 1), 'service', 10),
      ...gained(small.slice(0, 2), 'service', 8),
      ...gained(pair, 'service', 10),
    ];
    expect(rank([...large, ...small, ...pair], all)).toEqual([
      ['group:default/small', 0.5, 0.7],
      ['group:default/large', 0, 0.125],
    ]);
  });

  it('did it themselves: neither a rule, an exemption nor a hand-over counts', () => {
    const one = team('one', 3, 5);
    const two = team('two', 3, 5);
    const given = team('giver', 1, 10).map((service) => ({ ...service }));
    const all = [
      ...gained(one.slice(0, 1), 'rule', 10),
      ...gained(one.slice(1, 2), 'exemption', 10),
      ...gained(two.slice(0, 1), 'service', 6),
      ...given.map(
        ({ ref }): Move => ({
          ref,
          owner: 'group:default/one',
          score: score(10),
          cause: 'moved',
          hours: 2,
        }),
      ),
    ];
    expect(rank([...one, ...two, ...given], all).map(([ref]) => ref)).toEqual([
      'group:default/two',
    ]);
  });
});

it('says what moved it in words', () => {
  const check = { check: 'runbook', title: 'Runbook is fresh', reason: null, evidence: [] };
  const change = (ref: string, cause: Cause, earned: number | null): StoredChange => ({
    ...{ id: 1, ref: `component:default/${ref}`, scorecard: 'ready', at: SINCE, cause },
    ...{ version: '1', ownerBefore: null, owner: null },
    before: earned === null ? null : { level: 'silver', earned: 4, possible: 4, unknown: 0 },
    after: { level: 'bronze', earned: earned ?? 1, possible: 4, unknown: 0 },
    checks: [{ ...check, from: cause === 'exemption' ? 'exempt' : 'pass', to: 'fail' }],
  });
  const changes = [
    change('ledger', 'rule', 2),
    change('fraud-scorer', 'rule', 2),
    change('identity', 'exemption', 3),
    change('new', 'added', null),
    change('payments', 'service', 3),
  ];
  const standings = changes.map(
    ({ ref, after }): Standing => ({ ref, owner: null, ...(after as Score) }),
  );
  const { movement } = movementOf(history(standings, changes), { until: UNTIL, owners: null });
  expect(movement.movement).toBe(-45);
  expect(movement.parts.map(({ points, what }) => [points, what])).toEqual([
    [-25, 'rule “Runbook is fresh” changed or took effect, for 2 services'],
    [-8.7, '1 service added: new'],
    [-6.3, '1 exemption ended'],
    [-5, '1 service changed: payments (“Runbook is fresh” now fails)'],
  ]);
});
