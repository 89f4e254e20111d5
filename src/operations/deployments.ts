import type { deployments, tags } from '../db/schema.ts';
import { isTransient } from './environments.ts';

/** `active` runs; `replaced` ran; `removed` was taken away; the others did not get there, or not yet. */
export const DEPLOYMENT_STATES = ['active', 'replaced', 'removed', 'failed', 'pending'] as const;
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

export type Deployment = typeof deployments.$inferSelect;
export type Tag = typeof tags.$inferSelect;

/** What an environment holds: what runs, and a newer try that did not get there. */
export type Running = {
  environment: string;
  /** Null where nothing is known to run. */
  running: Deployment | null;
  /** Newer than what runs, and failed or still under way. */
  newer: Deployment | null;
  /** What ran before, newest first. */
  before: readonly Deployment[];
};

/**
 * What runs in each environment: its newest deployment that got there. A newer failure, or one still under way, does not hide it and is
 * told beside it. Environments that come and go with a branch are left out.
 */
export function runningIn(all: readonly Deployment[]): Running[] {
  const lasting = all.filter(({ environment }) => !isTransient(environment));
  const byEnvironment = Map.groupBy(lasting, ({ environment }) => environment);
  return [...byEnvironment].map(([environment, same]) => {
    const newestFirst = same.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    const at = newestFirst.findIndex(({ state }) => state === 'active');
    const running = newestFirst[at] ?? null;
    // Of what is newer, what was taken away again is no news.
    const newer = newestFirst
      .slice(0, at < 0 ? 1 : at)
      .find(({ state }) => state === 'failed' || state === 'pending');
    const before = newestFirst.slice(at < 0 ? 0 : at + 1).filter(({ state }) => DID_RUN.has(state));
    return { environment, running, newer: newer ?? null, before };
  });
}

const DID_RUN: ReadonlySet<DeploymentState> = new Set(['active', 'replaced']);

/** What people call a deployed state: the version that was reported, the tag of its commit, else the tag or commit it was made from. */
export function versionOf(
  { version, oid, gitRef, repository }: Deployment,
  known: readonly Tag[],
): string {
  if (version) return version;
  const named = known.filter((tag) => tag.repository === repository && tag.oid === oid);
  // Of several tags of one commit, `v1.2.3` says more than `latest`, and what was asked for most of all.
  const tag = named.find(({ name }) => name === gitRef) ?? named.find(isVersion) ?? named[0];
  if (tag) return tag.name;
  if (gitRef && isVersion({ name: gitRef })) return gitRef;
  return oid ? oid.slice(0, 7) : (gitRef ?? 'an unknown version');
}

function isVersion({ name }: Pick<Tag, 'name'>): boolean {
  return /\d+\.\d+/.test(name);
}

/** The last version that ran before what runs now and is another one: what one would go back to. */
export function lastGood({ running, before }: Running, tags: readonly Tag[]): Deployment | null {
  const now = running && versionOf(running, tags);
  return before.find((one) => versionOf(one, tags) !== now) ?? null;
}
