import type { Db } from '#dialect';
import { ownerDirectory } from './catalog/owner-directory.ts';
import type { CatalogIndex } from './catalog/search.ts';
import type { Core } from './core.ts';
import { UserError } from './errors.ts';
import type { Scaffolder } from './scaffolder/scaffolder.ts';
import { loadScorecards } from './scorecards/library.ts';
import { createProjection } from './scorecards/project.ts';
import type { ProjectScorecards, ScorecardsOfRuns } from './scorecards/projected.ts';
import type { Scorecard } from './scorecards/scorecard.ts';
import type { Standards } from './scorecards/standards.ts';

/** What the edges ask of scorecards. */
export type Scorecards = {
  /** Those that ship and those of the settings, as they were when the process started. */
  all: () => Promise<readonly Scorecard[]>;
  /** What a repository will have, from what a run makes of it. */
  project: ProjectScorecards;
};

/** What is asked of the rules themselves; the folder is read once, when somebody asks first. */
export function composeStandards({
  folder,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  folder: string | null;
}): Standards {
  let loaded: Promise<readonly Scorecard[]> | null = null;
  return {
    scorecards() {
      loaded ??= load(folder);
      return loaded;
    },
    initiatives: async () => [],
    judge: async () => [],
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

/** What is wrong with the folder must not take the shipped ones along; `callboard scorecard check` says why. */
async function load(folder: string | null): Promise<readonly Scorecard[]> {
  const { scorecards } = await loadScorecards(folder).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    return loadScorecards(null);
  });
  return scorecards;
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
