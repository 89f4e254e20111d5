import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../../log.ts';
import { type ApiToken, requireScope } from '../access.ts';
import { errorResponse, refuse } from '../errors.ts';
import { createMcp } from './server.ts';
import type { ToolRoom } from './tool.ts';

type McpParts = Omit<ToolRoom, 'pageOf' | 'caller'> & {
  tokens: readonly ApiToken[];
  areWritesOpen: boolean;
  log: Log;
};

/** `/mcp`: the catalog for coding and incident agents. Tokens as for the API; a token sees the tools of its scopes. */
export function mcpRoutes(app: OpenAPIHono, { tokens, areWritesOpen, ...room }: McpParts): void {
  const serve = createMcp(room);
  app.use('/mcp', async (c, next) => {
    // The protocol asks for it: a page of elsewhere must not speak to a server on its reader's machine.
    const origin = c.req.header('origin');
    if (origin && !isOwnOrigin(origin, c.req.header('host') ?? new URL(c.req.url).host))
      refuse(403, 'Pages of other addresses may not call this.');
    return next();
  });
  app.use('/mcp', requireScope(tokens, ['read', 'ask'], { areWritesOpen }));
  app.use(
    '/mcp',
    bodyLimit({
      maxSize: 1024 * 1024,
      onError: (c) => errorResponse(c, 413, 'The body is larger than 1 MB.'),
    }),
  );
  app.all('/mcp', (c) =>
    serve(c.req.raw, { scopes: c.var.scopes ?? [], caller: c.var.caller ?? null }),
  );
}

function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
