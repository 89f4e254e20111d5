import { z } from 'zod';
import type { Db } from '#dialect';
import { LARGEST_ASSET } from '../../docs/assets.ts';
import type { GitHubClient } from '../client.ts';
import { BLOB_SIZE } from '../queries.ts';
import { readBlobBytes } from '../rest.ts';
import { GitHubStop } from '../stop.ts';
import { repositoriesById, repositoryIdOf } from '../store.ts';

const BlobSize = z.object({
  node: z
    .object({ object: z.object({ byteSize: z.number().optional() }).nullish().optional() })
    .nullable(),
});

/** A picture or download of a repository: by REST, because GraphQL gives text only, once GraphQL has told that it is not too large. */
export async function readDocsFile(
  { client, db }: { client: GitHubClient; db: Db },
  { source, oid }: { source: string; oid: string },
): Promise<Buffer | null> {
  const id = repositoryIdOf(source);
  const repository = id === null ? undefined : (await repositoriesById(db, [id])).get(id);
  if (!repository) return null;
  try {
    const answer = await client.query(BlobSize, BLOB_SIZE, { id, oid });
    const size = answer.kind === 'answer' ? answer.data.node?.object?.byteSize : undefined;
    if (size === undefined || size > LARGEST_ASSET) return null;
    const read = await readBlobBytes(client, { slug: repository.slug, oid });
    return read.kind === 'read' ? read.data : null;
  } catch (error) {
    // Somebody looks at a page: it is shown without the picture.
    if (error instanceof GitHubStop) return null;
    throw error;
  }
}
