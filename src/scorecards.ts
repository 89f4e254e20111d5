import type { Db } from '#dialect';
import { ownerDirectory } from './catalog/owner-directory.ts';
import type { CatalogIndex } from './catalog/search.ts';
import type { Core } from './core.ts';
import type { Scaffolder } from './scaffolder/scaffolder.ts';
import { makeDigest } from './scorecards/digest/gather.ts';
import { gatherSubjects } from './scorecards/facts/gather.ts';
import type { LiveLibrary } from './scorecards/library/live.ts';
import { createProjection } from './scorecards/project.ts';
import type { ProjectScorecards, ScorecardsOfRuns } from './scorecards/projected.ts';
import { scorecardReader } from './scorecards/read-scorecard.ts';
import { createJudge } from './scorecards/run/judge.ts';
import { createRun, type Rules } from './scorecards/run/run.ts';
import type { Scorecard } from './scorecards/scorecard.ts';
import { createSimulate } from './scorecards/simulate/run-trial.ts';
import type { Standards } from './scorecards/standards.ts';

/** What the edges ask of scorecards. */
export type Scorecards = {
  /** Those that ship and those of the settings, as they are now. */
  all: () => Promise<readonly Scorecard[]>;
  /** What a repository will have, from what a run makes of it. */
  project: ProjectScorecards;
};

/** What is asked of the rules themselves. */
export function composeStandards({
  db,
  index,
  now,
  library,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  library: LiveLibrary;
}): Standards {
  const parts = { db, index, now, rules: () => rulesOf(library), gather: gatherSubjects };
  const standards: Standards = {
    scorecards: async () => (await library.current()).scorecards,
    initiatives: async () => (await library.current()).initiatives,
    loaded: library.current,
    refresh: library.refresh,
    digest: (audience, until, since) =>
      makeDigest({ db, index, standards }, { audience, until, ...(since && { since }) }),
    judge: createJudge(parts),
    run: createRun(parts).run,
    simulate: createSimulate(parts),
  };
  return standards;
}

/** What the files say now, and how to read again what they said before. */
async function rulesOf(library: LiveLibrary): Promise<Rules> {
  const { scorecards, table, problems } = await library.current();
  const read = scorecardReader(table);
  return {
    ...{ scorecards, table },
    reread: (text) => read(text)[0]?.scorecard ?? null,
    isComplete: problems.every((file) => file.problems.every(({ severity }) => severity)),
  };
}

export function composeScorecards({
  core: { index, standards },
  now,
}: {
  core: Pick<Core, 'index' | 'standards'>;
  now: () => Date;
}): Scorecards {
  return {
    all: standards.scorecards,
    project: createProjection({
      scorecards: standards.scorecards,
      directory: async () => ownerDirectory(await index.current()),
      now,
    }),
  };
}

export function scorecardsOfRuns(
  { project }: Pick<Scorecards, 'project'>,
  { made }: Pick<Scaffolder, 'made'>,
): ScorecardsOfRuns {
  return {
    ofDryRun: project,
    async ofRun(id) {
      const run = await made(id);
      return run ? project(run) : [];
    },
  };
}
