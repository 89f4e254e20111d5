import { z } from 'zod';
import type { Action } from '../actions/action.ts';
import { listOf } from '../form/resolve.ts';
import { isObject, type JsonObject } from '../json.ts';

/** An action as templates see it: its id and the JSON Schema of its input. */
export type ActionRule = { id: string; input: JsonObject };

export function actionRules(
  actions: readonly Pick<Action, 'id' | 'input'>[],
): ReadonlyMap<string, ActionRule> {
  return new Map(actions.map(({ id, input }) => [id, { id, input: inputSchema(input) }]));
}

function inputSchema(input: Action['input']): JsonObject {
  // What a schema makes of its input is its own affair; a part that JSON Schema has no word for takes anything.
  const schema: unknown = z.toJSONSchema(input, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  return isObject(schema) ? schema : {};
}

/** Inputs that an action cannot do without. */
export function requiredBy(rule: ActionRule | undefined): ReadonlySet<string> {
  const names = listOf(rule?.input['required']);
  return new Set(names.filter((name) => typeof name === 'string'));
}
