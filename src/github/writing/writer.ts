import type { Octokit } from 'octokit';
import type { PullRequests } from '../../catalog/corrections/pull-request.ts';
import type { Log } from '../../log.ts';
import { createConnection, type Fetch, type GitHubAuth } from '../connect.ts';
import { judgeWrite } from '../refusal.ts';
import { GitHubStop } from '../stop.ts';
import { answerPull } from './answer.ts';
import { lookAt } from './look.ts';
import { propose } from './propose.ts';

export type WriterOptions = {
  organization: string;
  /** Of its own where it can be: what reads everything need not be able to write anything. */
  auth: GitHubAuth;
  apiUrl: string;
  fetch: Fetch;
  log: Log;
  now: () => Date;
  timeoutMs?: number;
};

/** The one place that changes anything on GitHub: branches and pull requests of our own, one call after another. */
export function createGitHubWriter(options: WriterOptions): PullRequests {
  const { log, now, timeoutMs = 20_000 } = options;
  const connection = createConnection({
    ...options,
    fetch: (input, init) =>
      options.fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  });
  let last: Promise<unknown> = Promise.resolve();

  /** GitHub asks that what writes makes one call at a time. */
  function inTurn<Result>(work: (octokit: Octokit) => Promise<Result>) {
    const next = last.then(async () => {
      try {
        return await work(await connection.octokit());
      } catch (error) {
        connection.forget();
        if (error instanceof GitHubStop && !error.resumesAt)
          return { kind: 'stuck' as const, reason: error.message, nextStep: error.nextStep };
        return judgeWrite(error, 'reach GitHub', now());
      }
    });
    last = next.catch(() => {});
    return next;
  }

  return {
    async propose(proposal) {
      const done = await inTurn((octokit) => propose(octokit, proposal, now));
      const { repository, branch } = proposal;
      log.info({ repository, branch, outcome: done.kind }, 'pull request proposed');
      return done;
    },
    answer: (asked) => inTurn((octokit) => answerPull(octokit, asked, now)),
    look: (at) => inTurn((octokit) => lookAt(octokit, at, now)),
  };
}
