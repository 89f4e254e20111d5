import { z } from 'zod';
import type { Exchange, Message, Problem } from '../model.ts';
import type { State } from '../state.ts';

/** What a method may touch beside the state: telling the app of what the call caused. */
export type Call = {
  state: State;
  /** The bot posted a message; people and the app hear of it. */
  posted: (message: Message) => void;
  /** A fresh address for a Socket Mode connection; null where this Slack has no port. */
  socketUrl: () => string | null;
};

/** A method's answer as Slack shapes it, with what the side panel wants to know of it. */
export type Reply = {
  body: Record<string, unknown>;
  message?: Exchange['message'];
  problems?: Problem[];
};

export type Method = {
  scopes: readonly string[];
  token: 'bot' | 'app' | 'none';
  run: (args: unknown, call: Call) => Reply;
};

/** A Web API method: its scopes (all of them needed), the schema of its arguments and what it does with them. */
export function method<Schema extends z.ZodType>(options: {
  scopes?: readonly string[];
  token?: Method['token'];
  args: Schema;
  run: (args: z.output<Schema>, call: Call) => Reply;
}): Method {
  return {
    scopes: options.scopes ?? [],
    token: options.token ?? 'bot',
    run(given, call) {
      const args = options.args.safeParse(given);
      if (args.success) return options.run(args.data, call);
      return refuse('invalid_arguments', {
        response_metadata: { messages: args.error.issues.map((issue) => complaint(issue, given)) },
      });
    },
  };
}

export function answer(
  body: Record<string, unknown>,
  about: Pick<Reply, 'message' | 'problems'> = {},
): Reply {
  return { body: { ok: true, ...body }, ...about };
}

/** Slack's refusal: still HTTP 200, with an error code. */
export function refuse(error: string, more: Record<string, unknown> = {}): Reply {
  return { body: { ok: false, error, ...more } };
}

/** The refusal of blocks or a view that Slack would not draw. */
export function refuseLayout(error: string, problems: Problem[]): Reply {
  const lines = problems.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`);
  return {
    ...refuse(error, {
      ...(error === 'invalid_blocks' && { errors: lines }),
      response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
    }),
    problems,
  };
}

// Arguments come as JSON or as a form, where numbers, flags and objects are strings.
export const text = z.union([z.string(), z.number().transform(String)]);
export const flag = z.union([
  z.boolean(),
  z.enum(['true', '1', 'false', '0']).transform((value) => value === 'true' || value === '1'),
]);
export const count = z.coerce.number().int().min(0);
export const words = z.union([
  z.array(z.string()),
  z.string().transform((value) => value.split(',').map((part) => part.trim())),
]);

export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? parsed(value) : value), schema);
}

/** One page of a list and the cursor to the next, as Slack pages. */
export function page<Item>(
  items: Item[],
  args: { cursor?: string | undefined; limit?: number | undefined },
): { items: Item[]; metadata: { next_cursor: string } } | null {
  const place = Buffer.from(args.cursor ?? '', 'base64').toString();
  const start = args.cursor ? Number(/^next:(\d+)$/.exec(place)?.[1] ?? Number.NaN) : 0;
  if (!(start <= items.length)) return null;
  const end = start + (args.limit || 100);
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), metadata: { next_cursor: next } };
}

export const paging = { cursor: z.string().optional(), limit: count.optional() };

function complaint(issue: z.core.$ZodIssue, given: unknown): string {
  const name = String(issue.path[0] ?? '');
  const isMissing = name !== '' && (given as Record<string, unknown>)[name] === undefined;
  return isMissing
    ? `[ERROR] missing required field: ${name}`
    : `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
