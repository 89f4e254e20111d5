import { and, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { scorecardVersions, scoreResults } from '../../db/scorecard-tables.ts';

/** The texts that scorecards were judged by last, by name: what goes on while their files cannot be read. */
export async function textsLastUsed(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectDistinct({ scorecard: scorecardVersions.scorecard, text: scorecardVersions.text })
    .from(scorecardVersions)
    .innerJoin(
      scoreResults,
      and(
        eq(scoreResults.scorecard, scorecardVersions.scorecard),
        eq(scoreResults.version, scorecardVersions.version),
      ),
    );
  return new Map(rows.map(({ scorecard, text }) => [scorecard, text]));
}
