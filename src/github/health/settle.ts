import { isDeepStrictEqual } from 'node:util';
import type { RepositoryHealth } from '../../scorecards/facts/health.ts';
import type { HealthRow } from '../../scorecards/facts/stored/health-store.ts';
import { refusedStill } from './due.ts';

/** What was read of a repository: parts that are absent were not asked for or not told. */
export type Told = {
  parts: Partial<RepositoryHealth>;
  /** Parts that GitHub refuses, with the reason. */
  refused: Readonly<Record<string, string>>;
};

/**
 * The row after a read. A part that was not told keeps its last value and the time of that; what is told now and was refused before is
 * refused no more. `changedAt` moves only when something that facts rest on did. Pure.
 */
export function settled(before: HealthRow, { parts, refused }: Told, now: Date): HealthRow {
  const health: RepositoryHealth = { ...before.health, ...parts };
  const partsReadAt = { ...before.partsReadAt };
  for (const name of Object.keys(parts)) partsReadAt[name] = now.toISOString();
  const isSame =
    isDeepStrictEqual(plain(health), plain(before.health)) &&
    isDeepStrictEqual(plain(refused), plain(before.refused)) &&
    before.error === null &&
    before.readAt !== null;
  const isRefused = Object.keys(refused).length > 0;
  // One that was asked for again and refused again holds anew.
  const held = refusedStill(before, now);
  const isOldRefusal = Object.keys(refused).every((part) => Object.hasOwn(held, part));
  return {
    ...before,
    health,
    partsReadAt,
    readAt: now,
    refused: { ...refused },
    refusedAt: isRefused ? (isOldRefusal && before.refusedAt) || now : null,
    error: null,
    attempts: 0,
    triedAt: now,
    changedAt: isSame ? before.changedAt : now,
  };
}

/** The row after a read that failed as a whole: all that was known stays. */
export function failed(before: HealthRow, error: string, now: Date): HealthRow {
  return {
    ...before,
    error,
    attempts: before.attempts + 1,
    triedAt: now,
    changedAt: before.error === error ? before.changedAt : now,
  };
}

/** As the database keeps it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
