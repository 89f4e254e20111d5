import { type Schema, type ValidationError, Validator, ValidatorResult } from 'jsonschema';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { inTime } from './in-time.ts';
import { readPattern, testPattern } from './regex.ts';

// Backstage's own library, for Backstage's verdicts: the one difference is that no pattern can hold everything up.
const validator = new Validator();
validator.attributes['pattern'] = (instance, schema, options, ctx) => {
  const pattern = typeof schema.pattern === 'string' ? readPattern(schema.pattern) : null;
  const result = new ValidatorResult(instance, schema, options, ctx);
  if (typeof instance !== 'string' || pattern === null) return result;
  const isMatch = testPattern(pattern, instance);
  if (isMatch !== true)
    result.addError({
      name: isMatch === null ? 'patternTime' : 'pattern',
      argument: String(schema.pattern),
      message: `does not match pattern ${JSON.stringify(schema.pattern)}`,
    });
  return result;
};

/** What is wrong with a value by a JSON Schema, as Backstage finds it. @throws where the schema itself is none, and UserError where it takes too long. */
export function schemaErrors(value: unknown, schema: JsonObject): ValidationError[] {
  return inTime(() => validator.validate(value, schema as Schema).errors);
}

/** Whether a value fulfils a part of the schema `root`; a part that is no schema is fulfilled by nothing. */
export function fulfils(
  value: Json | undefined,
  part: Json | undefined,
  root: JsonObject,
): boolean {
  if (typeof part === 'boolean') return part;
  if (!isObject(part)) return false;
  const { definitions, $defs } = root;
  const whole = {
    ...(definitions !== undefined && { definitions }),
    ...($defs !== undefined && { $defs }),
    ...part,
  };
  try {
    return schemaErrors(value, whole).length === 0;
  } catch {
    return false;
  }
}
