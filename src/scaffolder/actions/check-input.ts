import { validate } from 'jsonschema';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Action } from './action.ts';

/** JSON Schema of what an action takes, as Backstage lists it. */
export function inputSchema(action: Action): JsonObject {
  return schemaOf(action.input, 'input');
}

export function outputSchema(action: Action): JsonObject {
  return schemaOf(action.output, 'output');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as JsonObject;
}

/**
 * The rendered input as the action takes it.
 * @param name the action's id, with `[key]` where the step runs for each of several
 * @throws UserError in Backstage's words
 */
export function checkInput(
  action: Action,
  { input, name }: { input: Json; name: string },
): unknown {
  const { errors } = validate(input, inputSchema(action));
  if (errors.length > 0) throw invalid(name, errors.map((error) => error.toString()).join(', '));
  const parsed = action.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `instance${path.map((key) => `.${String(key)}`).join('')}: ${message}`,
  );
  throw invalid(name, issues.join(', '));
}

function invalid(name: string, words: string): UserError {
  return new UserError(
    `Invalid input passed to action ${name}, ${words}`,
    'Correct the step in the template, or the values it was given.',
  );
}

/** What a step that is not run seems to give, as Backstage's dry run makes it up. */
export function exampleOutput(schema: JsonObject): Json {
  const { examples, type, properties, items } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
  if (type === 'object')
    return Object.fromEntries(
      Object.entries((properties ?? {}) as Record<string, JsonObject>).map(([key, value]) => {
        return [key, exampleOutput(value)];
      }),
    );
  if (type === 'array') return items ? [exampleOutput(items as JsonObject)] : [];
  if (type === 'string') return '<example>';
  if (type === 'number' || type === 'integer') return 0;
  if (type === 'boolean') return false;
  return '<unknown>';
}
