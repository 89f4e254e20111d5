import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { Analyse } from '../../catalog/analysis.ts';
import type { ForeignKinds } from '../../catalog/foreign-kinds.ts';
import type { LocationPreview } from '../../catalog/preview.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { Registry } from '../../catalog/registry.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { Log } from '../../log.ts';
import { ancestryRoutes } from './ancestry.ts';
import { createAudit } from './audit.ts';
import { queryRoutes } from './by-query.ts';
import { changeRoutes } from './changes.ts';
import { checkRoutes } from './checks.ts';
import { entityRoutes } from './entities.ts';
import { facetRoutes } from './facets.ts';
import { graphRoutes } from './graph.ts';
import { historyRoutes } from './history.ts';
import { locationQueryRoute } from './location-query.ts';
import { locationRoutes } from './locations.ts';
import { problemRoutes } from './problems.ts';

/** What people may change and try out through the API. */
export type CatalogDesk = {
  registry: Registry;
  preview: LocationPreview;
  analyse: Analyse;
  kinds: ForeignKinds;
};

/** Everything below `/api/catalog`; who may call it is settled before. */
export function catalogRoutes(
  app: OpenAPIHono,
  parts: { db: Db; queries: CatalogQueries; index: CatalogIndex; log: Log; desk: CatalogDesk },
): void {
  const { db, queries, index, log, desk } = parts;
  const audit = createAudit(log);
  entityRoutes(app, queries);
  queryRoutes(app, queries);
  ancestryRoutes(app, db, queries);
  facetRoutes(app, queries);
  problemRoutes(app, db);
  historyRoutes(app, db);
  graphRoutes(app, index);
  locationRoutes(app, { db, audit, ...desk });
  locationQueryRoute(app, db);
  changeRoutes(app, { audit, ...desk });
  checkRoutes(app, { db, ...desk });
}
