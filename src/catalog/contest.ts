/** One place that states a valid (or last good) entity. */
export type Claim = {
  ref: string;
  source: string;
  location: string;
  position: number;
  isDerived: boolean;
  joins: string | null;
};

export type Verdict<C extends Claim> = {
  /** Who states each ref. */
  winners: ReadonlyMap<string, C>;
  /** For every other claim, the one that is used instead. */
  insteadOf: ReadonlyMap<C, C>;
};

/**
 * Decides which of several places states an entity: a descriptor before what is derived from a platform, then the place that states
 * it already (`holder`), wherever its source has moved it, then the first in the order of locations. What is derived also yields to the descriptor that joins it
 * under another name.
 */
export function settle<C extends Claim>(
  claims: readonly C[],
  holder: (ref: string) => { source: string; location: string } | undefined,
): Verdict<C> {
  const winners = new Map<string, C>();
  const insteadOf = new Map<C, C>();
  const joined = new Map<string, C>();
  for (const claim of claims) {
    if (claim.isDerived || claim.joins === null) continue;
    const other = joined.get(claim.joins);
    if (!other || isBefore(claim, other)) joined.set(claim.joins, claim);
  }
  for (const [ref, rivals] of Map.groupBy(claims, (claim) => claim.ref)) {
    const stated = rivals.filter((claim) => !claim.isDerived);
    const able = stated.length > 0 ? stated : rivals.filter((claim) => !joinedBy(claim, joined));
    const held = holder(ref);
    const winner =
      first(able.filter(({ location }) => location === held?.location)) ??
      first(able.filter(({ source }) => source === held?.source)) ??
      first(able);
    if (winner) winners.set(ref, winner);
    for (const claim of rivals) {
      if (claim === winner) continue;
      const used = winner ?? joinedBy(claim, joined);
      if (used) insteadOf.set(claim, used);
    }
  }
  return { winners, insteadOf };
}

function joinedBy<C extends Claim>(claim: C, joined: ReadonlyMap<string, C>): C | undefined {
  return claim.isDerived && claim.joins !== null ? joined.get(claim.joins) : undefined;
}

function first<C extends Claim>(claims: readonly C[]): C | undefined {
  return claims.reduce<C | undefined>(
    (best, claim) => (best && !isBefore(claim, best) ? best : claim),
    undefined,
  );
}

function isBefore(a: Claim, b: Claim): boolean {
  return a.location === b.location ? a.position < b.position : a.location < b.location;
}
