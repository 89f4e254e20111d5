import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ParsedDocument, parseDescriptor } from '../catalog/descriptor.ts';
import { checkoutOf, readDescriptorFile, readFolder } from '../catalog/folder.ts';
import type { DescriptorFile } from '../catalog/snapshot.ts';
import type { ExitCode, Output } from '../cli.ts';
import { readSetting } from '../config.ts';
import { UserError } from '../errors.ts';

type Report = { file: string; document: ParsedDocument };

/** Checks every document of the files and folders; 1 when one of them is not valid. */
export async function validate(
  paths: readonly string[],
  options: { json?: true },
  output: Output,
): Promise<ExitCode> {
  const kinds = new Set(readSetting('catalog.kinds'));
  const reports: Report[] = [];
  for (const path of paths) {
    for (const { file, read } of await filesOf(path, kinds)) {
      const documents = parseDescriptor(read.text, { ...read, kinds });
      reports.push(...documents.map((document) => ({ file, document })));
    }
  }
  if (options.json) output.out(JSON.stringify({ documents: reports.map(toJson) }, null, 2));
  else for (const line of lines(reports)) output.out(line);
  return reports.some(({ document }) => !document.isValid) ? 1 : 0;
}

type FileToCheck = { file: string; read: DescriptorFile };

/** What the files point to is looked for in the whole checkout, as GitHub would show it; other addresses are not looked at. */
async function filesOf(path: string, kinds: ReadonlySet<string>): Promise<FileToCheck[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no file or folder ${path}.`, 'Check the path.');
  const isFolder = found.isDirectory();
  const tree = checkoutOf(isFolder ? path : dirname(path));
  const options = { kinds, tree, isReadElsewhere: () => true };
  if (!isFolder) return [{ file: path, read: await readDescriptorFile(path, options) }];
  const { files } = await readFolder(path, options);
  return files.map((read) => ({ file: read.location.replace(/^file:/, ''), read }));
}

function toJson({ file, document }: Report): object {
  const { position, isValid, ref, kind, problems, relations } = document;
  return { file, index: position, valid: isValid, ref, kind, problems, relations };
}

function lines(reports: readonly Report[]): string[] {
  const problems = reports.flatMap(({ file, document }) =>
    document.problems.map(
      ({ line, column, message, severity }) =>
        `${file}:${line}:${column}: ${severity ? `${severity}: ` : ''}${message}${document.ref ? ` (${document.ref})` : ''}`,
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
