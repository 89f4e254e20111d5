import { type Schema, validate } from 'jsonschema';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Action } from '../actions/action.ts';
import type { Json, JsonObject } from '../json.ts';

const known = new WeakMap<z.ZodType, JsonObject>();

/** The JSON Schema of what an action takes or gives, as Backstage's API lists it. */
export function schemaOf(type: z.ZodType, io: 'input' | 'output'): JsonObject {
  const before = known.get(type);
  if (before) return before;
  const { $schema, ...schema } = z.toJSONSchema(type, {
    io,
    target: 'draft-7',
    unrepresentable: 'any',
  }) as Record<string, Json>;
  known.set(type, schema);
  return schema;
}

/**
 * A step's input as its action takes it. What is wrong is said in Backstage's words.
 * @throws UserError
 */
export function checkedInput(action: Action, input: JsonObject, item: string | null): unknown {
  const called = item === null ? action.id : `${action.id}[${item}]`;
  const { errors } = validate(input, schemaOf(action.input, 'input') as Schema);
  if (errors.length > 0) throw invalid(called, errors.map(String).join(', '));
  const read = action.input.safeParse(input);
  if (read.success) return read.data;
  throw invalid(called, read.error.issues.map(sentenceOf).join(', '));
}

function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  return `${['instance', ...path.map(String)].join('.')} ${message}`;
}

function invalid(action: string, what: string): UserError {
  return new UserError(
    `Invalid input passed to action ${action}, ${what}`,
    'Mend the step in the template, or start again with other values.',
  );
}
