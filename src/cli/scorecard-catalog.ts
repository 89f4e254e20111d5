import { counted } from '../catalog/labels.ts';
import { shortRef } from '../catalog/ref.ts';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';
import { filesOf } from '../scorecards/library/folder.ts';
import { loadLibrary, shippedScorecards } from '../scorecards/library.ts';
import { resultsWhere, shareOf } from '../scorecards/results/read.ts';
import type { StoredResult } from '../scorecards/results/stored.ts';
import type { Level, Scorecard } from '../scorecards/scorecard.ts';
import type { Moved, Simulation } from '../scorecards/simulate/simulate.ts';
import { withCore } from './core.ts';

type Flags = { catalog?: string; json?: true };

/** Evaluates the catalog as the service does, keeps it, and says how everything stands. */
export async function scoreCatalog({ catalog, json }: Flags, output: Output): Promise<ExitCode> {
  return withCore<ExitCode>(catalog, async ({ db, standards }) => {
    const summary = await standards.run();
    const results = await resultsWhere(db);
    const scorecards = (await standards.scorecards()).map((scorecard) =>
      standing(
        scorecard,
        results.filter((result) => result.scorecard === scorecard.name),
      ),
    );
    if (json) output.out(JSON.stringify({ summary, scorecards, results }, null, 2));
    else if (results.length === 0) output.out('No scorecard is about anything in this catalog.');
    else for (const one of scorecards) output.out(standingInWords(one));
    return 0;
  });
}

/** Says what publishing a scorecard would do; 1 where it cannot be used. */
export async function simulateScorecard(
  file: string,
  { catalog, json }: Flags,
  output: Output,
): Promise<ExitCode> {
  const { scorecards, problems } = await loadLibrary(await filesOf(file));
  for (const { problems: all } of problems)
    for (const { line, column, message, severity } of all)
      output.err(`${file}:${line}:${column}: ${severity ? `${severity}: ` : ''}${message}`);
  if (problems.some((one) => one.problems.some(({ severity }) => severity === undefined))) return 1;
  const shipped = new Set(await shippedScorecards());
  const [proposed, second] = scorecards.filter((scorecard) => !shipped.has(scorecard));
  if (!proposed || second)
    throw new UserError(
      `${file} holds ${proposed ? 'several scorecards' : 'no scorecard'}.`,
      'Name a file with one scorecard.',
    );
  return withCore<ExitCode>(catalog, async ({ standards }) => {
    const found = await standards.simulate(proposed);
    output.out(json ? JSON.stringify(simulationJson(found), null, 2) : simulationInWords(found));
    return 0;
  });
}

type Standing = {
  name: string;
  title: string;
  entities: number;
  /** Of 1; null where nothing counts. */
  average: number | null;
  levels: { name: string | null; title: string; entities: number }[];
};

function standing({ name, title, levels }: Scorecard, results: readonly StoredResult[]): Standing {
  const shares = results.flatMap((result) => shareOf(result) ?? []);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return {
    ...{ name, title, entities: results.length },
    average: shares.length === 0 ? null : total / shares.length,
    levels: [...levels, null].map((level) => ({
      ...{ name: level?.name ?? null, title: titleOf(level) },
      entities: results.filter((result) => result.level === (level?.name ?? null)).length,
    })),
  };
}

function standingInWords({ title, entities, average, levels }: Standing): string {
  const each = levels.map((level) => `${level.entities} ${level.title}`).join(', ');
  return `${title}: ${percent(average)}, ${counted(entities, 'entity')}${levels.length > 1 ? `: ${each}` : ''}`;
}

function simulationJson({ scorecard, ...found }: Simulation): object {
  const { levels, ...rest } = found;
  return {
    ...{ scorecard: scorecard.name, title: scorecard.title },
    ...rest,
    levels: levels.map(({ level, ...numbers }) => ({ level: level?.name ?? null, ...numbers })),
  };
}

function simulationInWords(found: Simulation): string {
  const { scorecard, isNew, entities, average, levels, drops, rises, told, announced } = found;
  const moved = (one: Moved) => movedInWords(one, scorecard.levels);
  const before = isNew ? '' : `, ${percent(average.before)} now`;
  return [
    `${scorecard.title}${isNew ? ' is new' : ''}: ${counted(entities.after, 'entity')}, ${percent(average.after)} on average${before}.`,
    ...levels.map(
      ({ level, before, after }) => `  ${titleOf(level)}: ${isNew ? '' : `${before} -> `}${after}`,
    ),
    ...section('Would drop', drops.map(moved)),
    ...section('Would rise', rises.map(moved)),
    ...section('Would leave it', found.left.map(shortRef)),
    ...section(
      'Would be told',
      told.map(
        ({ recipient, refs }) =>
          `${recipient === null ? 'nobody owns' : shortRef(recipient)}: ${refs.map(shortRef).join(', ')}`,
      ),
    ),
    ...section(
      'Announced first, judged here as if it counted',
      announced.map(({ title, from }) => `${title}, from ${from.toISOString().slice(0, 10)}`),
    ),
  ].join('\n');
}

function movedInWords({ ref, from, to, before, after, checks }: Moved, levels: readonly Level[]) {
  const named = (name: string | null) =>
    titleOf(levels.find((level) => level.name === name) ?? null);
  const move =
    from === to ? `${percent(before)} -> ${percent(after)}` : `${named(from)} -> ${named(to)}`;
  const why = checks.map(({ title }) => title).join(', ');
  return `${shortRef(ref)}: ${move}${why && `: ${why}`}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title} (${lines.length}):`, ...lines.map((l) => `  ${l}`)];
}

function titleOf(level: Level | null): string {
  return level?.title ?? 'no level';
}

function percent(share: number | null): string {
  return share === null ? 'nothing counted' : `${Math.round(share * 100)} %`;
}
