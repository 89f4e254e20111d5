import { randomUUID } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { answers, documented } from '../catalog/documented.ts';
import { type SearchParts, search } from './find.ts';
import { readSearch, TYPES, writeCursor } from './query.ts';

const ResultShape = z
  .object({
    type: z.enum(TYPES),
    document: z
      .object({ title: z.string(), text: z.string(), location: z.string() })
      .catchall(z.string())
      .openapi({ description: 'With kind, namespace, owner, lifecycle and componentType.' }),
    rank: z.int().openapi({ description: '1 is the first of all.' }),
    highlight: z
      .object({
        preTag: z.string(),
        postTag: z.string(),
        fields: z.record(z.string(), z.string()),
      })
      .openapi({ description: 'Excerpts, with tags around what was found.' }),
  })
  .openapi('SearchResult');

const ResultsShape = z
  .object({
    results: z.array(ResultShape),
    nextPageCursor: z.string().optional(),
    previousPageCursor: z.string().optional(),
    numberOfResults: z.int(),
  })
  .openapi('SearchResults');

/** Search over the catalog and docs, as Backstage's search plugin asks for it. */
export function searchRoutes(app: OpenAPIHono, parts: SearchParts): void {
  // No text holds them, so that whoever shows an excerpt knows our tags from tags of the text.
  const id = randomUUID();
  const tags = { preTag: `<${id}>`, postTag: `</${id}>` };

  documented(
    app,
    {
      method: 'get',
      path: '/api/search/query',
      summary: 'Entities and sections of docs that answer a search, best first (scope read)',
      request: {
        query: z.object({
          term: z.string().max(100).optional(),
          'types[]': z.array(z.enum(TYPES)).optional(),
          'filters[kind]': z.string().optional().openapi({
            description:
              'Also of namespace, name, owner, lifecycle, type; several values are alternatives, several fields must all hold.',
            example: 'Component',
          }),
          pageLimit: z.int().min(1).max(100).optional().openapi({ description: '25 unless told.' }),
          pageCursor: z.string().optional(),
        }),
      },
      responses: answers('A page of results', ResultsShape),
    },
    async (c) => {
      const query = readSearch(new URL(c.req.url).searchParams);
      const { results, total } = await search(parts, query, tags);
      const { page, limit } = query;
      return c.json({
        results,
        ...((page + 1) * limit < total &&
          results.length > 0 && { nextPageCursor: writeCursor(page + 1) }),
        ...(page > 0 && { previousPageCursor: writeCursor(page - 1) }),
        numberOfResults: total,
      });
    },
  );
}
