import type { HealthRow } from '../../scorecards/facts/stored/health-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SOONEST = HOUR;
const LATEST = 24 * HOUR;
const REFUSAL_HOLDS = 6 * HOUR;

/**
 * Whether it is time to ask again how a repository is doing: it was pushed to, a webhook said so, or its turn has come, which is between an
 * hour and a day, by how long it lies still. What is archived is read once.
 */
export function isHealthDue(
  {
    pushedAt,
    isArchived,
    health,
  }: { pushedAt: Date | null; isArchived: boolean; health: HealthRow | null },
  now: Date,
): boolean {
  if (health?.error) return isRetryDue(health, now);
  if (!health?.readAt) return true;
  if (health.hintedAt && health.hintedAt > health.readAt) return true;
  if (isArchived) return false;
  if (pushedAt && pushedAt > health.readAt) return true;
  const still = health.readAt.getTime() - (pushedAt?.getTime() ?? 0);
  const wait = Math.min(LATEST, Math.max(SOONEST, still));
  return now.getTime() - health.readAt.getTime() >= wait;
}

function isRetryDue({ attempts, triedAt }: HealthRow, now: Date): boolean {
  const wait = Math.min(LATEST / 4, 5 * MINUTE * 2 ** Math.min(attempts, 10));
  return now.getTime() - (triedAt?.getTime() ?? 0) >= wait;
}

/** What was refused before is asked for again after some hours, because permissions are given. */
export function refusedStill(health: HealthRow | undefined, now: Date): Record<string, string> {
  if (!health?.refusedAt || now.getTime() - health.refusedAt.getTime() > REFUSAL_HOLDS) return {};
  return health.refused;
}
