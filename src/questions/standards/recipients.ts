import { teamsAbove } from '../../catalog/teams.ts';
import type { Room } from '../intention.ts';

/** Refs under which a person may be written to: the teams they are in, and themselves. Empty for somebody the catalog does not know. */
export function recipientsOf({ view, talk }: Pick<Room, 'view' | 'talk'>): string[] {
  const { asker } = talk;
  if (!asker || !view.get(asker)) return [];
  const teams = view.out(asker, 'memberOf');
  return [...new Set([...teams, ...teams.flatMap((team) => teamsAbove(view, team)), asker])];
}
