import type { Octokit } from 'octokit';
import { z } from 'zod';
import type { FileProposal, Proposed } from '../../catalog/corrections/pull-request.ts';
import { judgeWrite, refusalOf } from '../refusal.ts';
import { PullRequest, stateOf } from './look.ts';

const Repository = z.object({ default_branch: z.string(), archived: z.boolean().default(false) });
const Ref = z.object({ object: z.object({ sha: z.string() }) });
const File = z.object({
  type: z.literal('file'),
  sha: z.string(),
  content: z.string(),
  encoding: z.string(),
});

type At = { owner: string; repo: string };

/** A step that could not be taken, with what that means. */
class Stop extends Error {
  readonly outcome: Proposed;
  constructor(outcome: Proposed) {
    super('The pull request stops here.');
    this.outcome = outcome;
  }
}

/**
 * Branch, commit, pull request, reviewers. Each step first finds what an earlier call may have left, so that a crash anywhere is
 * mended by calling again, and two callers make one pull request.
 */
export async function propose(
  octokit: Octokit,
  proposal: FileProposal,
  now: () => Date,
): Promise<Proposed> {
  const [owner = '', repo = ''] = proposal.repository.split('/');
  const at = { owner, repo };
  const step = async <Result>(doing: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Stop) throw error;
      throw new Stop(judgeWrite(error, `${doing} ${proposal.repository}`, now()));
    }
  };
  try {
    const base = await step('read', () => repositoryAt(octokit, at));
    const earlier = await step('list the pull requests of', () =>
      pullOf(octokit, at, proposal.branch),
    );
    // One that was merged or closed is an answer; one that is open is the same proposal.
    if (earlier && earlier.state === 'closed') return stateOf(earlier);
    const file = await step(`read ${proposal.path} of`, () => fileFor(octokit, at, proposal, base));
    if (!file) return gone(proposal);
    const edited = proposal.edit(file.text);
    if (edited.kind !== 'edited') return earlier ? stateOf(earlier) : edited;
    await step('make a branch in', () =>
      ensureBranch(octokit, at, { branch: proposal.branch, base }),
    );
    await step(`change ${proposal.path} in`, () => ensureCommit(octokit, at, proposal));
    const pull =
      earlier ??
      (await step('open a pull request in', () => openPull(octokit, at, { ...proposal, base })));
    await askReviewers(octokit, at, pull.number, proposal.reviewers);
    return stateOf(pull);
  } catch (error) {
    if (error instanceof Stop) return error.outcome;
    throw error;
  }
}

function gone({ path, repository }: FileProposal): Proposed {
  return {
    kind: 'stuck',
    reason: `There is no ${path} in ${repository} any more.`,
    nextStep: 'Ask again: the catalog follows within minutes.',
  };
}

async function repositoryAt(octokit: Octokit, at: At): Promise<string> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}', at);
  const { default_branch: branch, archived } = Repository.parse(data);
  if (!archived) return branch;
  throw new Stop({
    kind: 'stuck',
    reason: `The repository ${at.owner}/${at.repo} is archived, so nothing can be changed in it.`,
    nextStep: 'Unarchive it first, or state the entity in another repository.',
  });
}

async function fileAt(
  octokit: Octokit,
  at: At,
  { path, ref }: { path: string; ref: string },
): Promise<{ text: string; sha: string } | null> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...at,
      path,
      ref,
    });
    const file = File.parse(data);
    return { text: Buffer.from(file.content, 'base64').toString('utf8'), sha: file.sha };
  } catch (error) {
    if (refusalOf(error)?.status === 404) return null;
    throw error;
  }
}

/** As it is on a branch; empty, and without a version, where it is to be made. */
async function fileFor(
  octokit: Octokit,
  at: At,
  { path, mayCreate = false }: FileProposal,
  ref: string,
): Promise<{ text: string; sha: string | null } | null> {
  const file = await fileAt(octokit, at, { path, ref });
  return file ?? (mayCreate ? { text: '', sha: null } : null);
}

async function ensureBranch(
  octokit: Octokit,
  at: At,
  { branch, base }: { branch: string; base: string },
): Promise<void> {
  const sha = async (name: string) => {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
      ...at,
      ref: `heads/${name}`,
    });
    return Ref.parse(data).object.sha;
  };
  try {
    await sha(branch);
    return;
  } catch (error) {
    if (refusalOf(error)?.status !== 404) throw error;
  }
  try {
    const ref = `refs/heads/${branch}`;
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
      ...at,
      ref,
      sha: await sha(base),
    });
  } catch (error) {
    // Another replica was quicker.
    if (!/already exists/i.test(refusalOf(error)?.message ?? '')) throw error;
  }
}

/** Commits the edit to the branch unless it is there. A file that changed in between is read once more. */
async function ensureCommit(octokit: Octokit, at: At, proposal: FileProposal): Promise<void> {
  const { branch, path, message, author } = proposal;
  for (let isFirst = true; ; isFirst = false) {
    const file = await fileFor(octokit, at, proposal, branch);
    if (!file) throw new Stop(gone(proposal));
    const edited = proposal.edit(file.text);
    if (edited.kind !== 'edited') return;
    try {
      await octokit.request('PUT /repos/{owner}/{repo}/contents/{path}', {
        ...at,
        path,
        branch,
        message,
        ...(file.sha !== null && { sha: file.sha }),
        content: Buffer.from(edited.text).toString('base64'),
        ...(author && { author }),
      });
      return;
    } catch (error) {
      const status = refusalOf(error)?.status;
      // A file that somebody made in between lacks its version: GitHub calls that unprocessable.
      const isOutrun = status === 409 || (status === 422 && file.sha === null);
      if (!isFirst || !isOutrun) throw error;
    }
  }
}

/** The pull request of a branch: the open one, else the newest. */
async function pullOf(octokit: Octokit, at: At, branch: string): Promise<PullRequest | null> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...at,
    head: `${at.owner}:${branch}`,
    state: 'all',
    per_page: 10,
  });
  const found = z.array(PullRequest).parse(data);
  return found.find(({ state }) => state === 'open') ?? found[0] ?? null;
}

async function openPull(
  octokit: Octokit,
  at: At,
  { title, body, branch, base }: { title: string; body: string; branch: string; base: string },
): Promise<PullRequest> {
  try {
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
      ...at,
      title,
      body,
      head: branch,
      base,
      maintainer_can_modify: true,
    });
    return PullRequest.parse(data);
  } catch (error) {
    const found = refusalOf(error)?.status === 422 ? await pullOf(octokit, at, branch) : null;
    if (found?.state === 'open') return found;
    throw error;
  }
}

/** Who cannot be asked (a team without access, the author) is left out: the team hears of it in Slack all the same. */
async function askReviewers(
  octokit: Octokit,
  at: At,
  pull: number,
  { teams, people }: FileProposal['reviewers'],
): Promise<void> {
  if (teams.length + people.length === 0) return;
  await octokit
    .request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
      ...at,
      pull_number: pull,
      reviewers: people,
      team_reviewers: teams,
    })
    .catch(() => {});
}
