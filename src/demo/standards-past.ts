import type { App } from '../app.ts';
import type { LogLine } from '../scorecards/nudges/nudge.ts';
import { replayPast } from '../scorecards/replay.ts';
import type { SeededStandards } from './standards-seed.ts';

/** Evaluates the weeks before the demo, once GitHub, docs and rotas were read. */
export async function seedPast(
  { db, index, standards }: App['core'],
  { past }: SeededStandards,
  now: Date,
): Promise<void> {
  if (!past) return;
  const library = await standards.loaded();
  const { announced, ...rest } = past;
  const log = announced ? announcements(announced, library.initiatives) : [];
  await replayPast({ db, index, library, now }, { ...rest, log });
}

type Announced = NonNullable<NonNullable<SeededStandards['past']>['announced']>;

/** What each team's channel got of the initiatives, and which could not be delivered. */
function announcements(
  { at, initiatives: names, teams }: Announced,
  initiatives: readonly {
    name: string;
    title: string;
    checks: readonly { scorecard: string; check: string }[];
  }[],
): LogLine[] {
  return initiatives
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name, title, checks }) =>
      teams.map(({ ref, place, problem }): LogLine => {
        const [{ scorecard, check } = { scorecard: '', check: '' }] = checks;
        const id = `announced:${name}:${ref}`;
        const what = `The announcement of "${title}"`;
        return {
          ...{ id, finding: id, ref, scorecard, check, recipient: ref, kind: 'announcement' },
          ...{ rung: 'announcement', nudge: null, firstAt: at, lastAt: at, times: 1, until: null },
          decision: problem === null ? 'sent' : 'failed',
          reason: problem === null ? null : 'undeliverable',
          detail:
            problem === null
              ? `${what} went to ${place}.`
              : `${what} could not be posted in ${place}: ${problem}`,
        };
      }),
    );
}
