import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ParsedDocument, parseDescriptor } from '../../catalog/descriptor.ts';
import { checkoutOf, readDescriptorFile, readFolder } from '../../catalog/folder.ts';
import type { DescriptorFile } from '../../catalog/snapshot.ts';
import { UserError } from '../../errors.ts';
import { ACTIONS } from '../../scaffolder/actions/table.ts';
import { actionRules } from '../../scaffolder/check/action-rules.ts';
import { checkTemplate } from '../../scaffolder/check/check-template.ts';
import { locateIn } from '../../scaffolder/check/locate.ts';
import { readTemplate, wrongVersion } from '../../scaffolder/read-template.ts';
import type { TemplateProblem } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';

/** One template of a file, or what is there in its place. */
export type TemplateInFile = {
  file: string;
  /** Null where not even its name can be read. */
  ref: string | null;
  /** Null where it is no template that the catalog would take. */
  template: Template | null;
  problems: readonly TemplateProblem[];
  notes: readonly TemplateProblem[];
};

/**
 * The templates of a file, or of every file of kind Template below a folder.
 * @throws UserError where there is no such file or folder.
 */
export async function templatesAt(path: string): Promise<TemplateInFile[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`There is no file or folder ${path}.`, 'Check the path.');
  const isFolder = found.isDirectory();
  const options = {
    tree: checkoutOf(isFolder ? path : dirname(path)),
    isReadElsewhere: () => true,
  };
  if (isFolder) {
    const { files } = await readFolder(path, options);
    return files.flatMap((read) => templatesOf(read, read.location.replace(/^file:/, '')));
  }
  const templates = templatesOf(await readDescriptorFile(path, options), path);
  return templates.length > 0 ? templates : [noTemplate(path)];
}

function templatesOf(read: DescriptorFile, file: string): TemplateInFile[] {
  const isAboutTemplates = /^\s*["']?kind["']?\s*:\s*["']?Template\b/m.test(read.text);
  if (!isAboutTemplates) return [];
  return parseDescriptor(read.text, read).flatMap((document) => {
    // A document that cannot be read says no kind; among templates it is taken for one.
    const isOne = document.kind === 'Template' || (document.kind === null && document.ref === null);
    return isOne ? [templateOf(document, read, file)] : [];
  });
}

function templateOf(document: ParsedDocument, read: DescriptorFile, file: string): TemplateInFile {
  const { entity, ref, position } = document;
  const problems = document.problems.filter(({ severity }) => severity === undefined);
  const warnings = document.problems.filter(({ severity }) => severity === 'warning');
  if (!entity)
    return { file, ref, template: null, problems: problems.map(inOurWords), notes: warnings };
  const locate = locateIn(read.text, position);
  const rules = actionRules(ACTIONS);
  const loaded = checkTemplate(
    readTemplate(entity, { location: read.location, locate }),
    rules,
    locate,
  );
  return { ...loaded, file, ref, notes: [...warnings, ...loaded.notes] };
}

/** What the catalog says of an apiVersion is for every kind. */
function inOurWords(problem: TemplateProblem): TemplateProblem {
  const [, version] = /^`([^`]*v1beta2)`/.exec(problem.message) ?? [];
  const isVersion = problem.path === 'apiVersion' && version !== undefined;
  return isVersion ? { ...problem, message: wrongVersion(version) } : problem;
}

function noTemplate(file: string): TemplateInFile {
  const message = 'There is no template in this file: no document says `kind: Template`.';
  const problems = [{ message, line: 1, column: 1, path: '' }];
  return { file, ref: null, template: null, problems, notes: [] };
}
