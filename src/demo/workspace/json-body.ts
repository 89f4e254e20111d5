import type { Context } from 'hono';
import type { z } from 'zod';
import { UserError } from '../../errors.ts';

/** A JSON body past its schema. A form's content type is refused: another site could post one without being asked. */
export async function jsonBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  if (!c.req.header('Content-Type')?.startsWith('application/json')) {
    throw new UserError('This takes JSON.', 'Send Content-Type: application/json.');
  }
  const text = await c.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError('The body is no JSON.', 'Send a JSON object.', { cause });
  }
  return schema.parse(value);
}
