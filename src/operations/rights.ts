import type { CatalogView } from '../catalog/search.ts';
import { teamsAbove } from '../catalog/teams.ts';

/** Whether a person is in one of these teams, or is one of these people. Who is in a part of a team is in the team. */
export function isAmong(view: CatalogView, person: string, refs: readonly string[]): boolean {
  const teams = view.out(person, 'memberOf');
  const all = new Set([person, ...teams, ...teams.flatMap((team) => teamsAbove(view, team))]);
  return refs.some((ref) => all.has(ref));
}

/** Who answers for a thing: its owners; for a team, itself. */
export function answersFor(view: CatalogView, ref: string): string[] {
  const kind = view.get(ref)?.kind;
  return kind === 'group' || kind === 'user' ? [ref] : view.out(ref, 'ownedBy');
}

/**
 * Why a person may not do something to `ref` (null: to everything), in a sentence; null when they may. Members of the owning team
 * and platform admins may; what concerns everything is for admins alone.
 */
export function refusalFor(
  view: CatalogView,
  { ref, by, admins }: { ref: string | null; by: string; admins: readonly string[] },
): string | null {
  const owners = ref === null ? [] : answersFor(view, ref);
  if (isAmong(view, by, [...admins, ...owners])) return null;
  const names = [...owners, ...admins].map((one) => nameIn(view, one));
  if (names.length > 0) return `That is for members of ${names.join(' or ')}.`;
  return ref === null
    ? 'Only platform admins may do that, and none are named: the setting CALLBOARD_ADMINS names them.'
    : 'Nobody is registered as its owner, and no platform admins are named (CALLBOARD_ADMINS).';
}

function nameIn(view: CatalogView, ref: string): string {
  const entry = view.get(ref);
  return entry?.title ?? entry?.name ?? ref;
}
