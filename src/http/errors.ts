import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { PlatformDown } from '../catalog/platform.ts';
import { advice, UserError } from '../errors.ts';
import type { Log } from '../log.ts';

const NAMES: Record<number, string> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'InputError',
  415: 'InputError',
  503: 'ServiceUnavailableError',
};

/** Backstage's plugins name addresses as they stand below the plugin. */
const PLUGIN = /^\/api\/(?:catalog|scaffolder)(?=\/)/;

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 500 | 503;

/** Stops a request with a sentence for the caller. */
export function refuse(status: Status, message: string): never {
  throw new HTTPException(status, { message });
}

/** An error in Backstage's shape: https://backstage.io/docs/features/software-catalog/software-catalog-api */
export function errorResponse(c: Context, status: Status, message: string): Response {
  const { pathname, search } = new URL(c.req.url);
  return c.json(
    {
      error: { name: NAMES[status] ?? 'Error', message },
      request: { method: c.req.method, url: pathname.replace(PLUGIN, '') + search },
      response: { statusCode: status },
    },
    status,
  );
}

/** What a caller hears of an error: its sentence if it is theirs to mend, else an apology and a reference that the log has too. */
export function answerError(error: Error, c: Context, log: Log): Response {
  if (error instanceof HTTPException)
    return errorResponse(c, error.status as Status, error.message);
  if (error instanceof PlatformDown) return errorResponse(c, 503, advice(error));
  if (error instanceof UserError) return errorResponse(c, 400, advice(error));
  const reference = c.var.requestId;
  // Whoever hangs up in the middle hears nothing and is no fault of ours; anybody can do it as often as they like.
  if (c.req.raw.signal.aborted) {
    log.debug({ reference, path: c.req.path }, 'request given up by its caller');
    return errorResponse(c, 400, 'The request ended before it was complete.');
  }
  log.error({ err: error, reference, path: c.req.path }, 'request failed');
  return errorResponse(c, 500, `Something broke on our side. The log has it under ${reference}.`);
}
