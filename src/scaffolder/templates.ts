import { stringify } from 'yaml';
import { parseDescriptor } from '../catalog/descriptor.ts';
import { UserError } from '../errors.ts';
import type { Templates, TryParts } from './create.ts';
import { completeValues } from './form/complete.ts';
import type { Forms } from './forms.ts';
import { type Library, summaryOf } from './library.ts';
import type { ReadFiles } from './outside.ts';
import type { Scaffolder, TryOut } from './scaffolder.ts';
import type { Template } from './template.ts';

/** Where templates are, what they ask for, and whether what is filled in is right. */
export function createTemplates(library: Library, forms: Forms, { dryRun }: TryParts): Templates {
  async function required(ref: string): Promise<Template> {
    const found = await library.get(ref);
    if (found) return found.template;
    throw new UserError(
      `I could not find a template called "${ref}".`,
      'Look at the list of templates for its name.',
    );
  }

  return {
    async list() {
      return (await library.all()).map(summaryOf);
    },
    template: library.get,
    form: async ({ template, values, by }) => forms.form(await required(template), values, by),
    check: async ({ template, values, page }) =>
      forms.check(await required(template), values, page),
    tryOut: (asked) => tryOut(asked, { library, forms, dryRun }),
  };
}

/** Where the files of a template that is nowhere yet seem to be. */
const TRIED = '/tried';

async function tryOut(
  { entity, files, ...asked }: TryOut,
  { library, forms, dryRun }: { library: Library; forms: Forms } & TryParts,
): ReturnType<Scaffolder['tryOut']> {
  const [document] = parseDescriptor(stringify(entity));
  if (document?.entity?.kind !== 'Template')
    return {
      kind: 'wrong',
      problems:
        document && !document.entity
          ? document.problems
          : [
              {
                message: 'This is not a template: its kind is not Template.',
                path: 'kind',
                line: 1,
                column: 1,
              },
            ],
    };
  const { template, problems } = library.load(document.entity, `file:${TRIED}/template.yaml`);
  if (problems.length > 0) return { kind: 'wrong', problems };
  const found = await forms.check(template, asked.values);
  const values = completeValues(template, asked.values);
  const run = await dryRun({ ...asked, values, template }, (others) => filesOf(files, others));
  const errors = found.filter(({ isWarning }) => !isWarning);
  return { kind: 'tried', template, run: { ...run, errors } };
}

/** Addresses beside the template are its own files; nothing else of this machine can be named. */
function filesOf(files: TryOut['files'], others: ReadFiles): ReadFiles {
  return async (address, options) => {
    if (!address.startsWith('file:')) return others(address, options);
    const path = decodeURIComponent(new URL(address).pathname);
    const below = path.startsWith(`${TRIED}/`)
      ? path.slice(TRIED.length + 1).replace(/\/$/, '')
      : null;
    const found = [...files].flatMap(([name, file]) => {
      if (below === null) return [];
      if (name === below) return [[name.split('/').at(-1) ?? name, file] as const];
      const isIn = below === '' || name.startsWith(`${below}/`);
      return isIn ? [[name.slice(below === '' ? 0 : below.length + 1), file] as const] : [];
    });
    if (found.length > 0) return new Map(found);
    throw new UserError(
      `There is no ${below ?? path} among the files of the template.`,
      'Send it along, or write the whole address of where it is.',
    );
  };
}
