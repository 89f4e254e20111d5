import type { CallToolResult } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Db } from '#dialect';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { Ask } from '../../questions/answer.ts';
import type { Scaffolder } from '../../scaffolder/scaffolder.ts';
import type { Standards } from '../../scorecards/standards.ts';
import type { Scope } from '../access.ts';

/** What tools read. */
export type ToolRoom = {
  db: Db;
  ask: Ask;
  index: CatalogIndex;
  queries: CatalogQueries;
  standards: Standards;
  /** Who is meant by a ref or an e-mail address; null for an address nobody in the catalog has. */
  userOf: (said: string) => Promise<string | null>;
  /** The page about an entity. */
  pageOf: (ref: string) => string;
  /** Null where nothing is made from templates. */
  scaffolder: Scaffolder | null;
  /** The name of the token that calls; null for this machine. */
  caller: string | null;
};

/**
 * One tool of the MCP server: small in what it answers, because every character is paid for by whoever reads it.
 * A new tool is an entry made with `defineTool` in a table of `tools.ts`.
 */
export type Tool = {
  name: string;
  title: string;
  /** For the model that chooses: when to use it and what comes back. */
  description: string;
  scope: Extract<Scope, 'read' | 'ask' | 'write'>;
  input: z.ZodObject;
  call: (input: unknown, room: ToolRoom) => Promise<CallToolResult>;
};

export function defineTool<Input extends z.ZodObject>(
  tool: Omit<Tool, 'input' | 'call'> & {
    input: Input;
    call: (input: z.output<Input>, room: ToolRoom) => Promise<CallToolResult>;
  },
): Tool {
  return { ...tool, call: (input, room) => tool.call(tool.input.parse(input), room) };
}

const MOST_TEXT = 4_000;

/** A result of text, and of data for clients that read those. */
export function told(text: string, structuredContent?: Record<string, unknown>): CallToolResult {
  const shown = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 1)}…` : text;
  return {
    content: [{ type: 'text', text: shown }],
    ...(structuredContent && { structuredContent }),
  };
}

/** A sentence the model can act on, instead of a failure of the protocol. */
export function refused(text: string): CallToolResult {
  return { ...told(text), isError: true };
}
