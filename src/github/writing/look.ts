import type { Octokit } from 'octokit';
import { z } from 'zod';
import type { Proposed } from '../../catalog/corrections/pull-request.ts';
import { judgeWrite } from '../refusal.ts';

/** https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export const PullRequest = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  merged_by: z.object({ login: z.string() }).nullish(),
});
export type PullRequest = z.infer<typeof PullRequest>;

/** https://docs.github.com/en/rest/issues/issues#get-an-issue: only as an issue a pull request says who closed it. */
const Issue = z.object({
  closed_by: z.object({ login: z.string() }).nullish(),
  comments: z.number().default(0),
});
export const Comments = z.array(
  z.object({ body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }),
);

export type Looked = Exclude<Proposed, { kind: 'same' }>;
export type PullPlace = { repository: string; number: number };

export function stateOf(pull: PullRequest): Looked {
  const { number, html_url: url } = pull;
  if (pull.state === 'open') return { kind: 'opened', number, url };
  const by = pull.merged_by?.login ?? null;
  return pull.merged_at
    ? { kind: 'merged', number, url, by }
    : { kind: 'closed', number, url, by, why: null };
}

/** What became of a pull request. */
export async function lookAt(octokit: Octokit, place: PullPlace, now: () => Date): Promise<Looked> {
  const [owner = '', repo = ''] = place.repository.split('/');
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner,
      repo,
      pull_number: place.number,
    });
    const looked = stateOf(PullRequest.parse(data));
    // Who closed it and why is worth two more calls, and no failure.
    return looked.kind === 'closed'
      ? { ...looked, ...(await closingOf(octokit, place).catch(() => ({}))) }
      : looked;
  } catch (error) {
    return judgeWrite(error, `look at pull request #${place.number} of ${place.repository}`, now());
  }
}

const PAGE = 100;

async function closingOf(
  octokit: Octokit,
  { repository, number }: PullPlace,
): Promise<{ by: string | null; why: string | null }> {
  const [owner = '', repo = ''] = repository.split('/');
  const at = { owner, repo, issue_number: number };
  const issue = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', at);
  const { closed_by, comments } = Issue.parse(issue.data);
  const by = closed_by?.login ?? null;
  if (by === null || comments === 0) return { by, why: null };
  const path = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const page = Math.ceil(comments / PAGE);
  const { data } = await octokit.request(path, { ...at, per_page: PAGE, page });
  const last = Comments.parse(data).findLast(({ user }) => user?.login === by);
  return { by, why: last?.body?.trim().slice(0, 1_000) || null };
}
