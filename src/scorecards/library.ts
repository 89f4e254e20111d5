import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../catalog/problem.ts';
import { UserError } from '../errors.ts';
import { rootFolder } from '../root.ts';
import { scorecardReader } from './read-scorecard.ts';
import type { Scorecard } from './scorecard.ts';

/** One file with what was read of it. */
export type ScorecardFile = {
  file: string;
  documents: readonly {
    name: string | null;
    scorecard: Scorecard | null;
    problems: readonly Problem[];
  }[];
};

/** The folder of the scorecards that ship with the product. */
export function shippedScorecardsFolder(): string {
  return join(rootFolder(), 'scorecards');
}

/**
 * Reads files, and every YAML file of folders, each scorecard once: a name that is used again is a problem where it stands again.
 * @throws UserError for a path that does not exist.
 */
export async function readScorecardFiles(paths: readonly string[]): Promise<ScorecardFile[]> {
  const read = scorecardReader();
  const places = new Map<string, string>();
  const files: ScorecardFile[] = [];
  for (const path of paths)
    for (const file of await yamlFilesOf(path)) {
      const documents = read(await readFile(file, 'utf8')).map((document) => {
        const { name, scorecard } = document;
        const place = name === null ? undefined : places.get(name);
        if (name !== null && place === undefined) places.set(name, file);
        if (place === undefined || scorecard === null) return document;
        const message = `There is a scorecard \`${name}\` already, in ${place}.`;
        const problem = { message, line: 1, column: 1, path: 'name' };
        return { ...document, scorecard: null, problems: [...document.problems, problem] };
      });
      files.push({ file, documents });
    }
  return files;
}

/** The shipped scorecards, and those of a folder, which replace a shipped one of the same name. What cannot be read is left out and told of. */
export async function loadScorecards(folder: string | null): Promise<{
  scorecards: Scorecard[];
  problems: { file: string; problems: readonly Problem[] }[];
}> {
  const own = folder === null ? [] : await readScorecardFiles([folder]);
  const shipped = await readScorecardFiles([shippedScorecardsFolder()]);
  const scorecards = new Map<string, Scorecard>();
  for (const { documents } of [...shipped, ...own])
    for (const { scorecard } of documents) if (scorecard) scorecards.set(scorecard.name, scorecard);
  const problems = [...shipped, ...own].map(({ file, documents }) => ({
    file,
    problems: documents.flatMap((document) => document.problems),
  }));
  return {
    scorecards: [...scorecards.values()],
    problems: problems.filter((file) => file.problems.length > 0),
  };
}

async function yamlFilesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no file or folder ${path}.`, 'Check the path.');
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(?:^|[\\/])(?:\.git|node_modules)[\\/]/.test(file))
    .toSorted();
}
