import { isObject, type JsonObject } from '../json.ts';
import { type Locate, NOWHERE, type ReadTemplate, teller } from '../read-template.ts';
import type { LoadedTemplate } from '../scaffolder.ts';
import type { ActionRule } from './action-rules.ts';
import { checkExpressions } from './expressions.ts';
import { createFindings, inOrder } from './findings.ts';
import { checkPage } from './form.ts';
import { checkStep } from './steps.ts';
import { visitSchemas } from './walk.ts';

/** Everything that would go wrong in the middle of a run and can be told before it, added to what reading it found. */
export function checkTemplate(
  { template, problems, notes, pagePaths, stepPaths }: ReadTemplate,
  actions: ReadonlyMap<string, ActionRule>,
  locate: Locate = NOWHERE,
): LoadedTemplate {
  const found = createFindings(teller(locate));
  for (const [at, page] of template.pages.entries()) checkPage(page, pagePaths[at] ?? [], found);
  if (template.secrets) checkPage(template.secrets, ['spec', 'secrets', 'schema'], found);
  const seen = new Set<string>();
  for (const [at, step] of template.steps.entries()) {
    const path = stepPaths[at] ?? [];
    checkStep(step, { path, rules: actions, found });
    // Two steps of one id are how templates choose between two ways; the one that ran last is the one that is named.
    if (seen.has(step.id))
      found.note(
        [...path, 'id'],
        `Another step before has the id \`${step.id}\` too; \`steps.${step.id}\` is the last of them that ran.`,
      );
    seen.add(step.id);
  }
  checkExpressions(template, {
    stepPaths,
    actions,
    parameters: parametersOf(template.pages),
    found,
  });
  return {
    template,
    problems: inOrder([...problems, ...found.problems]),
    notes: inOrder([...notes, ...found.notes]),
  };
}

/** Names of all parameters that any page may ask for; null where a page takes whatever is given. */
function parametersOf(pages: readonly JsonObject[]): Set<string> | null {
  const names = new Set<string>();
  let isOpen = false;
  for (const page of pages)
    visitSchemas(page, [], (schema) => {
      for (const name of Object.keys(isObject(schema['properties']) ? schema['properties'] : {}))
        names.add(name);
      isOpen ||= schema['patternProperties'] !== undefined;
    });
  return isOpen ? null : names;
}
