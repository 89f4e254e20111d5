/**
 * Who looks at docs. `inside` may read all that is here: a program with a token, this machine. A person may read what everybody of the
 * organisation may, and what is shown to them or to one of their teams; `ref` is null for somebody the catalog does not know.
 */
export type Viewer = { kind: 'inside' } | { kind: 'person'; ref: string | null };

export const INSIDE: Viewer = { kind: 'inside' };

/**
 * Whether somebody may read what is shown to `readers` alone (refs of teams and people; null for everybody of the organisation).
 * @param teamsOf refs of the teams that a person is in, with those above them
 */
export function mayRead(
  viewer: Viewer,
  readers: readonly string[] | null,
  teamsOf: (person: string) => ReadonlySet<string>,
): boolean {
  if (viewer.kind === 'inside' || readers === null) return true;
  const { ref } = viewer;
  if (ref === null) return false;
  const teams = teamsOf(ref);
  return readers.some((reader) => reader === ref || teams.has(reader));
}
