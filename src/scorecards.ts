import { ownerDirectory } from './catalog/owner-directory.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { UserError } from './errors.ts';
import type { Log } from './log.ts';
import type { Scaffolder } from './scaffolder/scaffolder.ts';
import { loadScorecards } from './scorecards/library.ts';
import { createProjection } from './scorecards/project.ts';
import type { ProjectScorecards, ScorecardsOfRuns } from './scorecards/projected.ts';
import type { Scorecard } from './scorecards/scorecard.ts';

/** What the edges ask of scorecards. */
export type Scorecards = {
  /** Those that ship and those of the settings, as they were when the process started. */
  all: () => Promise<readonly Scorecard[]>;
  /** What a repository will have, from what a run makes of it. */
  project: ProjectScorecards;
};

export function composeScorecards({
  config,
  core: { index },
  now,
  log,
}: {
  config: Pick<Config, 'scorecards.folder'>;
  core: Pick<Core, 'index'>;
  now: () => Date;
  log: Log;
}): Scorecards {
  let loaded: Promise<readonly Scorecard[]> | null = null;
  const all = () => {
    loaded ??= load(config['scorecards.folder'] ?? null, log);
    return loaded;
  };
  return {
    all,
    project: createProjection({
      scorecards: all,
      directory: async () => ownerDirectory(await index.current()),
      now,
    }),
  };
}

/** What is wrong with one scorecard, or with the folder, must not take the others along; who keeps it reads why in the log and in `callboard scorecard check`. */
async function load(folder: string | null, log: Log): Promise<readonly Scorecard[]> {
  const { scorecards, problems } = await loadScorecards(folder).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    log.warn({ folder, reason: error.message }, 'scorecards of the settings cannot be read');
    return loadScorecards(null);
  });
  for (const { file, problems: of } of problems)
    for (const { line, column, message } of of)
      log.warn({ file, line, column, message }, 'scorecard has a problem');
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
