import type { Octokit } from 'octokit';
import type { AnswerPullRequest } from '../../catalog/corrections/pull-request.ts';
import { judgeWrite } from '../refusal.ts';
import { Comments, type Looked, lookAt } from './look.ts';

/** Says something below a pull request that is open, once, and closes it where that is meant. */
export async function answerPull(
  octokit: Octokit,
  asked: Parameters<AnswerPullRequest>[0],
  now: () => Date,
): Promise<Looked> {
  const { repository, number, words, closes } = asked;
  const looked = await lookAt(octokit, { repository, number }, now);
  if (looked.kind !== 'opened') return looked;
  const [owner = '', repo = ''] = repository.split('/');
  const at = { owner, repo, issue_number: number };
  // GitHub shows no comments of HTML: it says which of ours this is, should a crash bring us here again.
  const mark = `<!-- callboard: ${asked.mark} -->`;
  const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments' as const;
  try {
    const { data } = await octokit.request(`GET ${path}`, { ...at, per_page: 100 });
    const isSaid = Comments.parse(data).some(({ body }) => body?.includes(mark));
    if (!isSaid) await octokit.request(`POST ${path}`, { ...at, body: `${words}\n\n${mark}` });
    if (!closes) return looked;
    const pull = { owner, repo, pull_number: number, state: 'closed' as const };
    await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', pull);
    return { ...looked, kind: 'closed', by: null, why: null };
  } catch (error) {
    return judgeWrite(error, `answer pull request #${number} of ${repository}`, now());
  }
}
