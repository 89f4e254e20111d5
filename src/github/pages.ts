import type { z } from 'zod';
import type { SizeName, Sizes } from './adaptive.ts';
import type { Answered, GitHubClient } from './client.ts';
import type { GraphqlError } from './failure.ts';
import { GitHubStop } from './stop.ts';

/** A page of a connection; null where the answer does not hold the connection at all. */
export type Connection<Node> = {
  totalCount?: number;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined };
  nodes?: (Node | null)[] | null | undefined;
} | null;

export type Page<Node> =
  | { kind: 'page'; nodes: (Node | null)[]; errors: GraphqlError[]; totalCount: number }
  /** This page cannot be had at any size; nothing follows. */
  | { kind: 'failed'; reason: string };

/**
 * Pages of a connection one after the other, each as large as GitHub bears: a page that is too much is asked again, smaller.
 * @throws GitHubStop when GitHub does not show the connection.
 */
export async function* pagesOf<Answer, Node>(
  { client, sizes }: { client: GitHubClient; sizes: Sizes },
  {
    name,
    schema,
    query,
    variables,
    connection,
    after = null,
  }: {
    name: SizeName;
    schema: z.ZodType<Answer>;
    query: string;
    variables: Record<string, unknown>;
    connection: (answer: Answer) => Connection<Node>;
    after?: string | null;
  },
): AsyncGenerator<Page<Node>, void> {
  for (let cursor = after; ; ) {
    const first = sizes.of(name);
    const answer: Answered<Answer> = await client.query(schema, query, {
      ...variables,
      first,
      after: cursor,
    });
    if (answer.kind === 'tooMuch') {
      if (sizes.shrink(name, first)) continue;
      // When not even the first few can be had, it is GitHub and not a page.
      if (cursor === null)
        throw new GitHubStop('unavailable', `${answer.reason}, again and again.`);
      yield { kind: 'failed', reason: answer.reason };
      return;
    }
    sizes.grow(name);
    const page = connection(answer.data);
    if (!page) throw notShown(answer.errors);
    const { nodes, totalCount = 0, pageInfo } = page;
    yield { kind: 'page', nodes: nodes ?? [], errors: answer.errors, totalCount };
    if (!pageInfo.hasNextPage) return;
    cursor = pageInfo.endCursor ?? null;
  }
}

function notShown([error]: readonly GraphqlError[]): GitHubStop {
  const message = error?.message ?? 'GitHub shows no such organisation';
  return new GitHubStop(
    ['FORBIDDEN', 'INSUFFICIENT_SCOPES'].includes(error?.type ?? '') ? 'forbidden' : 'missing',
    `The organisation cannot be read: ${message}.`,
    {
      nextStep:
        'Check GITHUB_ORG, and that the GitHub App is installed there or the token may read the organisation.',
    },
  );
}
