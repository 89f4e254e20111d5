import type { Db } from '#dialect';
import { entitiesByRefs } from '../../catalog/store.ts';
import type { Outcome } from '../evaluate.ts';
import { EVERYTHING } from '../filter.ts';
import { resultsWhere } from '../results/read.ts';
import type { Initiative } from './initiative.ts';

/** How one check of an initiative stands. */
export type Goal = { scorecard: string; check: string; outcome: Outcome; reason: string | null };

/** An entity an initiative is about, with its checks that apply. */
export type InScope = { ref: string; owner: string | null; goals: readonly Goal[] };

/** Whom an initiative is about, by ref, as it was measured last: entities that its filter takes and that one of its checks applies to. */
export async function scopeOf(
  db: Db,
  { checks, filter }: Initiative,
  now: Date,
): Promise<InScope[]> {
  const found = new Map<string, { owner: string | null; goals: Goal[] }>();
  for (const [scorecard, wanted] of Map.groupBy(checks, (one) => one.scorecard))
    for (const { ref, owner, outcomes, reasons } of await resultsWhere(db, { scorecard })) {
      const goals = wanted.flatMap(({ check }): Goal[] => {
        const outcome = Object.hasOwn(outcomes, check) ? outcomes[check] : undefined;
        if (outcome === undefined || outcome === 'not-applicable') return [];
        return [{ scorecard, check, outcome, reason: reasons[check] ?? null }];
      });
      if (goals.length === 0) continue;
      const known = found.get(ref);
      if (known) known.goals.push(...goals);
      else found.set(ref, { owner, goals });
    }
  const all = [...found].map(([ref, one]): InScope => ({ ref, ...one }));
  const taken =
    filter === EVERYTHING ? null : await takenBy(db, { filter, refs: [...found.keys()] }, now);
  return all
    .filter(({ ref }) => taken === null || taken.has(ref))
    .toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
}

async function takenBy(
  db: Db,
  { filter, refs }: { filter: Initiative['filter']; refs: readonly string[] },
  now: Date,
): Promise<Set<string>> {
  const taken = new Set<string>();
  for (let from = 0; from < refs.length; from += 500)
    for (const [ref, { entity, relations }] of await entitiesByRefs(
      db,
      refs.slice(from, from + 500),
    ))
      if (filter.applies({ entity, relations, facts: {} }, now).kind === 'yes') taken.add(ref);
  return taken;
}
