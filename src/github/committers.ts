import type { Committer } from '../catalog/evidence.ts';
import { inBatches } from './adaptive.ts';
import { CommittersAnswer, type HistoryCommit } from './answers.ts';
import { COMMITTERS } from './queries.ts';
import type { Reader } from './reader.ts';
import { GitHubStop } from './stop.ts';

export type CommittersRead = {
  /** By repository id; a repository whose history GitHub did not show is missing, and keeps what was read before. */
  committers: Map<string, Committer[]>;
  /** Why some are missing; null when none is. */
  reason: string | null;
};

/**
 * Reads who committed lately to repositories by node id. Nothing else depends on it, so a refusal is a reason and no failure.
 * @throws GitHubStop when GitHub may not be called at all any more.
 */
export async function readCommitters(
  { client, sizes }: Pick<Reader, 'client' | 'sizes'>,
  ids: readonly string[],
): Promise<CommittersRead> {
  const read: CommittersRead = { committers: new Map(), reason: null };
  try {
    await inBatches(ids, {
      name: 'committers',
      sizes,
      async read(batch) {
        const answer = await client.query(CommittersAnswer, COMMITTERS, { ids: batch });
        if (answer.kind === 'tooMuch') return answer;
        read.reason ??= answer.errors[0]?.message ?? null;
        batch.forEach((id, index) => {
          const history = answer.data.nodes[index]?.defaultBranchRef?.target?.history?.nodes;
          if (history) read.committers.set(id, committersOf(history));
        });
        return { kind: 'done' };
      },
      giveUp: (_id, reason) => {
        read.reason ??= reason;
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    read.reason ??= error.message;
  }
  return read;
}

function isRefusal(error: unknown): error is GitHubStop {
  return error instanceof GitHubStop && ['forbidden', 'rejected'].includes(error.code);
}

/** People among the authors, most commits first, then the latest. */
export function committersOf(history: readonly (HistoryCommit | null)[]): Committer[] {
  const found = new Map<string, Committer>();
  for (const commit of history) {
    const login = commit?.author?.user?.login ?? null;
    const name = commit?.author?.name?.trim() || login;
    if (!commit || !name || isBot(name) || (login && isBot(login))) continue;
    const at = commit.committedDate.toISOString();
    const known = found.get(login ?? ` ${name}`);
    if (known) {
      known.commits += 1;
      if (known.lastAt < at) known.lastAt = at;
    } else found.set(login ?? ` ${name}`, { login, name, commits: 1, lastAt: at });
  }
  return [...found.values()].sort(
    (a, b) => b.commits - a.commits || (a.lastAt < b.lastAt ? 1 : -1),
  );
}

/** GitHub marks its Apps with `[bot]`; the others are known by what they call themselves. */
const BOT =
  /\[bot\]$|(^|[-_ ])(bot|robot|automation|ci)$|^(dependabot|renovate|greenkeeper|snyk|mergify|github[- ]actions|jenkins|semantic[- ]release|imgbot|allcontributors|web-flow|github)([- ]|$)/i;

function isBot(name: string): boolean {
  return BOT.test(name);
}
