import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { StandardsDesk } from '../../scorecards/desk/desk.ts';
import type { Fixes } from '../../scorecards/fixes/fixes.ts';
import { exemptionRoutes } from './exemptions.ts';
import { fixRoutes } from './fixes.ts';
import { settingsRoutes } from './settings.ts';
import { snoozeRoutes } from './snoozes.ts';
import { transferRoutes } from './transfers.ts';

export type DecisionParts = {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
  desk: StandardsDesk;
  fixes: Fixes;
};

/** What people decide about findings, for programs: exemptions, snoozes, transfers, fixes, and how to be told. */
export function decisionRoutes(app: OpenAPIHono, parts: DecisionParts): void {
  exemptionRoutes(app, parts);
  snoozeRoutes(app, parts);
  transferRoutes(app, parts);
  fixRoutes(app, parts);
  settingsRoutes(app, parts);
}
