import type { Context } from 'hono';
import { type Budget, budgetHeaders } from './budget.ts';
import type { Failure } from './failures.ts';

const DOCS = 'https://docs.github.com/rest/overview/resources-in-the-rest-api';

/**
 * The answer of a failure that needs no model; undefined for one that shows in the data instead.
 * A timeout answers when the caller gives up; a broken connection throws what `fetch` throws.
 */
export async function failureResponse(
  failure: Failure,
  { c, api, budget }: { c: Context; api: 'graphql' | 'rest'; budget: Budget },
): Promise<Response | undefined> {
  switch (failure.kind) {
    case 'unauthorized':
      return c.json({ message: 'Bad credentials', documentation_url: DOCS, status: '401' }, 401);
    case 'primary-limit': {
      const status = failure.status ?? (api === 'graphql' ? 200 : 403);
      const resource = api === 'graphql' ? 'graphql' : 'core';
      const headers = budgetHeaders({ ...budget, remaining: 0, used: budget.limit }, resource);
      const message = 'API rate limit exceeded for installation.';
      const body =
        status === 200
          ? { errors: [{ type: 'RATE_LIMITED', message }] }
          : { message, documentation_url: `${DOCS}#rate-limiting` };
      return c.json(body, status, headers);
    }
    case 'secondary-limit':
      return c.json(
        {
          message:
            'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
          documentation_url: `${DOCS}#secondary-rate-limits`,
        },
        failure.status ?? 403,
        { 'retry-after': String(failure.retryAfterSeconds ?? 60) },
      );
    case 'refused':
      return c.json(
        { message: failure.message, documentation_url: DOCS, status: String(failure.status) },
        failure.status,
        failure.needs ? { 'x-accepted-github-permissions': failure.needs } : {},
      );
    case 'bad-gateway':
      return badGateway(c);
    case 'timeout':
      return await untilGivenUp(c.req.raw.signal);
    case 'broken-connection': {
      // On a real port the socket is cut; in this process the caller sees what `fetch` throws then.
      const { incoming } = (c.env ?? {}) as { incoming?: { destroy: () => void } };
      if (incoming) {
        incoming.destroy();
        return c.body(null);
      }
      const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
      throw new TypeError('fetch failed', { cause });
    }
    case 'partial':
    case 'resource-limit':
    case 'forbidden':
    case 'slow':
      return undefined;
  }
}

/** What GitHub answers when a query takes longer than ten seconds. */
export function badGateway(c: Context): Response {
  const message =
    'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.';
  return c.json({ data: null, errors: [{ message }] }, 502);
}

function untilGivenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
