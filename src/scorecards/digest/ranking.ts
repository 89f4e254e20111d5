import type { Ranked } from './digest.ts';
import { millionths, type Replay, type Standing } from './replay.ts';

/** What a team did on one scorecard itself, to what it had all along: millionths of shares. */
export type Gain = { refs: readonly string[]; before: number; gain: number };
/** By the ref of the owner. */
export type Gains = ReadonlyMap<string, Gain>;

/** Below this, one service is the whole movement. */
export const SMALLEST = 3;
const MOST = 5;
const MILLION = 1_000_000;

/**
 * Only what counted at both ends and stayed with its owner, and of its changes only those of the service: no rule, exemption, hand-over or
 * broken collector moves anybody up or down.
 */
export function gainsOf({ start, end, steps }: Replay): Gains {
  const own = new Map<string, number>();
  for (const { change, gain } of steps)
    if (change.cause === 'service' && gain !== null)
      own.set(change.ref, (own.get(change.ref) ?? 0) + gain);
  const gains = new Map<string, { refs: string[]; before: number; gain: number }>();
  for (const [ref, was] of start) {
    const is = end.get(ref);
    if (!is || was.owner === null || was.owner !== is.owner || !counts(was) || !counts(is))
      continue;
    const team = gains.get(was.owner) ?? { refs: [], before: 0, gain: 0 };
    team.refs.push(ref);
    team.before += millionths(was);
    team.gain += own.get(ref) ?? 0;
    gains.set(was.owner, team);
  }
  return gains;
}

function counts({ possible }: Standing): boolean {
  return possible > 0;
}

/** Who came furthest, each measured by what it has: a large team has no advantage, one with fewer than `smallest` entities no place. */
export function ranked(all: readonly Gains[], smallest = SMALLEST): Ranked[] {
  const teams = new Map<
    string,
    { refs: Set<string>; scores: number; before: number; gain: number }
  >();
  for (const gains of all)
    for (const [owner, { refs, before, gain }] of gains) {
      const team = teams.get(owner) ?? { refs: new Set<string>(), scores: 0, before: 0, gain: 0 };
      for (const ref of refs) team.refs.add(ref);
      team.scores += refs.length;
      team.before += before;
      team.gain += gain;
      teams.set(owner, team);
    }
  return [...teams]
    .filter(([, { refs, gain }]) => refs.size >= smallest && gain > 0)
    .map(([ref, { refs, scores, before, gain }]) => ({
      ref,
      entities: refs.size,
      before: before / scores / MILLION,
      after: (before + gain) / scores / MILLION,
    }))
    .sort((a, b) => b.after - b.before - (a.after - a.before) || (a.ref < b.ref ? -1 : 1))
    .slice(0, MOST);
}
