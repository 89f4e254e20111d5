import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Db } from '#dialect';
import type { Analyse } from '../../catalog/analysis.ts';
import type { ForeignKinds } from '../../catalog/foreign-kinds.ts';
import { canonicalRef } from '../../catalog/ref.ts';
import { unprocessedEntities } from '../../catalog/unprocessed.ts';
import { validationErrors } from '../../catalog/validation.ts';
import { readBody, readQuery } from './requests.ts';
import { catalogRoute } from './route.ts';

const Validate = z.object({ entity: z.record(z.string(), z.unknown()), location: z.string() });

const Analyze = z.object({
  location: z.strictObject({
    type: z.string(),
    target: z.string(),
    presence: z.enum(['optional', 'required']).optional(),
  }),
  catalogFilename: z.string().optional(),
});

export type CheckRoutes = { db: Db; kinds: ForeignKinds; analyse: Analyse };

/** Checking what is not in the catalog: an entity, a repository, what was never good. */
export function checkRoutes(app: OpenAPIHono, { db, kinds, analyse }: CheckRoutes): void {
  catalogRoute(
    app,
    {
      method: 'post',
      path: '/validate-entity',
      summary: 'Whether an entity could be used; 400 with `errors` where it could not',
      body: Validate,
      answer: { status: 200, description: 'It could' },
    },
    async (c) => {
      readQuery(c, {});
      const { entity, location } = await readBody(c, Validate);
      const errors = validationErrors(entity, { location, kinds });
      return errors.length > 0 ? c.json({ errors }, 400) : c.body(null, 200);
    },
  );

  catalogRoute(
    app,
    {
      method: 'post',
      path: '/analyze-location',
      summary: 'The descriptors of a repository, or a proposal for its first one',
      body: Analyze,
      answer: { status: 200, description: 'Descriptors or a proposal' },
    },
    async (c) => {
      readQuery(c, {});
      const { location } = await readBody(c, Analyze);
      return c.json(await analyse(location.target));
    },
  );

  catalogRoute(
    app,
    {
      method: 'get',
      path: '/entities/unprocessed/failed',
      summary: 'Entities that were never good, with what is wrong in them',
      answer: { status: 200, description: 'What is wrong' },
    },
    async (c) => {
      const { owner } = readQuery(c, { owner: 'text' });
      const ref = owner === undefined ? null : canonicalRef(owner, { kind: 'group' });
      return c.json({ type: 'failed', entities: await unprocessedEntities(db, ref) });
    },
  );

  catalogRoute(
    app,
    {
      method: 'get',
      path: '/entities/unprocessed/pending',
      summary: 'Entities that are known and not yet processed: none, since reading is processing',
      answer: { status: 200, description: 'None' },
    },
    (c) => {
      readQuery(c, { owner: 'text' });
      return c.json({ type: 'pending', entities: [] });
    },
  );
}
