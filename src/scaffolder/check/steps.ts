import { nearestWord } from '../../catalog/nearest.ts';
import { didYouMean } from '../../catalog/wording.ts';
import { schemaErrors } from '../form/validate.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts';
import type { Path } from '../read-template.ts';
import type { Step } from '../template.ts';
import type { ActionRule } from './action-rules.ts';
import { mayHoldExpression } from './expressions.ts';
import type { Findings } from './findings.ts';

/** Steps whose action is not known here, or that give it what it does not take. */
export function checkStep(
  step: Step,
  { path, rules, found }: { path: Path; rules: ReadonlyMap<string, ActionRule>; found: Findings },
): void {
  const rule = rules.get(step.action);
  if (!rule) {
    const meant = nearestWord(step.action, rules.keys());
    found.problem(
      [...path, 'action'],
      `There is no action \`${step.action}\` here${didYouMean(meant)}`,
    );
    return;
  }
  for (const { message, at } of plainErrors(step.input, rule.input))
    found.problem(
      [...path, 'input', ...at],
      `Invalid input passed to action ${rule.id}, ${message}`,
    );
  const known = rule.input['properties'];
  if (!isObject(known) || rule.input['additionalProperties'] !== undefined) return;
  for (const name of Object.keys(step.input)) {
    if (Object.hasOwn(known, name)) continue;
    // What an action does not know it passes over, in Backstage too; `allowedHosts` is copied from template to template.
    const meant = nearestWord(name, Object.keys(known));
    if (meant !== null)
      found.note(
        [...path, 'input', name],
        `${rule.id} takes no input \`${name}\`${didYouMean(meant)}`,
        'key',
      );
  }
}

/** What is wrong whatever the expressions in the input become. */
function plainErrors(input: JsonObject, schema: JsonObject): { message: string; at: Path }[] {
  const errors = schemaErrors(input, schema);
  return errors.flatMap(({ path, stack, name, argument }) => {
    const value = path.length === 0 ? input : valueAt(input, path);
    // What is missing is missing; anything else that holds an expression may still become right.
    if (name !== 'required' && name !== 'additionalProperties' && holdsExpression(value)) return [];
    const at = name === 'additionalProperties' ? [...path, String(argument)] : path;
    return [{ message: stack, at }];
  });
}

function holdsExpression(value: Json | undefined): boolean {
  if (typeof value === 'string') return mayHoldExpression(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some(holdsExpression);
}
