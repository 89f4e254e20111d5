import type { Action } from '../actions/action.ts';
import { listOf } from '../form/resolve.ts';
import type { JsonObject } from '../json.ts';
import { schemaOf } from '../runs/input.ts';

/** An action as templates see it: its id and the JSON Schema of its input. */
export type ActionRule = { id: string; input: JsonObject };

export function actionRules(actions: readonly Action[]): ReadonlyMap<string, ActionRule> {
  return new Map(
    actions.map((action) => [action.id, { id: action.id, input: schemaOf(action.input, 'input') }]),
  );
}

/** Inputs that an action cannot do without. */
export function requiredBy(rule: ActionRule | undefined): ReadonlySet<string> {
  const names = listOf(rule?.input['required']);
  return new Set(names.filter((name) => typeof name === 'string'));
}
