import type { RepositorySeed } from '../organisation.ts';
import type { State } from './model.ts';
import { nodeId } from './node-id.ts';
import { isoSeconds } from './time.ts';
import type { Commit, Deployment, Repository, StatusState } from './types.ts';

const secondsOf = (at: string) => isoSeconds(new Date(at));

/** What a commit of a seed was before and after it was one: a merged pull request, a release. */
export function seedOfCommit(
  state: State,
  of: Repository,
  { oid, at, author, message }: Commit,
  { pull, tag }: Pick<RepositorySeed['commits'][number], 'pull' | 'tag'>,
): void {
  const [, title, number] = /^(.*) \(#(\d+)\)$/.exec(message) ?? [];
  if (pull && title && number) {
    const databaseId = state.nextId();
    of.pullRequests.push({
      type: 'PullRequest',
      id: nodeId('PullRequest', databaseId),
      databaseId,
      repository: of,
      number: Number(number),
      title,
      body: '',
      state: 'MERGED',
      isDraft: false,
      author,
      headRefName: branchFor(title),
      baseRefName: of.defaultBranch,
      labels: [...pull.labels],
      headOid: oid,
      mergeOid: oid,
      createdAt: at,
      updatedAt: at,
      mergedAt: at,
      settledBy: null,
      comments: [],
      reviewers: [],
    });
  }
  if (!tag) return;
  const databaseId = state.nextId();
  of.tags.set(tag, oid);
  of.releases.unshift({
    type: 'Release',
    id: nodeId('Release', databaseId),
    databaseId,
    repository: of,
    tagName: tag,
    name: tag,
    description: null,
    isPrerelease: /-/.test(tag),
    isDraft: false,
    author,
    createdAt: at,
    publishedAt: at,
  });
}

/** What is under way in a repository of a seed: open pull requests, and what was deployed where. */
export function seedWork(
  state: State,
  of: Repository,
  seed: Pick<RepositorySeed, 'pulls' | 'deployments'>,
): void {
  for (const pull of seed.pulls) {
    const { number, title, author, branch, paths, labels } = pull;
    const at = secondsOf(pull.at);
    const headOid = branchCommit(state, of, { author, at, message: title, paths });
    if (headOid) of.branches.set(branch, headOid);
    const databaseId = state.nextId();
    of.pullRequests.push({
      type: 'PullRequest',
      id: nodeId('PullRequest', databaseId),
      databaseId,
      repository: of,
      number,
      title,
      body: '',
      state: 'OPEN',
      isDraft: false,
      author,
      headRefName: branch,
      baseRefName: of.defaultBranch,
      labels: [...labels],
      headOid,
      mergeOid: null,
      createdAt: at,
      updatedAt: at,
      mergedAt: null,
      settledBy: null,
      comments: [],
      reviewers: [],
    });
  }
  for (const { environment, ref, at, by, state: ended } of seed.deployments) {
    const pull = of.pullRequests.find(({ number }) => ref === `#${number}`);
    const commitOid = of.tags.get(ref) ?? of.branches.get(ref) ?? pull?.mergeOid;
    if (!commitOid) throw new Error(`${of.name} has no tag, branch or merge ${ref} to deploy`);
    addDeployment(state, of, {
      environment,
      ref: pull ? of.defaultBranch : ref,
      commitOid,
      creator: by,
      at: secondsOf(at),
      ended,
    });
  }
}

export function addDeployment(
  state: State,
  of: Repository,
  given: Pick<Deployment, 'environment' | 'ref' | 'commitOid' | 'creator'> & {
    at: string;
    ended: StatusState;
  },
): Deployment {
  const { at, ended, ...rest } = given;
  const databaseId = state.nextId();
  const made: Deployment = {
    type: 'Deployment',
    id: nodeId('Deployment', databaseId),
    databaseId,
    repository: of,
    ...rest,
    state: 'PENDING',
    statuses: [],
    createdAt: at,
    updatedAt: at,
  };
  of.deployments.push(made);
  addStatus(state, made, ended, at);
  return made;
}

/** One deployment is active in an environment: a success makes those before it inactive. */
export function addStatus(state: State, of: Deployment, ended: StatusState, at: string): void {
  of.statuses.push({ id: state.nextId(), state: ended, at });
  of.state = ended === 'SUCCESS' ? 'ACTIVE' : ended;
  of.updatedAt = at;
  if (ended !== 'SUCCESS') return;
  for (const other of of.repository.deployments) {
    if (other === of || other.environment !== of.environment || other.state !== 'ACTIVE') continue;
    other.state = 'INACTIVE';
    other.statuses.push({ id: state.nextId(), state: 'INACTIVE', at });
  }
}

function branchCommit(
  state: State,
  of: Repository,
  { author, at, message, paths }: Pick<Commit, 'author' | 'at' | 'message'> & { paths: string[] },
): string | null {
  const parent = of.branches.get(of.defaultBranch);
  const before = parent === undefined ? undefined : state.git.get(parent);
  if (parent === undefined || before?.type !== 'commit') return null;
  const person = state.users.get(author);
  const changes = { added: [], modified: [...paths], removed: [] };
  return state.git.commit(
    { tree: before.tree, parents: [parent], author, at, message, changes },
    {
      name: person?.name ?? author,
      email: person?.email ?? `${author}@users.noreply.github.com`,
    },
  ).oid;
}

function branchFor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
