import Bottleneck from 'bottleneck';
import type { Octokit } from 'octokit';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { type Budget, budgetOf, isBelowReserve } from './budget.ts';
import { createConnection, type Fetch, type GitHubAuth } from './connect.ts';
import { GraphqlError, judgeGraphqlErrors, judgeThrown } from './failure.ts';
import { GitHubStop } from './stop.ts';

export type ClientOptions = {
  organization: string;
  auth: GitHubAuth;
  /** `https://api.github.com`, or `https://host/api/v3` of an Enterprise Server. */
  apiUrl: string;
  fetch: Fetch;
  log: Log;
  now: () => Date;
  /** Sleeps; tests pass one that does not. */
  wait: (ms: number) => Promise<void>;
  /** GitHub ends a query after 10 s itself; this is for connections that hang. */
  timeoutMs?: number;
};

/** An answer, perhaps partial: `errors` say which fields are null because they could not be read. */
export type Answered<Data> =
  | { kind: 'answer'; data: Data; errors: GraphqlError[] }
  | { kind: 'tooMuch'; reason: string };

/** Calls and points since the client was made; `points` are what GitHub says its GraphQL queries cost. */
export type Usage = { calls: number; restCalls: number; points: number };

export type GitHubClient = {
  query<Data>(
    schema: z.ZodType<Data>,
    text: string,
    variables?: Record<string, unknown>,
  ): Promise<Answered<Data>>;
  get<Data>(
    schema: z.ZodType<Data>,
    route: string,
    parameters?: Record<string, unknown>,
  ): Promise<Answered<Data>>;
  usage(): Usage;
  /** What is left of the GraphQL limit, as of the last answer. */
  budget(): Budget | null;
  close(): void;
};

const IN_FLIGHT = 4;
/** A longer pause than this is not waited for: the run stops and says when it goes on. */
const LONGEST_WAIT_MS = 120_000;
const MOST_WAITS = 3;

const RateLimit = z.object({
  rateLimit: z
    .object({
      cost: z.number(),
      limit: z.number(),
      remaining: z.number(),
      resetAt: z.coerce.date(),
    })
    .nullish(),
});
/** What octokit's GraphqlResponseError carries, and what GraphQL over HTTP answers with. */
const Rejected = z.object({
  data: z.unknown(),
  errors: z.array(GraphqlError).min(1),
  headers: z.record(z.string(), z.unknown()).default({}),
});

/** The one way to GitHub's API: at most four calls in flight, pauses kept, the budget's reserve left alone. */
export function createGitHubClient(options: ClientOptions): GitHubClient {
  const { log, now, wait, timeoutMs = 20_000 } = options;
  const closing = new AbortController();
  const connection = createConnection({ ...options, fetch: observedFetch });
  const lanes = new Bottleneck({ maxConcurrent: IN_FLIGHT });
  const budgets = new Map<string, Budget>();
  const usage: Usage = { calls: 0, restCalls: 0, points: 0 };
  let pausedUntil = 0;

  async function observedFetch(input: string | URL | Request, init?: RequestInit) {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), closing.signal]);
    const response = await options.fetch(input, { ...init, signal });
    refuseOthers(response);
    const seen = budgetOf(Object.fromEntries(response.headers));
    if (seen) budgets.set(seen.resource, seen.budget);
    return response;
  }

  /** A sign-in page or a proxy's own page comes with 200 as well; taken as an answer it would look like a bug of ours. */
  function refuseOthers(response: Response): void {
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || response.status === 204 || /json/i.test(type)) return;
    const { host } = new URL(options.apiUrl);
    throw new Error(`what answers at ${host} is no API of GitHub; check GITHUB_API_URL`);
  }

  /** Runs one call with everything that may have to happen before it, and judges what it throws. */
  async function attempt<Data>(
    resource: 'graphql' | 'core',
    call: (octokit: Octokit) => Promise<Answered<Data>>,
  ): Promise<Answered<Data>> {
    let hasReconnected = false;
    for (let waits = 0; ; ) {
      try {
        return await lanes.schedule(async () => {
          await pause();
          stopBelowReserve(budgets.get(resource));
          return call(await connection.octokit());
        });
      } catch (error) {
        if (closing.signal.aborted) throw new GitHubStop('closing', 'Callboard is stopping.');
        if (error instanceof GitHubStop || error instanceof z.ZodError) throw error;
        const failure = judgeThrown(error, now());
        if (failure.kind === 'tooMuch') return failure;
        if (failure.kind === 'stop') {
          // A reinstalled App has a new installation; a revoked token does not come back.
          connection.forget();
          if (failure.stop.code !== 'unauthorized' || hasReconnected || 'token' in options.auth)
            throw failure.stop;
          hasReconnected = true;
          continue;
        }
        const resumesAt = new Date(now().getTime() + failure.ms);
        if (waits >= MOST_WAITS || failure.ms > LONGEST_WAIT_MS)
          throw new GitHubStop('secondary', `${failure.reason}.`, { resumesAt, cause: error });
        waits += 1;
        pausedUntil = Math.max(pausedUntil, resumesAt.getTime());
        log.info({ seconds: failure.ms / 1000, reason: failure.reason }, 'waiting for GitHub');
      }
    }
  }

  /** Waits where GitHub asked for a pause, also of calls that were queued before it did. */
  async function pause(): Promise<void> {
    const ms = pausedUntil - now().getTime();
    if (ms > 0) await wait(ms);
    if (closing.signal.aborted) throw new GitHubStop('closing', 'Callboard is stopping.');
  }

  function stopBelowReserve(budget: Budget | undefined): void {
    if (!budget || !isBelowReserve(budget, now())) return;
    throw new GitHubStop(
      'reserve',
      `${budget.remaining} of ${budget.limit} calls of GitHub's rate limit are left; the last fifth is kept for people and other tools.`,
      { resumesAt: budget.resetAt },
    );
  }

  function account(data: unknown): void {
    const read = RateLimit.safeParse(data);
    if (!read.success || !read.data.rateLimit) return;
    const { cost, ...budget } = read.data.rateLimit;
    usage.points += cost;
    budgets.set('graphql', budget);
  }

  return {
    query(schema, text, variables = {}) {
      return attempt('graphql', async (octokit) => {
        usage.calls += 1;
        try {
          const data = await octokit.graphql(text, variables);
          account(data);
          return { kind: 'answer', data: schema.parse(data), errors: [] };
        } catch (error) {
          const rejected = Rejected.safeParse(error);
          if (!rejected.success) throw error;
          const { data, errors } = rejected.data;
          account(data);
          const hasData = typeof data === 'object' && data !== null;
          const resumesAt = budgetOf(rejected.data.headers)?.budget.resetAt ?? null;
          const failure = judgeGraphqlErrors(errors, { hasData, resumesAt, now: now() });
          if (failure?.kind === 'stop') throw failure.stop;
          if (failure?.kind === 'tooMuch') return failure;
          return { kind: 'answer', data: schema.parse(data), errors };
        }
      });
    },
    get(schema, route, parameters = {}) {
      return attempt('core', async (octokit) => {
        usage.restCalls += 1;
        const response = await octokit.request(`GET ${route}`, parameters);
        return { kind: 'answer', data: schema.parse(response.data), errors: [] };
      });
    },
    usage: () => ({ ...usage }),
    budget: () => budgets.get('graphql') ?? null,
    close: () => closing.abort(),
  };
}
