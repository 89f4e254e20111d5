import { stat } from 'node:fs/promises';
import { canonicalRef } from '../../catalog/ref.ts';
import type { ExitCode, Output } from '../../cli.ts';
import { UserError } from '../../errors.ts';
import { completeValues } from '../../scaffolder/form/complete.ts';
import type { Field, Form } from '../../scaffolder/form/form.ts';
import { formOf } from '../../scaffolder/form/form-of.ts';
import type { TemplateProblem } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';
import { templatesAt } from './files.ts';

type Shown = {
  template: Template | null;
  problems: readonly TemplateProblem[];
  notes: readonly TemplateProblem[];
};

/** Shows what a template asks for and does, and what a modal cannot ask for; 1 when there is none or it cannot run. */
export async function showTemplate(
  named: string,
  options: { catalog?: string; json?: true },
  output: Output,
): Promise<ExitCode> {
  const found = await findTemplate(named, options);
  if (!found) {
    output.err(`There is no template ${named}.`);
    return 1;
  }
  const { template, problems, notes } = found;
  const form = template && formOf(template, completeValues(template, {}));
  if (options.json) output.out(JSON.stringify({ template, form, problems, notes }, null, 2));
  else for (const line of lines(found, form)) output.out(line);
  return problems.length > 0 ? 1 : 0;
}

async function findTemplate(named: string, options: { catalog?: string }): Promise<Shown | null> {
  const file = await stat(named).catch(() => null);
  if (file?.isFile()) {
    const templates = await templatesAt(named);
    if (templates.length > 1)
      throw new UserError(
        `${named} holds ${templates.length} templates.`,
        'Put each into a file of its own.',
      );
    return templates[0] ?? null;
  }
  const ref = canonicalRef(named, { kind: 'template' });
  // A file is shown without a catalog, and half the program with it.
  const { withCore } = await import('../core.ts');
  const { libraryOf } = await import('./library.ts');
  return withCore(options.catalog, async (core) => {
    const library = libraryOf(core);
    const exact = await library.get(ref);
    // Ours stand in a namespace that nobody writes.
    return (
      exact ??
      (named.includes('/') ? null : library.get(`template:callboard/${named.toLowerCase()}`))
    );
  });
}

function lines({ template, problems, notes }: Shown, form: Form | null): string[] {
  const told = [
    ...problems.map(({ line, column, message }) => `${line}:${column}: ${message}`),
    ...notes.map(({ line, column, message }) => `${line}:${column}: note: ${message}`),
  ];
  if (!template || !form) return told;
  const { ref, title, description, owner, steps } = template;
  const pages = form.pages.flatMap((page, at) => [
    '',
    `Page ${at + 1}${page.title ? `: ${page.title}` : ''}`,
    ...page.fields.filter(({ isHidden }) => !isHidden).flatMap(fieldLines),
  ]);
  return [
    `${title} (${ref})`,
    ...(description ? [description.trim()] : []),
    ...(owner ? [`Owner: ${owner}`] : []),
    ...pages,
    '',
    'Steps',
    ...steps.map(
      ({ id, name, action }) => `  ${id}: ${name}${name === action ? '' : ` (${action})`}`,
    ),
    ...(told.length > 0
      ? ['', problems.length > 0 ? 'It cannot run:' : 'Notes', ...told.map((line) => `  ${line}`)]
      : []),
  ];
}

function fieldLines({
  title,
  path,
  input,
  isRequired,
  notInModal,
  default: standard,
}: Field): string[] {
  const kind =
    input.kind === 'choice' || input.kind === 'choices'
      ? input.options.map(({ label }) => label).join(' | ')
      : input.kind;
  const start = standard === undefined ? '' : `, ${JSON.stringify(standard)} unless told`;
  const line = `  ${title} (${path.join('.')}): ${kind}${isRequired ? ', required' : ''}${start}`;
  return notInModal ? [line, `    not in a modal: ${notInModal}`] : [line];
}
