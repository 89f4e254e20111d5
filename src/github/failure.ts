import { z } from 'zod';
import { describeError } from '../errors.ts';
import { GitHubStop } from './stop.ts';

/** One entry of `errors` of a GraphQL answer, as far as it is used. `path` leads to the field that became null. */
export const GraphqlError = z.object({
  type: z.string().optional(),
  message: z.string().default('GitHub gave no reason'),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type GraphqlError = z.infer<typeof GraphqlError>;

/** What to do after a call went wrong. */
export type Failure =
  /** The query was too much for GitHub: ask for less. */
  | { kind: 'tooMuch'; reason: string }
  /** GitHub asked for a pause of so many milliseconds. */
  | { kind: 'wait'; ms: number; reason: string }
  | { kind: 'stop'; stop: GitHubStop };

const Thrown = z.object({
  status: z.number().optional(),
  message: z.string().default(''),
  response: z.object({ headers: z.record(z.string(), z.unknown()).optional() }).optional(),
});

/** GitHub names no pause with some secondary limits and asks for "at least one minute" then: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
const UNNAMED_PAUSE_MS = 60_000;

/** Judges an error thrown by octokit: an HTTP status, a timeout, or a network that is away. Pure but for the time it is given. */
export function judgeThrown(error: unknown, now: Date): Failure {
  const read = Thrown.safeParse(error);
  const { status, message, response } = read.success
    ? read.data
    : { status: undefined, message: describeError(error), response: undefined };
  const headers = response?.headers ?? {};
  if (status === 401) {
    return stop(
      new GitHubStop('unauthorized', 'GitHub does not accept the credentials.', {
        nextStep:
          'Check GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY: the token may have expired or been revoked.',
        cause: error,
      }),
    );
  }
  if (status === 403 || status === 429) return judgeRefusal({ headers, message, now, error });
  if (status === 404) {
    return stop(
      new GitHubStop('missing', 'GitHub has nothing there for these credentials.', {
        nextStep:
          'Check GITHUB_ORG and GITHUB_API_URL, and that the GitHub App is installed in the organisation.',
        cause: error,
      }),
    );
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return stop(
      new GitHubStop('rejected', `GitHub rejected the request: ${message}`, { cause: error }),
    );
  }
  if (status === undefined) {
    const reason = describeError(error);
    return stop(new GitHubStop('rejected', `Calling GitHub failed: ${reason}`, { cause: error }));
  }
  return { kind: 'tooMuch', reason: unavailableReason(status, error) };
}

/** octokit reports a failed `fetch` as status 500 with the cause inside. */
function unavailableReason(status: number, error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const names = [error, cause].map((one) => (one instanceof Error ? one.name : ''));
  if (names.some((name) => name === 'TimeoutError' || name === 'AbortError'))
    return 'GitHub did not answer in time';
  if (cause !== undefined) return `GitHub could not be reached (${describeError(cause)})`;
  return `GitHub answered ${status}`;
}

function judgeRefusal(refusal: {
  headers: Record<string, unknown>;
  message: string;
  now: Date;
  error: unknown;
}): Failure {
  const { headers, message, now, error } = refusal;
  const retryAfter = Number(headers['retry-after']);
  if (retryAfter > 0 || /secondary rate|abuse detection/i.test(message)) {
    const ms = retryAfter > 0 ? retryAfter * 1000 : UNNAMED_PAUSE_MS;
    return { kind: 'wait', ms, reason: 'GitHub asked to slow down (secondary rate limit)' };
  }
  if (headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message))
    return stop(exhausted(resetOf(headers['x-ratelimit-reset'], now), error));
  return stop(
    new GitHubStop('forbidden', `GitHub refused access: ${message}`, {
      nextStep:
        'Check that the GitHub App or token is approved for the organisation (permissions, single sign-on, IP allow list).',
      cause: error,
    }),
  );
}

/** Judges `errors` that came without usable data, or that make the data useless; null: the partial data may be used. */
export function judgeGraphqlErrors(
  errors: readonly GraphqlError[],
  { hasData, resumesAt, now }: { hasData: boolean; resumesAt: Date | null; now: Date },
): Failure | null {
  if (errors.some((error) => error.type === 'RATE_LIMITED'))
    return stop(exhausted(resumesAt ?? hourAfter(now), undefined));
  const tooMuch = errors.find(
    (error) =>
      error.type === 'RESOURCE_LIMITS_EXCEEDED' ||
      // GitHub words its own timeouts so, with HTTP 200 and no type; with a path it is one broken object beside good ones.
      (!(hasData && error.path) && /something went wrong while executing/i.test(error.message)),
  );
  if (tooMuch) return { kind: 'tooMuch', reason: firstLine(tooMuch.message) };
  if (hasData) return null;
  const message = errors.map((error) => firstLine(error.message)).join('; ');
  const isAccess = errors.some((error) =>
    ['FORBIDDEN', 'INSUFFICIENT_SCOPES'].includes(error.type ?? ''),
  );
  return stop(
    new GitHubStop(isAccess ? 'forbidden' : 'rejected', `GitHub refused the query: ${message}`, {
      nextStep: isAccess ? 'Grant the GitHub App or token the permission that is named.' : '',
    }),
  );
}

function exhausted(resumesAt: Date, cause: unknown): GitHubStop {
  return new GitHubStop(
    'exhausted',
    `The rate limit of GitHub is used up until ${resumesAt.toISOString()}.`,
    { resumesAt, cause },
  );
}

function resetOf(header: unknown, now: Date): Date {
  const seconds = Number(header);
  return seconds > 0 ? new Date(seconds * 1000) : hourAfter(now);
}

const hourAfter = (now: Date) => new Date(now.getTime() + 3_600_000);
const firstLine = (text: string) => text.split('\n', 1)[0] ?? text;
const stop = (stop: GitHubStop): Failure => ({ kind: 'stop', stop });
