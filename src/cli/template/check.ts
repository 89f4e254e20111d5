import type { ExitCode, Output } from '../../cli.ts';
import type { TemplateProblem } from '../../scaffolder/scaffolder.ts';
import { type TemplateInFile, templatesAt } from './files.ts';

/** Checks every template of the files and folders; 1 when one of them is refused. */
export async function checkTemplates(
  paths: readonly string[],
  options: { json?: true },
  output: Output,
): Promise<ExitCode> {
  const found: TemplateInFile[] = [];
  for (const path of paths) found.push(...(await templatesAt(path)));
  if (options.json) output.out(JSON.stringify({ templates: found.map(toJson) }, null, 2));
  else for (const line of lines(found)) output.out(line);
  return found.some(isRefused) ? 1 : 0;
}

function isRefused({ problems }: TemplateInFile): boolean {
  return problems.length > 0;
}

function toJson(found: TemplateInFile): object {
  const { file, ref, problems, notes } = found;
  return {
    file,
    ref,
    accepted: !isRefused(found),
    problems: problems.map(shown),
    notes: notes.map(shown),
  };
}

function shown({ message, line, column, path }: TemplateProblem): TemplateProblem {
  return { message, line, column, path };
}

function lines(found: readonly TemplateInFile[]): string[] {
  if (found.length === 0) return ['There are no templates here.'];
  const told = found.flatMap(({ file, ref, problems, notes }) => {
    const line = (kind: string) => (one: TemplateProblem) =>
      `${file}:${one.line}:${one.column}: ${kind}${one.message}${ref ? ` (${ref})` : ''}`;
    return [...problems.map(line('')), ...notes.map(line('note: '))];
  });
  const refused = found.filter(isRefused).length;
  const verdict = refused === 0 ? 'all accepted' : `${refused} refused`;
  return [...told, `${found.length} template${found.length === 1 ? '' : 's'}, ${verdict}.`];
}
