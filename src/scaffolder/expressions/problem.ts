import { createTemplateRenderer, TemplateLimitError, TemplateRenderError } from 'nunjitsu';
import { FILTERS } from './filters.ts';

/** `line` and `column` count from 1, within the text. */
export type ExpressionProblem = { message: string; line: number; column: number };

const renderer = createTemplateRenderer({ filters: FILTERS });

/** This runs in the program's own process: far more than anybody writes by hand, and far less than takes a second. */
const READING = { workUnits: 1, sourceCodeUnits: 200_000, astNodes: 20_000 };
const LONGEST_EXPRESSION = 1000;
const MOST_FOUND = 20;

/** What is wrong with the expressions of a text, as far as reading tells: nothing is evaluated. */
export function expressionProblem(text: string): ExpressionProblem | null {
  try {
    // The parser reads the whole text before the first unit of work.
    renderer.render(text, {}, { limits: READING });
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
  const found: (ExpressionProblem & { filter: string })[] = [];
  for (const { code: written, at } of expressionsIn(text)) {
    if (written.length > LONGEST_EXPRESSION) continue;
    // A bar inside quotes is text; it is blanked so that places stay.
    const code = written.replace(/(["'])(?:\\.|(?!\1)[^\\])*\1/g, (quoted) =>
      ' '.repeat(quoted.length),
    );
    for (const match of code.matchAll(/\|\s*([A-Za-z_$][\w$.]*)/g)) {
      const filter = match[1] ?? '';
      if (isKnownFilter(filter)) continue;
      const before = text.slice(0, at + match.index + match[0].length - filter.length);
      const line = before.split('\n').length;
      const column = before.length - before.lastIndexOf('\n');
      found.push({ filter, message: `There is no filter called "${filter}"`, line, column });
      if (found.length === MOST_FOUND) return found;
    }
  }
  return found;
}

const CLOSING = { '${{': '}}', '{%': '%}' } as const;

/** Each `${{ … }}` and `{% … %}`, in one walk: a pattern would begin again at every opening that is never closed. */
function expressionsIn(text: string): { code: string; at: number }[] {
  const found: { code: string; at: number }[] = [];
  const openings = /\$\{\{|\{%/g;
  const unclosed = new Set<string>();
  for (let match = openings.exec(text); match; match = openings.exec(text)) {
    const opening = match[0] as keyof typeof CLOSING;
    if (unclosed.has(opening)) continue;
    const end = text.indexOf(CLOSING[opening], match.index);
    if (end < 0) unclosed.add(opening);
    else {
      found.push({ code: text.slice(match.index, end), at: match.index });
      openings.lastIndex = end;
    }
  }
  return found;
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
