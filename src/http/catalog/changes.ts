import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { formatRef, parseRef } from '../../catalog/ref.ts';
import type { Registry } from '../../catalog/registry.ts';
import { refuse } from '../errors.ts';
import { type Audit, callerOf } from './audit.ts';
import { readBody, readQuery } from './requests.ts';
import { catalogRoute } from './route.ts';

const Refresh = z.object({ entityRef: z.string(), authorizationToken: z.string().optional() });

/** Reading an entity again, and deleting one. */
export function changeRoutes(
  app: OpenAPIHono,
  { registry, audit }: { registry: Registry; audit: Audit },
): void {
  catalogRoute(
    app,
    {
      method: 'post',
      path: '/refresh',
      summary: 'Read what an entity comes from again, at once',
      body: Refresh,
      answer: { status: 200, description: 'It was read' },
    },
    async (c) => {
      readQuery(c, {});
      const { entityRef } = await readBody(c, Refresh);
      const ref = formatRef(parseRef(entityRef));
      if (!(await registry.refresh(ref))) refuse(404, `Entity ${ref} not found`);
      audit(c, 'entity read again', { ref });
      return c.body(null, 200);
    },
  );

  catalogRoute(
    app,
    {
      method: 'delete',
      path: '/entities/by-uid/{uid}',
      summary: 'Delete an entity; it comes back when its source says something new of it',
      answer: { status: 204, description: 'There is no entity with this uid now' },
    },
    async (c) => {
      readQuery(c, {});
      const uid = c.req.param('uid') ?? '';
      const ref = await registry.deleteEntity(uid, callerOf(c));
      if (ref) audit(c, 'entity deleted', { ref });
      return c.body(null, 204);
    },
  );
}
