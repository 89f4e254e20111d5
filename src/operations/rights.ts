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
