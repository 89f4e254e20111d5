import { createTemplateRenderer, TemplateLimitError, TemplateRenderError } from 'nunjitsu';
import { FILTERS } from './filters.ts';

/** `line` and `column` count from 1, within the text. */
export type ExpressionProblem = { message: string; line: number; column: number };

const renderer = createTemplateRenderer({ filters: FILTERS });

/** What is wrong with the expressions of a text, as far as reading tells: nothing is evaluated. */
export function expressionProblem(text: string): ExpressionProblem | null {
  try {
    // The parser reads the whole text before the first unit of work.
    renderer.render(text, {}, { limits: { workUnits: 1 } });
    return null;
  } catch (error) {
    const isAboutText =
      (error instanceof TemplateRenderError || error instanceof TemplateLimitError) &&
      error.phase === 'parse';
    if (!isAboutText) return null;
    const message = error.message.replace(/^Template error at line \d+, column \d+: /, '');
    return { message, line: error.line ?? 1, column: error.column ?? 1 };
  }
}

/** Filters that neither nunjucks nor Backstage has: an expression with one of them stays as it is. */
export function unknownFilters(text: string): (ExpressionProblem & { filter: string })[] {
  return [...text.matchAll(/\$\{\{.*?\}\}|\{%.*?%\}/gs)].flatMap((expression) => {
    // A bar inside quotes is text; it is blanked so that places stay.
    const code = expression[0].replace(/(["'])(?:\\.|(?!\1)[^\\])*\1/g, (quoted) =>
      ' '.repeat(quoted.length),
    );
    return [...code.matchAll(/\|\s*([A-Za-z_$][\w$.]*)/g)].flatMap((match) => {
      const filter = match[1] ?? '';
      if (isKnownFilter(filter)) return [];
      const before = text.slice(
        0,
        expression.index + match.index + match[0].length - filter.length,
      );
      const line = before.split('\n').length;
      const column = before.length - before.lastIndexOf('\n');
      return [{ filter, message: `There is no filter called "${filter}"`, line, column }];
    });
  });
}

const known = new Map<string, boolean>();

function isKnownFilter(name: string): boolean {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const isKnown = !isRefused(`\${{ "" | ${name} }}`);
  // Names come from templates: what is kept of them stays small.
  if (known.size < 500) known.set(name, isKnown);
  return isKnown;
}

function isRefused(source: string): boolean {
  try {
    renderer.render(source, {});
    return false;
  } catch (error) {
    return error instanceof Error && error.message.includes('Unknown template filter');
  }
}
