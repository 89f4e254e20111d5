import type { Context } from 'hono';
import type { Projection } from '../../catalog/query/fields.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';

/** Answers JSON that is text already. */
export function sendText(c: Context, text: string, headers: Record<string, string> = {}): Response {
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** So many at a time are read and written: a list of 100,000 entities never stands in memory as one. */
const BATCH = 250;

type List = {
  refs: readonly string[];
  /** What each entity is cut to. */
  projection: Projection | null;
  /** The JSON around the list. */
  start?: string;
  end?: string;
  /** Shows a ref without an entity as null, and not at all otherwise. */
  keepsPlaces?: boolean;
  headers?: Record<string, string>;
};

/** Answers entities as a JSON list, in the order of the refs. */
export async function sendEntities(
  c: Context,
  queries: CatalogQueries,
  list: List,
): Promise<Response> {
  const parts = write(queries, { start: '[', end: ']', ...list });
  if (list.refs.length > BATCH) {
    const body = ReadableStream.from(encoded(parts));
    return c.body(body as ReadableStream<Uint8Array<ArrayBuffer>>, 200, {
      'content-type': 'application/json; charset=utf-8',
      ...list.headers,
    });
  }
  let text = '';
  for await (const part of parts) text += part;
  return sendText(c, text, list.headers);
}

async function* write(
  queries: CatalogQueries,
  { refs, projection, start, end, keepsPlaces }: List,
): AsyncGenerator<string> {
  let separator = start ?? '';
  for (let from = 0; from < refs.length; from += BATCH) {
    const texts = await queries.texts(refs.slice(from, from + BATCH));
    let part = '';
    for (const text of texts) {
      if (text === null && !keepsPlaces) continue;
      part += separator + project(text, projection);
      separator = ',';
    }
    yield part;
  }
  yield separator === ',' ? (end ?? '') : `${separator}${end}`;
}

function project(text: string | null, projection: Projection | null): string {
  if (text === null) return 'null';
  return projection ? JSON.stringify(projection(JSON.parse(text))) : text;
}

async function* encoded(parts: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield Buffer.from(part);
}
