import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Db } from '#dialect';
import { locationMatcher } from '../../catalog/location-query.ts';
import { allLocations } from '../../catalog/location-store.ts';
import { shownLocation } from '../../catalog/locations.ts';
import { parsePlainJson } from '../../catalog/plain-json.ts';
import { refuse } from '../errors.ts';
import { readBody, readQuery } from './requests.ts';
import { catalogRoute } from './route.ts';

const DEFAULT_LIMIT = 1000;

const Query = z.object({
  query: z.record(z.string(), z.unknown()).optional(),
  limit: z.number().int().optional(),
  cursor: z.string().optional(),
});

/** What a page hands on to the next one; where it goes on, and what it was asked. */
const Cursor = z.object({
  limit: z.number().int().min(1),
  afterId: z.string(),
  query: z.record(z.string(), z.unknown()).optional(),
});

/** `POST /locations/by-query`: registered locations by a filter predicate, page by page in the order of ids. */
export function locationQueryRoute(app: OpenAPIHono, db: Db): void {
  catalogRoute(
    app,
    {
      method: 'post',
      path: '/locations/by-query',
      summary: 'Registered locations that a filter predicate names, page by page',
      body: Query,
      answer: { status: 200, description: 'A page of locations' },
    },
    async (c) => {
      readQuery(c, {});
      const asked = await readBody(c, Query);
      const {
        limit = DEFAULT_LIMIT,
        afterId = '',
        query,
      } = asked.cursor ? readCursor(asked.cursor) : { limit: asked.limit, query: asked.query };
      if (limit < 1) refuse(400, 'Limit must be a positive integer >= 1');
      const all = (await allLocations(db)).map(shownLocation);
      const found = query ? all.filter(locationMatcher(query)) : all;
      const rest = found.filter(({ id }) => id > afterId);
      const items = rest.slice(0, limit);
      const last = items.at(-1);
      const nextCursor =
        last && rest.length > limit ? writeCursor({ limit, afterId: last.id, query }) : undefined;
      return c.json({ items, totalItems: found.length, pageInfo: { nextCursor } });
    },
  );
}

function writeCursor(cursor: z.input<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function readCursor(text: string): z.output<typeof Cursor> {
  try {
    return Cursor.parse(parsePlainJson(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    refuse(400, 'Malformed cursor, unknown encoding');
  }
}
