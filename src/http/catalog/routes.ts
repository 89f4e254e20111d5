import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import { ancestryRoutes } from './ancestry.ts';
import { queryRoutes } from './by-query.ts';
import { entityRoutes } from './entities.ts';
import { facetRoutes } from './facets.ts';
import { graphRoutes } from './graph.ts';
import { historyRoutes } from './history.ts';
import { problemRoutes } from './problems.ts';

/** Everything below `/api/catalog`; who may call it is settled before. */
export function catalogRoutes(
  app: OpenAPIHono,
  parts: { db: Db; queries: CatalogQueries; index: CatalogIndex },
): void {
  const { db, queries, index } = parts;
  entityRoutes(app, queries);
  queryRoutes(app, queries);
  ancestryRoutes(app, db, queries);
  facetRoutes(app, queries);
  problemRoutes(app, db);
  historyRoutes(app, db);
  graphRoutes(app, index);
}
