import type { McpHttpHandler, McpServer as Server } from '@modelcontextprotocol/server';
import { advice, describeError, UserError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Scope } from '../access.ts';
import { pathOf } from '../pages/paths.ts';
import { TEMPLATE_TOOLS } from './scaffolding.ts';
import { refused, type ToolRoom } from './tool.ts';
import { TOOLS } from './tools.ts';

const INSTRUCTIONS =
  'The service catalog of this organisation: who owns what, who is on call, what depends on what, what changed. Prefer it to guessing from code. Answers carry sources and ages; "I do not know" means that the catalog does not say. Nothing can be changed here, except that a token with the scope write makes repositories from templates.';

type McpRoom = Omit<ToolRoom, 'pageOf' | 'caller'>;
type Caller = { scopes: readonly Scope[]; caller: string | null };

export type ServeMcp = (request: Request, caller: Caller) => Promise<Response>;

/** Answers MCP over streamable HTTP, without sessions: every request stands alone, so any replica may take it. */
export function createMcp({ log, ...room }: McpRoom & { log: Log }): ServeMcp {
  let handler: Promise<McpHttpHandler> | null = null;
  return async (request, { scopes, caller }) => {
    // The protocol's package costs 0.1 s and 30 MB, which nobody pays who does not use it.
    handler ??= load(room, log);
    const authInfo = { token: '', clientId: caller ?? '', scopes: [...scopes] };
    return (await handler).fetch(request, { authInfo });
  };
}

async function load(room: McpRoom, log: Log): Promise<McpHttpHandler> {
  const { createMcpHandler, McpServer } = await import('@modelcontextprotocol/server');
  return createMcpHandler(
    ({ authInfo, requestInfo }) => {
      const pageOf = (ref: string) => new URL(pathOf(ref), requestInfo?.url).href;
      const server = new McpServer(
        { name: 'callboard', title: 'Callboard', version: '1' },
        { instructions: INSTRUCTIONS },
      );
      const caller = authInfo?.clientId || null;
      offer(server, { room: { ...room, pageOf, caller }, scopes: authInfo?.scopes ?? [], log });
      return server;
    },
    { onerror: (error) => log.warn({ reason: describeError(error) }, 'mcp request failed') },
  );
}

/** A caller sees the tools that its token may use. */
function offer(
  server: Server,
  { room, scopes, log }: { room: ToolRoom; scopes: readonly string[]; log: Log },
): void {
  for (const { name, title, description, scope, input, call } of TOOLS) {
    if (!scopes.includes(scope) && !scopes.includes('admin')) continue;
    if (TEMPLATE_TOOLS.has(name) && !room.scaffolder) continue;
    const annotations = { readOnlyHint: scope !== 'write', openWorldHint: false };
    server.registerTool(
      name,
      { title, description, inputSchema: input, annotations },
      async (given) => {
        try {
          return await call(given, room);
        } catch (error) {
          if (error instanceof UserError) return refused(advice(error));
          log.error({ tool: name, reason: describeError(error) }, 'mcp tool failed');
          return refused('That failed on our side; it is in the log of the server.');
        }
      },
    );
  }
}
