import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { NewPullRequest, PullRequestMade } from '../../scaffolder/repository-host.ts';
import { refusalOf } from '../refusal.ts';
import { Anything, type Api, type Calls } from './calls.ts';
import {
  headOf,
  isSigned,
  latestCommits,
  makeCommit,
  makeTree,
  only,
  setBranch,
} from './git-data.ts';
import { findRepository, nameOf } from './repository.ts';

const Pull = z.object({
  number: z.number(),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  base: z.object({ ref: z.string() }),
});
type Pull = z.infer<typeof Pull>;
const Tree = z.object({ tree: z.array(z.object({ path: z.string(), type: z.string() })) });

/** Branch, commit, pull request and who is asked to look; each is found again by the branch. */
export function openPullRequest(
  calls: Calls,
  wanted: NewPullRequest,
): Promise<PullRequestMade | null> {
  return calls(`open a pull request in ${nameOf(wanted)}`, async (api) => {
    const repository = await findRepository(api, wanted);
    if (!repository)
      throw new UserError(`I see no repository ${nameOf(wanted)}.`, 'Choose one that exists.');
    const base = wanted.base ?? repository.default_branch;
    const commit = await ensureCommit(api, wanted, base);
    if (commit === 'none') return null;
    // One that an earlier try opened may have been merged since.
    const pull = (await pullOf(api, wanted, commit)) ?? (await open(api, wanted, base));
    await ask(api, wanted, pull.number);
    return { number: pull.number, url: pull.html_url, base: pull.base.ref };
  });
}

/** `none`: nothing would change, and nothing is to be opened then. */
async function ensureCommit(
  api: Api,
  wanted: NewPullRequest,
  base: string,
): Promise<'none' | 'earlier' | 'new'> {
  const { branch } = wanted;
  const from = await headOf(api, wanted, base);
  if (from.kind !== 'commit')
    throw new UserError(
      `There is no branch ${base} in ${nameOf(wanted)}.`,
      'Name one that is there.',
    );
  const head = await headOf(api, wanted, branch);
  const isThere = head.kind === 'commit';
  const commits = await latestCommits(api, wanted, isThere ? head.sha : from.sha);
  if (isThere && commits.some((commit) => isSigned(commit, wanted))) return 'earlier';
  if (isThere && !wanted.update)
    throw new UserError(
      `The branch ${branch} is in ${nameOf(wanted)} already.`,
      'Name another one, or say "update: true" to put the change on top of it.',
    );
  const [parent] = commits;
  if (!parent) throw new Error(`A branch of ${nameOf(wanted)} has no commit`);
  const was = parent.commit.tree.sha;
  const remove = await thoseOf(api, wanted, was);
  const isEmpty = wanted.files.size === 0 && remove.length === 0;
  const tree = isEmpty ? was : await makeTree(api, wanted, { ...wanted, remove, base: was });
  if (tree === was && !wanted.createWhenEmpty) return 'none';
  const sha = await makeCommit(api, wanted, { ...wanted, tree, parents: [parent.sha] });
  await setBranch(api, wanted, { branch, sha, isThere });
  return 'new';
}

/** Of the files to delete, those that are there: GitHub refuses to delete another one. */
async function thoseOf(api: Api, wanted: NewPullRequest, tree: string): Promise<string[]> {
  if (wanted.remove.length === 0) return [];
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree}';
  const listed = await api.call(Tree, route, { ...only(wanted), tree, recursive: '1' });
  const files = new Set(listed.tree.flatMap(({ path, type }) => (type === 'tree' ? [] : path)));
  return wanted.remove.filter((path) => files.has(path) && !wanted.files.has(path));
}

async function pullOf(
  api: Api,
  wanted: NewPullRequest,
  commit: 'earlier' | 'new',
): Promise<Pull | null> {
  const found = await api.call(z.array(Pull), 'GET /repos/{owner}/{repo}/pulls', {
    ...only(wanted),
    head: `${wanted.owner}:${wanted.branch}`,
    state: 'all',
    per_page: 10,
  });
  const open = found.find(({ state }) => state === 'open');
  return open ?? (commit === 'earlier' ? found[0] : null) ?? null;
}

async function open(api: Api, wanted: NewPullRequest, base: string): Promise<Pull> {
  const { title, body, branch: head, isDraft: draft } = wanted;
  const pull = { ...only(wanted), title, body, head, base, draft };
  return api.call(Pull, 'POST /repos/{owner}/{repo}/pulls', {
    ...pull,
    maintainer_can_modify: true,
  });
}

/** GitHub refuses whom it does not know here, the author, and a team without access; the pull request stands all the same. */
async function ask(api: Api, wanted: NewPullRequest, number: number): Promise<void> {
  const { reviewers, teamReviewers, assignees } = wanted;
  const of = only(wanted);
  if (reviewers.length + teamReviewers.length > 0)
    await unlessUnknown(
      api.call(Anything, 'POST /repos/{owner}/{repo}/pulls/{number}/requested_reviewers', {
        ...of,
        number,
        reviewers,
        team_reviewers: teamReviewers,
      }),
    );
  if (assignees.length > 0)
    await unlessUnknown(
      api.call(Anything, 'POST /repos/{owner}/{repo}/issues/{number}/assignees', {
        ...of,
        number,
        assignees,
      }),
    );
}

async function unlessUnknown(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status !== 422 && status !== 404) throw error;
  }
}
