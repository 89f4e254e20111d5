import type { Octokit } from 'octokit';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { judgeThrown } from '../failure.ts';
import { judgeWrite, refusalOf } from '../refusal.ts';
import { GitHubStop } from '../stop.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** GitHub as the functions of this folder call it; what comes back has passed its schema. */
export type Api = {
  call: <Data>(schema: z.ZodType<Data>, route: string, parameters?: Parameters) => Promise<Data>;
  /** Null where GitHub has no such thing. */
  find: <Data>(
    schema: z.ZodType<Data>,
    route: string,
    parameters?: Parameters,
  ) => Promise<Data | null>;
  /** All pages of a list, up to a thousand. */
  list: <Data>(schema: z.ZodType<Data>, route: string, parameters?: Parameters) => Promise<Data[]>;
  /** Looks until something is there, for what GitHub shows a moment after it was made. Null: it did not come. */
  appears: <Data>(look: () => Promise<Data | null>) => Promise<Data | null>;
};

/** Does `work`, all of it again where what went wrong will pass. `doing`: "create o/r", for the sentence of a refusal. */
export type Calls = <Result>(
  doing: string,
  work: (api: Api, attempt: number) => Promise<Result>,
) => Promise<Result>;

export type CallsOptions = {
  octokit: () => Promise<Octokit>;
  forget: () => void;
  now: () => Date;
  wait: (ms: number) => Promise<void>;
};

/** A longer pause is not waited for: the step fails and says when to retry. */
const LONGEST_WAIT_MS = 120_000;
const MOST_WAITS = 3;
const PAUSES_MS = [1_000, 4_000];
const SHOWN_AFTER_MS = [500, 1_500, 3_000];
const PAGE = 100;
const MOST_PAGES = 10;

/** One piece of work at a time, as GitHub asks of what writes. */
export function createCalls(options: CallsOptions): Calls {
  let last: Promise<unknown> = Promise.resolve();
  return (doing, work) => {
    const next = last.then(() => patiently(options, doing, work));
    last = next.catch(() => {});
    return next;
  };
}

/** Every piece of work finds what an earlier try of it left, so a try that failed on the way may be repeated whole. */
async function patiently<Result>(
  { octokit, forget, now, wait }: CallsOptions,
  doing: string,
  work: (api: Api, attempt: number) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0, waits = 0, failures = 0; ; attempt += 1) {
    try {
      return await work(apiOf(await octokit(), wait), attempt);
    } catch (error) {
      if (error instanceof UserError || error instanceof z.ZodError) throw error;
      forget();
      if (error instanceof GitHubStop && !error.resumesAt)
        throw new UserError(error.message, error.nextStep, { cause: error });
      const failure = judgeThrown(error, now());
      const pause = PAUSES_MS[failures];
      if (failure.kind === 'wait' && failure.ms <= LONGEST_WAIT_MS && waits < MOST_WAITS) {
        waits += 1;
        await wait(failure.ms);
      } else if (failure.kind === 'tooMuch' && pause !== undefined) {
        failures += 1;
        await wait(pause);
      } else throw refused(error, doing, now());
    }
  }
}

function refused(error: unknown, doing: string, now: Date): UserError {
  const failure = judgeThrown(error, now);
  const judged = judgeWrite(error, doing, now);
  // A value of a template may stand in what octokit says of the request, so the error itself stays here.
  if (judged.kind === 'stuck') return new UserError(judged.reason, judged.nextStep);
  const resumesAt =
    failure.kind === 'wait'
      ? new Date(now.getTime() + failure.ms)
      : failure.kind === 'stop'
        ? failure.stop.resumesAt
        : null;
  const nextStep = resumesAt
    ? `Retry after ${resumesAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`
    : 'Retry in a few minutes.';
  return new UserError(`I could not ${doing}: ${judged.reason}`, nextStep);
}

function apiOf(octokit: Octokit, wait: CallsOptions['wait']): Api {
  const call: Api['call'] = async (schema, route, parameters = {}) =>
    schema.parse((await octokit.request(route, { ...parameters })).data);
  return {
    call,
    async find(schema, route, parameters) {
      try {
        return await call(schema, route, parameters);
      } catch (error) {
        if (refusalOf(error)?.status === 404) return null;
        throw error;
      }
    },
    async list(schema, route, parameters) {
      const found = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const rows = await call(z.array(schema), route, { ...parameters, per_page: PAGE, page });
        found.push(...rows);
        if (rows.length < PAGE) break;
      }
      return found;
    },
    async appears(look) {
      for (const pause of SHOWN_AFTER_MS) {
        const found = await look();
        if (found !== null) return found;
        await wait(pause);
      }
      return look();
    },
  };
}

/** An answer nobody reads. */
export const Anything = z.unknown();
