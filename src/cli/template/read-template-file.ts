import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseDescriptor } from '../../catalog/descriptor.ts';
import { checkoutOf, readDescriptorFile } from '../../catalog/folder.ts';
import { UserError } from '../../errors.ts';
import { ACTIONS } from '../../scaffolder/actions/table.ts';
import { actionRules } from '../../scaffolder/check/action-rules.ts';
import { checkTemplate } from '../../scaffolder/check/check-template.ts';
import { locateIn } from '../../scaffolder/check/locate.ts';
import { readTemplate } from '../../scaffolder/read-template.ts';
import type { LoadedTemplate } from '../../scaffolder/scaffolder.ts';

/** The folder that a template's files may come from: its checkout, or its own folder where there is none. */
export function rootOf(file: string): string {
  return checkoutOf(dirname(resolve(file)));
}

/** The first template of a file; what it fetches is looked for beside the file. @throws UserError where there is none. */
export async function readTemplateFile(file: string): Promise<LoadedTemplate> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UserError(`There is no file ${file}.`, 'Check the path.');
  const read = await readDescriptorFile(file, { tree: rootOf(file), isReadElsewhere: () => true });
  const documents = parseDescriptor(read.text, read);
  const document = documents.find(({ kind }) => kind === 'Template');
  if (!document)
    throw new UserError(`There is no template in ${file}.`, 'Look for `kind: Template`.');
  const { entity, position, problems } = document;
  if (!entity)
    throw new UserError(
      `${file} holds no template that can be read: ${problems.map(({ message }) => message).join(' ')}`,
      `Run \`callboard validate ${file}\`.`,
    );
  const location = pathToFileURL(resolve(file)).href;
  const locate = locateIn(read.text, position);
  const loaded = checkTemplate(
    readTemplate(entity, { location, locate }),
    actionRules(ACTIONS),
    locate,
  );
  // Wherever it says its source is: what is rendered is what lies here.
  return { ...loaded, template: { ...loaded.template, location } };
}
