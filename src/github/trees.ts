import { inBatches, type Sizes } from './adaptive.ts';
import { type RepositoryTree, TreesAnswer } from './answers.ts';
import type { GitHubClient } from './client.ts';
import { toFacts } from './facts.ts';
import type { GraphqlError } from './failure.ts';
import { flattenTree, type RepositoryFile } from './paths.ts';
import { TREES } from './queries.ts';
import type { Facts } from './store.ts';

export type TreeRead =
  | { kind: 'read'; facts: Facts; topics: string[]; files: RepositoryFile[]; rootNames: string[] }
  /** GitHub knows no such id with these credentials: deleted, or access was lost. */
  | { kind: 'gone' }
  | { kind: 'failed'; reason: string };

/** Reads facts and file lists of repositories by node id; every id has an entry in what is returned. */
export async function readTrees(
  { client, sizes }: { client: GitHubClient; sizes: Sizes },
  ids: readonly string[],
  onRead: (done: number) => void = () => {},
): Promise<Map<string, TreeRead>> {
  const reads = new Map<string, TreeRead>();
  await inBatches(ids, {
    name: 'trees',
    sizes,
    async read(batch) {
      const answer = await client.query(TreesAnswer, TREES, { ids: batch });
      if (answer.kind === 'tooMuch') return answer;
      batch.forEach((id, index) => {
        const errors = answer.errors.filter((error) => isAbout(error, index));
        reads.set(id, judgeNode(answer.data.nodes[index], errors));
      });
      onRead(reads.size);
      return { kind: 'done' };
    },
    giveUp: (id, reason) => reads.set(id, { kind: 'failed', reason }),
  });
  return reads;
}

/** An error without a path may be about any of the repositories. */
function isAbout(error: GraphqlError, index: number): boolean {
  return error.path === undefined || (error.path[0] === 'nodes' && error.path[1] === index);
}

function judgeNode(
  node: RepositoryTree | 'unreadable' | null | undefined,
  errors: readonly GraphqlError[],
): TreeRead {
  const [error] = errors;
  if (node === null && error?.type === 'NOT_FOUND') return { kind: 'gone' };
  if (error) return { kind: 'failed', reason: error.message };
  if (!node || node === 'unreadable')
    return { kind: 'failed', reason: 'GitHub answered nothing for this repository' };
  const facts = toFacts(node);
  if (!facts) return { kind: 'failed', reason: 'GitHub does not show its default branch' };
  if (facts.head !== null && !node.root?.entries)
    return { kind: 'failed', reason: 'GitHub does not show its files' };
  return {
    kind: 'read',
    facts,
    topics: (node.repositoryTopics?.nodes ?? []).flatMap((one) => (one ? [one.topic.name] : [])),
    files: [
      ...flattenTree(node.root?.entries),
      ...flattenTree(node.github?.entries, '.github/'),
      ...flattenTree(node.docs?.entries, 'docs/'),
    ],
    rootNames: (node.root?.entries ?? []).map((entry) => entry.name),
  };
}
