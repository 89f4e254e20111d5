import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { FilePush } from '../../scaffolder/repository-host.ts';
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

/** The first commit of an empty repository, which the files then take the place of. */
const BEGINNING = { path: '.callboard', message: 'Callboard begins here' };

const Branch = z.object({ name: z.string() });
/** A repository that was just begun has no more branches than these. */
const FEW = 5;

/** One commit with the files: the first of an empty repository, else on top of what is there. */
export function pushFiles(
  calls: Calls,
  push: FilePush,
): Promise<{ commit: string; isNew: boolean }> {
  if (push.files.size === 0)
    throw new UserError(
      `There are no files to push to ${nameOf(push)}.`,
      'Let a step before this one fetch some into the folder it pushes.',
    );
  return calls(`push to ${nameOf(push)}`, async (api) => {
    const repository = await api.appears(() => findRepository(api, push));
    if (!repository)
      throw new UserError(`I see no repository ${nameOf(push)}.`, 'Create it in an earlier step.');
    const first = repository.default_branch;
    // Git data of an empty repository is refused (409): one file by the contents API makes it take any.
    if ((await headOf(api, push, first)).kind === 'empty') await begin(api, push);
    const there = await commitsOf(api, push, push.branch);
    const earlier = there.find((commit) => isSigned(commit, push));
    if (earlier) {
      await makeDefault(api, push, first);
      await removeBeginning(api, push);
      return { commit: earlier.sha, isNew: false };
    }
    const [under] = there.length > 0 ? there : await commitsOf(api, push, first);
    const parent = under && under.commit.message !== BEGINNING.message ? under : null;
    const base = parent?.commit.tree.sha ?? null;
    const tree = await makeTree(api, push, { files: push.files, base });
    const parents = parent ? [parent.sha] : [];
    const sha = await makeCommit(api, push, { ...push, tree, parents });
    const isThere = there.length > 0;
    await setBranch(api, push, { branch: push.branch, sha, isThere, force: !parent });
    await makeDefault(api, push, first);
    return { commit: sha, isNew: true };
  });
}

async function begin(api: Api, push: FilePush): Promise<void> {
  const { author, at } = push;
  const person = { ...author, date: at.toISOString() };
  await api.call(Anything, 'PUT /repos/{owner}/{repo}/contents/{path}', {
    ...only(push),
    ...BEGINNING,
    content: Buffer.from('The files follow.\n').toString('base64'),
    author: person,
    committer: person,
  });
}

async function commitsOf(api: Api, push: FilePush, branch: string) {
  const head = await headOf(api, push, branch);
  return head.kind === 'commit' ? latestCommits(api, push, head.sha) : [];
}

/** GitHub names the first branch itself; where that is another one, ours takes its place. */
async function makeDefault(api: Api, push: FilePush, first: string): Promise<void> {
  const { branch } = push;
  // A default branch with somebody's work on it stays what it is.
  if (branch === first || !(await isBeginning(api, push, first))) return;
  await api.call(Anything, 'PATCH /repos/{owner}/{repo}', {
    ...only(push),
    default_branch: branch,
  });
  await removeBranch(api, push, first);
}

/** A crash between the two calls of `makeDefault` leaves the first branch behind. */
async function removeBeginning(api: Api, push: FilePush): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/branches';
  const branches = await api.call(z.array(Branch), route, { ...only(push), per_page: FEW });
  for (const { name } of branches)
    if (name !== push.branch && (await isBeginning(api, push, name)))
      await removeBranch(api, push, name);
}

async function isBeginning(api: Api, push: FilePush, branch: string): Promise<boolean> {
  const [root] = await commitsOf(api, push, branch);
  return root?.commit.message === BEGINNING.message;
}

async function removeBranch(api: Api, push: FilePush, branch: string): Promise<void> {
  await api.call(Anything, 'DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
    ...only(push),
    ref: `heads/${branch}`,
  });
}
