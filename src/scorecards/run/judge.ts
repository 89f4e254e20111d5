import { activeExemptions } from '../desk/exemption-store.ts';
import { evaluate, type Result } from '../evaluate.ts';
import type { RunParts } from './run.ts';

/** Judges an entity now, with all the evidence, and writes nothing. */
export function createJudge({
  db,
  index,
  rules,
  gather,
  now: clock,
}: RunParts): (ref: string) => Promise<Result[]> {
  return async (ref) => {
    const now = clock();
    const view = await index.current();
    if (view.get(ref) === null) return [];
    const { scorecards, table } = await rules();
    const subject = (await gather(db, { refs: [ref], view, now, table })).get(ref);
    if (!subject) return [];
    const excused = await activeExemptions(db, now);
    return scorecards.flatMap(
      (scorecard) =>
        evaluate(scorecard, subject, {
          ...{ now, table },
          exemptions: excused.of(ref, scorecard.name),
        }) ?? [],
    );
  };
}
