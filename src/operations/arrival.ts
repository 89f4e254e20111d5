import type { CommitGraph } from './commit-graph.ts';
import type { Deployment, Tag } from './deployments.ts';

/** Whether a change is in what runs somewhere; `unknown` where what was read does not say. */
export type Arrival = 'in' | 'out' | 'unknown';

/** A change: a commit, and when it came to be; of a pull request also the end of its branch. */
export type Wanted = { oid: string | null; head?: string | null; at: Date | null };

/**
 * Whether a deployed state contains a change, by the history that was read. Without it time can only say no: what was deployed before
 * the change was made does not have it.
 */
export function arrivalOf(
  { oid, head = null, at }: Wanted,
  deployed: Deployment,
  { graph, tags }: { graph: CommitGraph; tags: readonly Tag[] },
): Arrival {
  const state = commitOf(deployed, tags);
  // A branch may be deployed before it is merged.
  if (state && (state === oid || state === head)) return 'in';
  const contains = state && oid ? graph.contains(state, oid) : null;
  if (contains !== null) return contains ? 'in' : 'out';
  return at && deployed.createdAt < at ? 'out' : 'unknown';
}

/** The commit that a deployment is made of: as it says, else that of the tag it names. */
export function commitOf(
  { oid, gitRef, version }: Deployment,
  tags: readonly Tag[],
): string | null {
  if (oid) return oid;
  const names = [gitRef, version, version && `v${version}`];
  return tags.find(({ name }) => names.includes(name))?.oid ?? null;
}
