import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readYaml } from '../../catalog/yaml.ts';
import type { ExitCode, Output } from '../../cli.ts';
import { UserError } from '../../errors.ts';
import { isObject } from '../../scaffolder/json.ts';
import type { DryRun, Scaffolder, TryOut } from '../../scaffolder/scaffolder.ts';
import { readLocalFiles } from '../../scaffolder/workspace/local-files.ts';
import { isFile, openFor } from './app.ts';
import { readSecrets, readValues } from './read-values.ts';
import { refused, unknown } from './run.ts';

export type DryRunFlags = {
  values?: string;
  secrets?: string;
  catalog?: string;
  show?: string;
  json?: true;
};

/** Runs a template where nothing outside changes: the files it would make, or one of them. 1 where the values are wrong or a step fails. */
export async function dryRunOf(
  named: string,
  flags: DryRunFlags,
  output: Output,
): Promise<ExitCode> {
  const values = flags.values ? await readValues(flags.values) : {};
  const secrets = flags.secrets ? await readSecrets(flags.secrets) : {};
  const { app, ref } = await openFor(named, flags.catalog);
  await using _ = app;
  if (!ref) return unknown(named, output);
  const asked = { values, secrets, by: null };
  const run = isFile(named)
    ? await tried(app.scaffolder, named, asked)
    : await app.scaffolder.dryRun({ template: ref, ...asked });
  if (run.errors.length > 0) return refused(run.errors, flags, output);
  if (flags.show !== undefined) return show(run, flags.show, output);
  if (flags.json) output.out(JSON.stringify(toJson(run), null, 2));
  else for (const line of lines(run)) output.out(line);
  return run.error ? 1 : 0;
}

/** A template that is nowhere yet, with what lies beside it. */
async function tried(
  scaffolder: Scaffolder,
  file: string,
  asked: Omit<TryOut, 'entity' | 'files'>,
): Promise<DryRun> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new UserError(`There is no file ${file}.`, 'Check the path.');
  const entity = readYaml(text)
    .map(({ value }) => JSON.parse(JSON.stringify(value ?? null)) as unknown)
    .find((value) => isObject(value) && value['kind'] === 'Template');
  if (!isObject(entity))
    throw new UserError(`There is no template in ${file}.`, 'Look for `kind: Template`.');
  const folder = dirname(resolve(file));
  const signal = AbortSignal.timeout(30_000);
  const files = await readLocalFiles(folder)(pathToFileURL(folder).href, { signal });
  const found = await scaffolder.tryOut({ entity, files, ...asked });
  if (found.kind === 'tried') return found.run;
  const why = found.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  throw new UserError(`${file} cannot run here.\n${why.join('\n')}`, 'Mend it and try again.');
}

function show(run: DryRun, path: string, output: Output): ExitCode {
  const file = run.files.get(path.replace(/^\.?\//, ''));
  if (file) output.out(file.bytes.toString('utf8'));
  else output.err(`It makes no file ${path}.`);
  return file ? 0 : 1;
}

function toJson({ files, ...run }: DryRun): object {
  const shown = [...files].map(([path, { bytes, isExecutable }]) => {
    return { path, base64Content: bytes.toString('base64'), executable: isExecutable };
  });
  return { ...run, files: shown };
}

function lines({ files, steps, log, links, error }: DryRun): string[] {
  return [
    ...steps.map(({ name, state, reason }) => `${name}: ${state}${reason ? ` (${reason})` : ''}`),
    ...log.map(({ step, line }) => `  ${step ? `${step}: ` : ''}${line}`),
    ...[...files].map(([path, { bytes }]) => `${path} (${bytes.length} bytes)`),
    ...links.map(({ title, url, entityRef }) => `${title}: ${url ?? entityRef}`),
    ...(error ? [`${error.message} ${error.nextStep}`] : []),
  ];
}
