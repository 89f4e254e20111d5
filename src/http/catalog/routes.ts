import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import { entityRoutes } from './entities.ts';
import { problemRoutes } from './problems.ts';

/** Everything below `/api/catalog`; who may call it is settled before. */
export function catalogRoutes(app: OpenAPIHono, db: Db): void {
  entityRoutes(app, db);
  problemRoutes(app, db);
}
