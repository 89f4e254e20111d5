import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Log } from '../../log.ts';
import type { Scaffolder } from '../../scaffolder/scaffolder.ts';
import { callerOf } from '../catalog/audit.ts';
import { eventRoutes } from './events.ts';
import { taskRoutes } from './tasks.ts';
import { templateRoutes } from './templates.ts';
import { tryingRoutes } from './trying.ts';

/** Everything below `/api/scaffolder`, as Backstage's clients call it; who may call it is settled before. */
export function scaffolderRoutes(
  app: OpenAPIHono,
  { scaffolder, log }: { scaffolder: Scaffolder; log: Log },
): void {
  templateRoutes(app, scaffolder);
  taskRoutes(app, {
    scaffolder,
    audit: (c, what, fields) =>
      log.info(
        { requestId: c.var.requestId, caller: callerOf(c), what, ...fields },
        'template run through the API',
      ),
  });
  eventRoutes(app, scaffolder);
  tryingRoutes(app, scaffolder);
}
