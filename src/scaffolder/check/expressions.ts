import { nearestWord } from '../../catalog/nearest.ts';
import { didYouMean } from '../../catalog/wording.ts';
import { expressionProblem, unknownFilters } from '../expressions/problem.ts';
import type { Json } from '../json.ts';
import type { Path } from '../read-template.ts';
import type { Step, Template } from '../template.ts';
import { type ActionRule, requiredBy } from './action-rules.ts';
import type { Findings } from './findings.ts';
import { visitTexts } from './walk.ts';

type Names = {
  /** Ids of the steps that have run by then. */
  before: ReadonlySet<string>;
  steps: ReadonlySet<string>;
  /** Null where nobody can tell which there are. */
  parameters: ReadonlySet<string> | null;
};

/** What the text is for: a condition or loop, which cannot be without; an input, which its action may require; words of the output. */
type Role = 'control' | 'required' | 'input' | 'output';

/** Expressions that cannot be read, and what they name that is not there. */
export function checkExpressions(
  { steps, output, pages }: Pick<Template, 'steps' | 'output' | 'pages'>,
  {
    stepPaths,
    actions,
    parameters,
    found,
  }: {
    stepPaths: readonly Path[];
    actions: ReadonlyMap<string, ActionRule>;
    parameters: ReadonlySet<string> | null;
    found: Findings;
  },
): void {
  const ids = new Set(steps.map(({ id }) => id));
  const before = new Set<string>();
  const known = pages.length === 0 ? null : parameters;
  for (const [at, step] of steps.entries()) {
    const path = stepPaths[at] ?? [];
    const names = { before, steps: ids, parameters: known };
    const required = requiredBy(actions.get(step.action));
    for (const { text, place, role } of textsOf(step, path, required))
      checkText(text, { path: place, names, role, found });
    before.add(step.id);
  }
  const names = { before: ids, steps: ids, parameters: known };
  const { links, text, more } = output;
  const said = { ...more, links, text } as unknown as Json;
  visitTexts(said, ['spec', 'output'], (one, path) =>
    checkText(one, { path, names, role: 'output', found }),
  );
}

function textsOf(
  { input, if: condition, each }: Step,
  path: Path,
  required: ReadonlySet<string>,
): { text: string; place: Path; role: Role }[] {
  const texts: { text: string; place: Path; role: Role }[] = [];
  for (const [name, value] of Object.entries(input))
    visitTexts(value, [...path, 'input', name], (text, place) => {
      const isItself = place.length === path.length + 2;
      texts.push({ text, place, role: isItself && required.has(name) ? 'required' : 'input' });
    });
  for (const [key, value] of Object.entries({ if: condition, each }))
    visitTexts(value as Json, [...path, key], (text, place) => {
      texts.push({ text, place, role: 'control' });
    });
  return texts;
}

type Checking = { path: Path; names: Names; role: Role; found: Findings };

function checkText(text: string, { path, names, role, found }: Checking): void {
  const [bare] = BARE.exec(text.replace(MARKS, '')) ?? [];
  if (bare) found.note(path, `\`${bare}\` is plain text; as an expression it is \`$${bare}\`.`);
  if (!mayHoldExpression(text)) return;
  const wrong = expressionProblem(text);
  if (wrong) {
    const place = text.includes('\n') ? `, line ${wrong.line} of the text` : '';
    const why = `The expression cannot be read (${wrong.message.replace(/\.$/, '')}${place})`;
    // Backstage leaves such a text as it is; only what decides about the step cannot be left.
    if (role === 'control') found.problem(path, `${why}.`);
    else found.note(path, `${why}, so the text stays as it is.`);
    return;
  }
  for (const { message } of unknownFilters(text))
    if (role === 'output') found.note(path, `${message}, so the text stays as it is.`);
    else found.problem(path, `${message}.`);
  // The value is the reference itself: where that is nothing, the step gets nothing.
  const isAll = /^\$\{\{\s*[\w.[\]'"-]+\s*\}\}$/.test(text.trim());
  const isNeeded = isAll && (role === 'control' || role === 'required') && path.at(-1) !== 'if';
  for (const message of missingSteps(text, names))
    if (isNeeded) found.problem(path, message);
    else found.note(path, message);
  for (const message of missingParameters(text, names)) found.note(path, message);
}

export function mayHoldExpression(text: string): boolean {
  return text.includes('${{') || text.includes('{%') || text.includes('{#');
}

/** An expression whose `$` was forgotten. */
const BARE = /(?<![$\w{])\{\{-?\s*(?:parameters|steps|each|user)[.[][^{}\n]{1,80}\}\}/;
const MARKS = /\$\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

const STEP = /(?<![\w.$])steps(?:\.([A-Za-z_]\w*)((?:-\w+)*)|\[\s*['"]([^'"]+)['"]\s*\])/g;
const PARAMETER = /(?<![\w.$])parameters(?:\.([A-Za-z_]\w*)(?![\w(-])|\[\s*['"]([^'"]+)['"]\s*\])/g;

function missingSteps(text: string, { before, steps }: Names): string[] {
  const messages: string[] = [];
  for (const code of codeIn(text))
    for (const [, plain, hyphens = '', bracketed] of code.matchAll(STEP)) {
      const id = bracketed ?? plain ?? '';
      if (before.has(id)) continue;
      if (plain !== undefined && hyphens !== '' && steps.has(id + hyphens))
        messages.push(
          `\`steps.${id}${hyphens}\` is read as a subtraction; write \`steps['${id}${hyphens}']\`.`,
        );
      else if (steps.has(id))
        messages.push(`The step \`${id}\` has not run by then: it comes later.`);
      else messages.push(`There is no step \`${id}\`${didYouMean(nearestWord(id, steps))}`);
    }
  return [...new Set(messages)];
}

function missingParameters(text: string, { parameters }: Names): string[] {
  if (!parameters) return [];
  const messages = codeIn(text).flatMap((code) =>
    [...code.matchAll(PARAMETER)].flatMap(([, plain, bracketed]) => {
      const name = bracketed ?? plain ?? '';
      if (parameters.has(name)) return [];
      return [
        `No page asks for a parameter \`${name}\`${didYouMean(nearestWord(name, parameters))}`,
      ];
    }),
  );
  return [...new Set(messages)];
}

/** The insides of the marks of a text, without what is quoted there; names in brackets stay. */
export function codeIn(text: string): string[] {
  const marks = text.match(MARKS) ?? [];
  return marks.map((mark) =>
    mark.replace(/(\[\s*)?(['"])(?:\\.|(?!\2).)*\2/gs, (all, bracket) => (bracket ? all : '""')),
  );
}
