import type { Octokit } from 'octokit';
import { z } from 'zod';
import type { Proposed } from '../../catalog/corrections/pull-request.ts';
import { judgeWrite } from './refusal.ts';

/** https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export const PullRequest = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  merged_by: z.object({ login: z.string() }).nullish(),
});
export type PullRequest = z.infer<typeof PullRequest>;

type Looked = Exclude<Proposed, { kind: 'same' }>;

export function stateOf(pull: PullRequest): Looked {
  const { number, html_url: url } = pull;
  if (pull.state === 'open') return { kind: 'opened', number, url };
  const by = pull.merged_by?.login ?? null;
  return { kind: pull.merged_at ? 'merged' : 'closed', number, url, by };
}

/** What became of a pull request. */
export async function lookAt(
  octokit: Octokit,
  { repository, number }: { repository: string; number: number },
  now: () => Date,
): Promise<Looked> {
  const [owner = '', repo = ''] = repository.split('/');
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner,
      repo,
      pull_number: number,
    });
    return stateOf(PullRequest.parse(data));
  } catch (error) {
    return judgeWrite(error, `look at pull request #${number} of ${repository}`, now());
  }
}
