import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { parsePlainJson } from '../plain-json.ts';

const Values = z.array(z.string().nullable());

/** The conditions of a list as its caller wrote them: a cursor carries them from page to page. */
export const Asked = z.object({
  /** `filter` parameters. */
  filters: z.array(z.string()).optional(),
  /** A filter predicate. Backstage's client asks for the next page by POST when a cursor holds one. */
  query: z.record(z.string(), z.unknown()).optional(),
  /** Only the first counts. */
  orderFields: z.array(
    z.object({ field: z.string(), order: z.enum(['asc', 'desc']).default('asc') }),
  ),
  fullTextFilter: z.object({ term: z.string(), fields: z.array(z.string()).optional() }).optional(),
});
export type Asked = z.infer<typeof Asked>;

const Cursor = Asked.extend({
  /** The value ordered by and the ref of the entity at the edge of the last page; the ref alone without an order. */
  orderFieldValues: Values,
  /** The same of the first entity of all, which has no page before it. */
  firstSortFieldValues: Values,
  isPrevious: z.boolean(),
  totalItems: z.number(),
});
export type Cursor = z.infer<typeof Cursor>;

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

/** @throws UserError when it is not one of ours. */
export function readCursor(text: string): Cursor {
  const read = Cursor.safeParse(parse(text));
  if (read.success) return read.data;
  throw new UserError('Malformed cursor.', 'Start again without a cursor.');
}

const After = z.object({ limit: z.int().min(1).optional(), offset: z.int().min(0).optional() });
export type After = z.infer<typeof After>;

/** The `after` of `GET /entities`: how far its pages have come. */
export function writeAfter(after: After): string {
  return Buffer.from(JSON.stringify(after)).toString('base64');
}

/** @throws UserError when it is not one of ours. */
export function readAfter(text: string): After {
  const read = After.safeParse(parse(text));
  if (read.success) return read.data;
  throw new UserError('Malformed after cursor, could not be parsed.', 'Start again without it.');
}

function parse(text: string): unknown {
  try {
    return parsePlainJson(Buffer.from(text, 'base64').toString());
  } catch {
    return null;
  }
}
