import type { Db } from '#dialect';
import { bearersOf } from '../../catalog/nicknames.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { Named } from '../answer.ts';
import { decide } from '../decide.ts';
import { named } from '../labels.ts';
import { type Miss, type MissState, topMisses } from '../misses.ts';

/** What people asked for and nothing is called, with what it may be. */
export type UnknownName = Miss & { near: readonly Named[] };

/** Whoever looks further has a long way to the end. */
const LOOKED_AT = 500;
const NEAR = 3;

/** What most people asked for first. What is called so by now is left out: it was registered, or got the name in its descriptor. */
export async function unknownNames(
  db: Db,
  view: CatalogView,
  {
    limit,
    states = ['open'],
    since,
  }: { limit: number; states?: readonly MissState[]; since?: Date },
): Promise<UnknownName[]> {
  const all = await topMisses(db, LOOKED_AT, { states, ...(since && { since }) });
  return all
    .filter((miss) => miss.state !== 'open' || bearersOf(view, miss.text).length === 0)
    .sort((a, b) => b.people - a.people || b.count - a.count)
    .slice(0, limit)
    .map((miss) => ({ ...miss, near: nearestTo(view, miss.text) }));
}

/** Names that look like it; people are left alone. */
export function nearestTo(view: CatalogView, said: string): Named[] {
  const verdict = decide(view.find(said, { except: ['location', 'user'] }), said);
  return refsOf(verdict)
    .slice(0, NEAR)
    .map((ref) => named(view, ref));
}

function refsOf(verdict: ReturnType<typeof decide>): readonly string[] {
  switch (verdict.kind) {
    case 'one':
      return [verdict.entry.ref];
    case 'several':
      return verdict.options;
    case 'none':
      return verdict.near;
  }
}
