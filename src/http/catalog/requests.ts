import type { Context } from 'hono';
import type { z } from 'zod';
import { parsePlainJson } from '../../catalog/plain-json.ts';
import { describeError } from '../../errors.ts';
import { refuse } from '../errors.ts';

/** What a query parameter holds: one text, a whole number from 0 on, a text that may be given often, or one of some words. */
export type Parameter = 'text' | 'whole' | 'texts' | readonly string[];

type Read<P extends Parameter> = P extends 'whole'
  ? number
  : P extends 'texts'
    ? string[]
    : P extends readonly (infer Word)[]
      ? Word
      : string;

export type Query<Shape extends Record<string, Parameter>> = {
  [Name in keyof Shape]?: Read<Shape[Name]>;
};

/**
 * The query parameters of a request to the catalog. As Backstage does, and in its words, refuses any that the route does not know,
 * empty ones, and numbers that are none.
 */
export function readQuery<const Shape extends Record<string, Parameter>>(
  c: Context,
  shape: Shape,
): Query<Shape> {
  const given = c.req.queries();
  const read: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(given)) {
    const parameter = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (parameter === undefined) refuse(400, `Unknown query parameter '${name}'`);
    if (values.length === 1 && values[0] === '')
      refuse(400, `Empty value found for query parameter '${name}'`);
    read[name] = parameter === 'texts' ? values : readOne(name, parameter, values);
  }
  return read as Query<Shape>;
}

function readOne(name: string, parameter: Exclude<Parameter, 'texts'>, values: string[]): unknown {
  const [value = ''] = values;
  if (parameter === 'whole') {
    const number = values.length === 1 && /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!Number.isSafeInteger(number)) refuse(400, `request/query/${name} must be integer`);
    if (number < 0) refuse(400, `request/query/${name} must be >= 0`);
    return number;
  }
  if (values.length > 1) refuse(400, `request/query/${name} must be string`);
  if (parameter !== 'text' && !parameter.includes(value)) {
    const allowed = parameter.join(', ');
    refuse(400, `request/query/${name} must be equal to one of the allowed values: ${allowed}`);
  }
  return value;
}

/** As much as Backstage takes; the client of 1,000 refs sends less. */
export const MAX_BODY_BYTES = 100 * 1024;

/** The JSON body of a request to the catalog, checked; no body at all counts as `{}`. */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
  { maxBytes = MAX_BODY_BYTES }: { maxBytes?: number } = {},
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  if (Buffer.byteLength(text) > maxBytes) refuse(400, 'request entity too large');
  const type = c.req.header('content-type');
  if (text && !/^application\/json\s*(;|$)/i.test(type ?? ''))
    refuse(400, `unsupported media type ${type ?? '(none)'}`);
  const result = schema.safeParse(text ? parseJson(text) : {});
  if (result.success) return result.data;
  const wrong = result.error.issues.map(
    ({ path, message }) =>
      `request/body${path.map((part) => `/${String(part)}`).join('')} ${message}`,
  );
  refuse(400, wrong.join(', '));
}

function parseJson(text: string): unknown {
  try {
    return parsePlainJson(text);
  } catch (error) {
    refuse(400, `The body is not JSON: ${describeError(error)}`);
  }
}
