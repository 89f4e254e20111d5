import type { CatalogView } from '../../catalog/search.ts';
import { downstreamOf, reachable } from '../dependencies.ts';

/** Something that feels it when a thing is down: how far away, through what, how critical, whose. */
export type Affected = {
  ref: string;
  /** 1: it depends on the thing itself. */
  distance: number;
  /** The step before it. */
  through: string;
  tier: string | null;
  owner: string | null;
};

/** Everything that feels it when these are down, critical first and near before far. */
export function affectedBy(view: CatalogView, refs: readonly string[]): Affected[] {
  const nearest = new Map<string, { distance: number; before: string }>();
  for (const ref of refs)
    for (const one of reachable(view, ref, downstreamOf)) {
      const known = nearest.get(one.ref);
      if (!known || one.distance < known.distance) nearest.set(one.ref, one);
    }
  for (const ref of refs) nearest.delete(ref);
  return [...nearest]
    .map(([ref, { distance, before }]) => ({
      ref,
      distance,
      through: before,
      // "tier-1" and "1" are one tier.
      tier: view.get(ref)?.tier?.replace(/^tier[\s-]*/i, '') ?? null,
      owner: view.out(ref, 'ownedBy')[0] ?? null,
    }))
    .sort((a, b) => tierRank(a.tier) - tierRank(b.tier) || a.distance - b.distance);
}

const WORDS = ['critical', 'high', 'medium', 'low'];

/** Tier 1 first; words of importance by what they say ("life-critical" before all), others after those, and what has none last. */
export function tierRank(tier: string | null): number {
  if (tier === null) return 1_000;
  if (/.[- ]critical$/i.test(tier)) return 0;
  const word = WORDS.indexOf(tier.toLowerCase());
  const number = word < 0 ? Number.parseInt(tier.replace(/^\D+/, ''), 10) : word + 1;
  return Number.isNaN(number) ? 999 : number;
}

/** Things by tier, as they come. */
export function byTier<Thing extends { tier: string | null }>(
  things: readonly Thing[],
): { tier: string | null; things: Thing[] }[] {
  return [...Map.groupBy(things, ({ tier }) => tier)].map(([tier, list]) => ({
    tier,
    things: list,
  }));
}
