import type { Failure } from '../model.ts';
import { begin, record, type State } from '../state.ts';
import { assistant } from './assistant.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { type Call, type Method, type Reply, refuse } from './method.ts';
import { tools } from './tools.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** Every method this Slack knows, by name. Any other is `unknown_method`, as at Slack. */
export const METHODS: Record<string, Method> = {
  ...assistant,
  ...chat,
  ...conversations,
  ...files,
  ...tools,
  ...users,
  ...views,
};

/** A connection that breaks instead of answering. */
export class BrokenConnection extends TypeError {
  override name = 'BrokenConnection';
}

/** Answers one Web API call and keeps it for the side panel, without its token. */
export async function serveMethod(call: Call, name: string, request: Request): Promise<Response> {
  const { state } = call;
  const beginning = begin(state);
  const { token: bodyToken, ...args } = await argumentsOf(request);
  const token =
    /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? bodyToken;
  const failure = takeFailure(state, name);
  if (failure?.isSilent) await untilGivenUp(request.signal);
  const done = failure && !failure.isLost ? failed(failure) : respond(run(call, name, args, token));
  const answer = failure?.isLost ? null : done;
  record(state, beginning, {
    direction: 'app-to-slack',
    name,
    request: args,
    status: answer?.response.status ?? 0,
    response: answer?.body ?? 'connection_failed',
    message: answer?.reply?.message ?? null,
    problems: (answer?.reply?.problems ?? []).map(
      ({ pointer, message }) => `${message} [json-pointer:${pointer}]`,
    ),
  });
  if (!answer) throw new BrokenConnection('fetch failed');
  return answer.response;
}

/** The first failure asked for that concerns `name`, used up by one. */
export function takeFailure(state: State, name: string): Failure | undefined {
  const failure = state.failures.find(({ method }) => method === name || method === '*');
  if (!failure) return undefined;
  failure.times -= 1;
  if (failure.times <= 0) state.failures.splice(state.failures.indexOf(failure), 1);
  return failure;
}

/** Rejects when the caller hangs up; never before. */
export function untilGivenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // A signal that was given up before never says so again.
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

type Answer = { response: Response; body: unknown; reply?: Reply };

/** What a failure that was asked for answers; null breaks the connection. */
export function failed(failure: Failure): Answer | null {
  if (failure.isBroken) return null;
  const status = failure.status ?? (failure.retryAfter === undefined ? 200 : 429);
  const error = failure.error ?? (status === 429 ? 'ratelimited' : 'internal_error');
  const body = { ok: false, error };
  const headers =
    failure.retryAfter === undefined ? {} : { 'retry-after': `${failure.retryAfter}` };
  return { response: Response.json(body, { status, headers }), body };
}

function respond(reply: Reply): Answer {
  return { response: Response.json(reply.body), body: reply.body, reply };
}

function run(call: Call, name: string, args: Record<string, unknown>, token: unknown): Reply {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) return refuse('unknown_method', { req_method: name });
  return refusalOf(call.state, method, token) ?? method.run(args, call);
}

function refusalOf(state: State, method: Method, token: unknown): Reply | null {
  if (method.token === 'none') return null;
  if (!token) return refuse('not_authed');
  const { botToken, appToken } = state.bot;
  if (token !== botToken && token !== appToken) return refuse('invalid_auth');
  const wanted = method.token === 'bot' ? botToken : appToken;
  if (token !== wanted) return refuse('not_allowed_token_type');
  const missing = method.scopes.filter((scope) => state.scopes && !state.scopes.includes(scope));
  if (missing.length === 0) return null;
  return refuse('missing_scope', {
    needed: missing.join(','),
    provided: state.scopes?.join(',') ?? '',
  });
}

/** Arguments from a form, JSON, a multipart form or the address, whichever the client chose. */
async function argumentsOf(request: Request): Promise<Record<string, unknown>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET') return query;
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return { ...query, ...jsonObject(await request.text()) };
  if (type.startsWith('multipart/form-data')) {
    return { ...query, ...Object.fromEntries(await request.formData()) };
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(await request.text())) };
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
