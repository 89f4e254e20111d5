import type { Db } from '#dialect';
import type { Initiative, InitiativeDay } from './initiative.ts';
import { judgeProgress } from './progress.ts';
import { type InScope, scopeOf } from './scope.ts';
import {
  endInitiative,
  initiativeStates,
  noteInitiative,
  resumeInitiative,
  saveInitiativeDays,
} from './store.ts';

/** A check that fails of an entity, with the day it is to pass by. */
export type InitiativeTarget = {
  ref: string;
  scorecard: string;
  check: string;
  initiative: Initiative;
};

/**
 * What initiatives ask for now and is not done: reminders of it go by the day it is due. One that begins later asks nothing yet, one that was closed
 * nothing any more. Where two ask for the same, the one that is due first counts.
 */
export async function initiativeTargets(
  db: Db,
  initiatives: readonly Initiative[],
  now: Date,
): Promise<InitiativeTarget[]> {
  const targets = new Map<string, InitiativeTarget>();
  const states = await initiativeStates(db);
  for (const initiative of initiatives.toSorted((a, b) => a.due.getTime() - b.due.getTime())) {
    const hasBegun = initiative.since === null || initiative.since <= now;
    if (!hasBegun || states.get(initiative.name)?.endedAs === 'closed') continue;
    for (const { ref, goals } of await scopeOf(db, initiative, now))
      for (const { scorecard, check, outcome } of goals) {
        const key = `${ref} ${scorecard} ${check}`;
        if (outcome === 'fail' && !targets.has(key))
          targets.set(key, { ref, scorecard, check, initiative });
      }
  }
  return [...targets.values()];
}

/** Notes how far initiatives are today, and ends those whose day has passed. May run twice and ends the same. */
export async function keepInitiatives(
  db: Db,
  initiatives: readonly Initiative[],
  now: Date,
): Promise<void> {
  const states = await initiativeStates(db);
  for (const initiative of initiatives) {
    const { name, due, after } = initiative;
    const state = states.get(name);
    if (!state) await noteInitiative(db, name, now);
    if (state?.endedAt && due < now) continue;
    // Ended by its day, and the day was put off since.
    if (state?.endedAt) await resumeInitiative(db, name);
    await saveInitiativeDays(db, dayRows(initiative, await scopeOf(db, initiative, now), now));
    const as = after === 'keep' ? 'standing' : 'closed';
    if (due < now) await endInitiative(db, { name, as, by: null, now });
  }
}

function dayRows(initiative: Initiative, scope: readonly InScope[], now: Date): InitiativeDay[] {
  const { name } = initiative;
  const day = now.toISOString().slice(0, 10);
  const { teams, ...all } = judgeProgress({ initiative, scope, state: null, days: [], now });
  const groups = [{ ...all, owner: '*' }, ...teams];
  return groups.map(({ owner, done, exempt, unknown, total }) => ({
    ...{ name, day, owner: owner ?? '', done, exempt, unknown, total },
  }));
}
