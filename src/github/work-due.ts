import type { WorkRow } from '../operations/work-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SOONEST = 10 * MINUTE;
const LATEST = 24 * HOUR;
/** A deployment that takes longer than this has been forgotten by whoever made it. */
const UNDER_WAY = 2 * HOUR;
const REFUSAL_HOLDS = 6 * HOUR;

/**
 * Whether the changes and deployments of a repository are to be read now: it was pushed to, a webhook said so, or it is time again. A
 * deployment moves nothing that a listing shows and follows a push by minutes or hours: so the time between two reads is as long as the
 * last sign of life lies back, from ten minutes to a day. What is archived is read once.
 */
export function isWorkDue(
  {
    pushedAt,
    isArchived,
    work,
  }: { pushedAt: Date | null; isArchived: boolean; work: WorkRow | null },
  now: Date,
): boolean {
  if (!work?.readAt) return work?.error ? isRetryDue(work, now) : true;
  const since = now.getTime() - work.readAt.getTime();
  if (work.error) return isRetryDue(work, now);
  if (work.hintedAt && work.hintedAt > work.readAt) return true;
  if (isArchived) return false;
  if ((pushedAt?.getTime() ?? 0) > (work.pushedAt?.getTime() ?? 0)) return true;
  const alive = Math.max(pushedAt?.getTime() ?? 0, work.lastDeploymentAt?.getTime() ?? 0);
  if (work.isUnderWay && now.getTime() - alive < UNDER_WAY) return since >= SOONEST / 2;
  const wait = Math.min(LATEST, Math.max(SOONEST, work.readAt.getTime() - alive));
  return since >= wait;
}

function isRetryDue({ attempts, triedAt }: WorkRow, now: Date): boolean {
  const last = triedAt?.getTime() ?? 0;
  const wait = Math.min(LATEST / 4, 5 * MINUTE * 2 ** Math.min(attempts, 10));
  return now.getTime() - last >= wait;
}

/** What was refused before is asked for again after some hours, because permissions are given. */
export function refusedStill(work: WorkRow | undefined, now: Date): readonly string[] {
  if (!work?.refusedAt || now.getTime() - work.refusedAt.getTime() > REFUSAL_HOLDS) return [];
  return work.refused;
}
