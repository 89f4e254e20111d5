import type { z } from 'zod';
import type { RestContext } from './routes.ts';

/** What was sent, past its schema; null for anything else. */
export async function bodyOf<Schema extends z.ZodType>(
  c: RestContext,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  return schema.safeParse(await c.req.json().catch(() => null)).data ?? null;
}

export function invalid(c: RestContext, message: string): Response {
  return c.json(
    {
      message: 'Validation Failed',
      errors: [{ message }],
      documentation_url: 'https://docs.github.com/rest',
      status: '422',
    },
    422,
  );
}
