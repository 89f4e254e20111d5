import { stat } from 'node:fs/promises';
import { ownerDirectory } from '../catalog/owner-directory.ts';
import { shortRef } from '../catalog/ref.ts';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';
import { subjectsOf } from '../scorecards/entities-of-files.ts';
import { evaluate, type Result } from '../scorecards/evaluate.ts';
import { filesOfFolder } from '../scorecards/folder-files.ts';
import type { ReadDocument, ReadFile } from '../scorecards/library/read-files.ts';
import type { Sort } from '../scorecards/library/sort.ts';
import { readScorecardFiles, shippedScorecardsFolder } from '../scorecards/library.ts';
import { resultJson } from '../scorecards/result-json.ts';
import { withCore } from './core.ts';
import { docsFactsOf } from './docs/site-facts.ts';
import { scoreCatalog } from './scorecard-catalog.ts';

/** Checks every scorecard and initiative of the files and folders; 1 when one of them cannot be used. */
export async function checkScorecards(
  paths: readonly string[],
  options: { json?: true },
  output: Output,
): Promise<ExitCode> {
  const files = await readScorecardFiles(paths);
  const documents = files.flatMap(({ file, documents: of }) =>
    of.map((document) => ({ file, ...document })),
  );
  const bad = documents.filter(({ isValid }) => !isValid).length;
  if (options.json) output.out(JSON.stringify(checkedJson(documents), null, 2));
  else {
    for (const line of problemLines(files)) output.out(line);
    const sorts = [
      { word: 'scorecard', of: documents.filter(({ sort }) => sort === 'scorecard') },
      { word: 'initiative', of: documents.filter(({ sort }) => sort === 'initiative') },
    ].filter(({ of }) => of.length > 0);
    const verdict = bad === 0 ? 'all valid' : `${bad} not valid`;
    output.out(
      documents.length === 0
        ? 'There are no scorecards here.'
        : `${sorts.map(({ word, of }) => count(of.length, word)).join(' and ') || 'Declared facts'} in ${count(files.length, 'file')}, ${verdict}.`,
    );
  }
  return bad > 0 ? 1 : 0;
}

function checkedJson(documents: readonly (ReadDocument & { file: string })[]) {
  const of = (wanted: Sort) =>
    documents
      .filter(({ sort }) => sort === wanted)
      .map(({ file, name, isValid, scorecard, initiative, problems }) => ({
        file,
        name,
        valid: isValid,
        checks: (scorecard ?? initiative)?.checks.length ?? 0,
        problems,
      }));
  return { scorecards: of('scorecard'), initiatives: of('initiative'), facts: of('facts') };
}

export type RunFlags = { files?: string; catalog?: string; json?: true };

/** Says what a checkout has on the scorecards of a file or folder, or on the shipped ones; 1 when a check fails. */
export async function runScorecards(
  path: string | undefined,
  { files: folder, catalog, json }: RunFlags,
  output: Output,
): Promise<ExitCode> {
  const own = { ...(catalog !== undefined && { catalog }), ...(json && { json }) };
  if (folder === undefined && path === undefined) return scoreCatalog(own, output);
  if (folder === undefined)
    throw new UserError(
      'The catalog is scored by the scorecards of the settings (CALLBOARD_SCORECARDS).',
      'Name a checkout with --files, or try a file with `callboard scorecard simulate`.',
    );
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new UserError(`There is no folder ${folder}.`, 'Name a checkout of a repository.');
  const read = await readScorecardFiles([path ?? shippedScorecardsFolder()]);
  const broken = problemLines(read, { isErrorOnly: true });
  for (const line of broken) output.err(line);
  if (broken.length > 0) return 1;
  const scorecards = read.flatMap(({ documents }) =>
    documents.flatMap((one) => one.scorecard ?? []),
  );
  const now = new Date();
  const { files, seenAt } = await filesOfFolder(folder, now);
  const directory = catalog
    ? await withCore(catalog, async ({ index }) => ownerDirectory(await index.current()))
    : null;
  const more = await docsFactsOf(folder, seenAt);
  const subjects = subjectsOf({ files, seenAt, directory, settings: null, more });
  const results = subjects.flatMap((subject) =>
    scorecards.flatMap((scorecard) => evaluate(scorecard, subject, { now }) ?? []),
  );
  if (json) output.out(JSON.stringify({ results: results.map(resultJson) }, null, 2));
  else if (subjects.length === 0)
    output.out(
      `There is no valid catalog-info.yaml below ${folder}, so there is nothing to score.`,
    );
  else if (results.length === 0) output.out('None of these scorecards is about what is here.');
  else for (const result of results) output.out(inWords(result));
  const fails = results.some(({ checks }) =>
    checks.some(({ outcome, isCounted }) => isCounted && outcome === 'fail'),
  );
  return subjects.length === 0 || fails ? 1 : 0;
}

const MARKS = { pass: '✓', fail: '✗', unknown: '?', exempt: '–', 'not-applicable': ' ' };

function inWords({ scorecard, ref, level, possibleLevel, next, checks }: Result): string {
  const has = level?.title ?? (scorecard.levels.length > 0 ? 'no level' : 'scored');
  const perhaps =
    possibleLevel && possibleLevel !== level ? `, perhaps ${possibleLevel.title}` : '';
  const lines = checks
    .filter(({ outcome }) => outcome !== 'not-applicable')
    .map(({ check, outcome, reason, isCounted }) => {
      const from = isCounted
        ? ''
        : ` (counts from ${check.effectiveFrom?.toISOString().slice(0, 10)})`;
      const why = outcome === 'fail' ? `: ${check.howToFix}` : reason ? `: ${reason}` : '';
      return `  ${MARKS[outcome]} ${check.title}${check.level ? ` [${check.level}]` : ''}${from}${why}`;
    });
  const open = next ? `${next.missing.length} before ${next.level.title}` : 'the top';
  return [`${shortRef(ref)}: ${scorecard.title}: ${has}${perhaps} (${open})`, ...lines].join('\n');
}

function problemLines(files: readonly ReadFile[], { isErrorOnly = false } = {}): string[] {
  return files.flatMap(({ file, documents }) =>
    documents.flatMap(({ name, problems }) =>
      problems
        .filter(({ severity }) => !isErrorOnly || severity === undefined)
        .map(
          ({ line, column, message, severity }) =>
            `${file}:${line}:${column}: ${severity ? `${severity}: ` : ''}${message}${name ? ` (${name})` : ''}`,
        ),
    ),
  );
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
