import { join } from 'node:path';
import type { Problem } from '../catalog/problem.ts';
import { rootFolder } from '../root.ts';
import type { FactTable } from './fact.ts';
import { FACTS } from './facts/table.ts';
import type { Initiative } from './initiatives/initiative.ts';
import { filesOf } from './library/folder.ts';
import { type ReadFile, readFiles, type StandardsFile } from './library/read-files.ts';
import type { Scorecard } from './scorecard.ts';

/** What is wrong with one file. */
export type FileProblems = { file: string; url: string | null; problems: readonly Problem[] };

/** The standards of an organisation as they are now. */
export type LoadedLibrary = {
  scorecards: readonly Scorecard[];
  initiatives: readonly Initiative[];
  /** Our own facts and those that were declared. */
  table: FactTable;
  problems: readonly FileProblems[];
};

/** The folder of the scorecards that ship with the product. */
export function shippedScorecardsFolder(): string {
  return join(rootFolder(), 'scorecards');
}

let shipped: Promise<readonly Scorecard[]> | null = null;

/** Those that ship, read once: they do not change while the process runs. */
export function shippedScorecards(): Promise<readonly Scorecard[]> {
  shipped ??= filesOf(shippedScorecardsFolder()).then(
    (files) => readFiles(files, { table: FACTS, scorecards: [], zone: 'UTC' }).scorecards,
  );
  return shipped;
}

/**
 * Reads files, and every YAML file of folders, as they are.
 * @throws UserError for a path that does not exist.
 */
export async function readScorecardFiles(
  paths: readonly string[],
  zone = 'UTC',
): Promise<readonly ReadFile[]> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  return readFiles(files, { table: FACTS, scorecards: await shippedScorecards(), zone }).files;
}

/** What is read in place of a file that has mistakes. */
export type Instead = (file: ReadFile) => readonly StandardsFile[];

/**
 * What ships and what the files hold, which replaces what ships under the same name. In place of a file that has mistakes, what `instead` says
 * is taken; its own mistakes are told all the same.
 */
export async function loadLibrary(
  files: readonly StandardsFile[],
  {
    zone = 'UTC',
    instead = (file) => [file],
    shipped: isWithShipped = true,
  }: { zone?: string; instead?: Instead; shipped?: boolean } = {},
): Promise<LoadedLibrary & { good: readonly StandardsFile[] }> {
  const scorecards = isWithShipped ? await shippedScorecards() : [];
  const ground = { table: FACTS, scorecards, zone };
  const read = readFiles(files, ground);
  const isGood = ({ documents }: ReadFile) => documents.every(({ isValid }) => isValid);
  const used = read.files.every(isGood)
    ? read
    : readFiles(
        read.files.flatMap((file) => (isGood(file) ? file : instead(file))),
        ground,
      );
  return {
    scorecards: used.scorecards,
    initiatives: used.initiatives,
    table: used.table,
    problems: problemsOf(read.files),
    good: read.files.filter(isGood),
  };
}

/** The shipped scorecards, and those of a folder. */
export async function loadScorecards(folder: string | null): Promise<LoadedLibrary> {
  return loadLibrary(folder === null ? [] : await filesOf(folder));
}

function problemsOf(files: readonly ReadFile[]): FileProblems[] {
  return files.flatMap(({ file, url, documents }) => {
    const problems = documents.flatMap((document) => document.problems);
    return problems.length > 0 ? [{ file, url, problems }] : [];
  });
}
