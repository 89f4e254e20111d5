import { readFile, stat } from 'node:fs/promises';
import { readYaml } from '../../catalog/yaml.ts';
import { UserError } from '../../errors.ts';
import { isObject, type JsonObject } from '../../scaffolder/json.ts';

const LARGEST = 1_000_000;

/** The values of a file, YAML or JSON. @throws UserError where it holds anything but a map of plain data. */
export async function readValues(file: string): Promise<JsonObject> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UserError(`There is no file ${file}.`, 'Check the path.');
  if (found.size > LARGEST)
    throw new UserError(`${file} is larger than 1 MB.`, 'Values are a few lines.');
  const values = valuesIn(await readFile(file, 'utf8'), file);
  if (values === null) return {};
  if (!isObject(values))
    throw new UserError(`${file} is not a map of values.`, 'Write `name: value`, one a line.');
  return values;
}

function valuesIn(text: string, file: string): unknown {
  const [document] = readYaml(text);
  if (document?.error)
    throw new UserError(
      `${file}:${document.error.line}:${document.error.column}: ${document.error.message}.`,
      'Correct the file.',
    );
  // What aliases stand for is written out.
  const json = JSON.stringify(document?.value ?? null);
  if (json.length <= LARGEST * 10) return JSON.parse(json);
  throw new UserError(`${file} stands for more than 10 MB of values.`, 'Use fewer aliases.');
}

/** Secrets by name, in a file like that of the values. @throws UserError where one is no text. */
export async function readSecrets(file: string): Promise<Record<string, string>> {
  const entries = Object.entries(await readValues(file)).map(([name, value]) => {
    if (typeof value === 'string') return [name, value] as const;
    throw new UserError(`${name} of ${file} is no text.`, 'Put it into quotes.');
  });
  return Object.fromEntries(entries);
}
