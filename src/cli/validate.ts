import { readFile, stat } from 'node:fs/promises';
import { type ParsedDocument, parseDescriptor } from '../catalog/descriptor.ts';
import { readFolder } from '../catalog/folder.ts';
import type { ExitCode, Output } from '../cli.ts';
import { UserError } from '../errors.ts';

type Report = { file: string; document: ParsedDocument };

/** Checks every document of the files and folders; 1 when one of them is not valid. */
export async function validate(
  paths: readonly string[],
  options: { json?: true },
  output: Output,
): Promise<ExitCode> {
  const reports: Report[] = [];
  for (const path of paths) {
    for (const { file, text } of await filesOf(path)) {
      reports.push(...parseDescriptor(text).map((document) => ({ file, document })));
    }
  }
  if (options.json) output.out(JSON.stringify({ documents: reports.map(toJson) }, null, 2));
  else for (const line of lines(reports)) output.out(line);
  return reports.some(({ document }) => !document.isValid) ? 1 : 0;
}

async function filesOf(path: string): Promise<{ file: string; text: string }[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no file or folder ${path}.`, 'Check the path.');
  if (!found.isDirectory()) return [{ file: path, text: await readFile(path, 'utf8') }];
  const { files } = await readFolder(path);
  return files.map((file) => ({ file: file.location.replace(/^file:/, ''), text: file.text }));
}

function toJson({ file, document }: Report): object {
  const { position, isValid, ref, kind, problems, relations } = document;
  return { file, index: position, valid: isValid, ref, kind, problems, relations };
}

function lines(reports: readonly Report[]): string[] {
  const problems = reports.flatMap(({ file, document }) =>
    document.problems.map(
      ({ line, column, message }) =>
        `${file}:${line}:${column}: ${message}${document.ref ? ` (${document.ref})` : ''}`,
    ),
  );
  const bad = reports.filter(({ document }) => !document.isValid).length;
  const files = new Set(reports.map(({ file }) => file)).size;
  const verdict = bad === 0 ? 'all valid' : `${bad} not valid`;
  if (reports.length === 0) return ['There are no descriptors here.'];
  return [
    ...problems,
    `${count(reports.length, 'document')} in ${count(files, 'file')}, ${verdict}.`,
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
