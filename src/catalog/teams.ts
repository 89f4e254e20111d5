import type { CatalogView } from './search.ts';

/** Teams inside a team at any depth, nearest first; without itself, and once each even where teams contain one another. */
export function teamsBelow(view: CatalogView, ref: string): string[] {
  return closure(view, ref, 'parentOf').filter((team) => view.get(team)?.kind === 'group');
}

/** Teams a team is part of, nearest first. */
export function teamsAbove(view: CatalogView, ref: string): string[] {
  return closure(view, ref, 'childOf').filter((team) => view.get(team)?.kind === 'group');
}

function closure(view: CatalogView, ref: string, type: string): string[] {
  const seen = new Set([ref]);
  for (const one of seen) for (const next of view.out(one, type)) seen.add(next);
  seen.delete(ref);
  return [...seen];
}
