import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Place } from '../../scaffolder/repository-host.ts';
import type { GitHubClient } from '../client.ts';
import { type SkeletonAddress, splits } from './skeleton-address.ts';

export type Entry = { path: string; mode: string; oid: string; bytes: number };
export type Found = { kind: 'folder'; oid: string } | { kind: 'file'; entry: Entry };

const Named = z.object({ name: z.string(), mode: z.number(), oid: z.string() });
const GitObject = z.object({
  __typename: z.string(),
  oid: z.string(),
  byteSize: z.number().optional(),
});
const Resolved = z.object({
  repository: z
    .record(
      z.string(),
      z.union([GitObject, z.object({ entries: z.array(Named) }), z.looseObject({})]).nullable(),
    )
    .nullable(),
});

/**
 * What an address names, in one call: every way to take branch and path apart is asked for at once, and the shortest branch is taken.
 * @throws UserError where there is nothing
 */
export async function resolve(
  client: GitHubClient,
  { place, rest }: SkeletonAddress,
): Promise<Found> {
  const ways = splits(rest);
  const fields = ways.map(({ ref, path }, at) => {
    const parent = path.split('/').slice(0, -1).join('/');
    const expressions = [`${ref}:${path}`, `${ref}:${parent}`].map((one) => JSON.stringify(one));
    return `c${at}: object(expression: ${expressions[0]}) { __typename oid ... on Blob { byteSize } }
      p${at}: object(expression: ${expressions[1]}) { ... on Tree { entries { name mode oid } } }`;
  });
  const query = `query Skeleton($owner: String!, $repo: String!) {
    repository(owner: $owner, name: $repo) { ${fields.join('\n')} }
  }`;
  const answer = await client.query(Resolved, query, { owner: place.owner, repo: place.repo });
  if (answer.kind === 'tooMuch') throw new UserError(`${answer.reason}.`, 'Try again.');
  const { repository } = answer.data;
  const slug = `${place.owner}/${place.repo}`;
  if (!repository)
    throw new UserError(
      `GitHub shows no repository ${slug} to Callboard.`,
      'Check its name, and that the GitHub App or token may read it.',
    );
  for (const [at, { path }] of ways.entries()) {
    const object = GitObject.safeParse(repository[`c${at}`]).data;
    if (object?.__typename === 'Tree') return { kind: 'folder', oid: object.oid };
    if (object?.__typename !== 'Blob') continue;
    const name = path.split('/').at(-1) ?? path;
    const siblings = z.object({ entries: z.array(Named) }).safeParse(repository[`p${at}`]).data;
    const mode = siblings?.entries.find((one) => one.name === name)?.mode ?? 0o100644;
    const entry = { path: name, mode: mode.toString(8), oid: object.oid };
    return { kind: 'file', entry: { ...entry, bytes: object.byteSize ?? 0 } };
  }
  throw new UserError(
    `There is nothing at ${rest ?? 'the default branch'} in ${slug}.`,
    'Check the branch and the path.',
  );
}

const Tree = z.object({
  truncated: z.boolean().default(false),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
      size: z.number().optional(),
    }),
  ),
});

/** Every file below a folder; a submodule is another repository's and left out. */
export async function listFolder(
  client: GitHubClient,
  place: Place,
  oid: string,
): Promise<{ entries: Entry[]; isCut: boolean }> {
  const route = '/repos/{owner}/{repo}/git/trees/{oid}?recursive=1';
  const answer = await client.get(Tree, route, { owner: place.owner, repo: place.repo, oid });
  if (answer.kind === 'tooMuch') throw new UserError(`${answer.reason}.`, 'Try again.');
  const { tree, truncated } = answer.data;
  const files = tree.filter(({ type }) => type === 'blob');
  return {
    entries: files.map(({ path, mode, sha, size }) => ({ path, mode, oid: sha, bytes: size ?? 0 })),
    isCut: truncated,
  };
}

const Blob = z.object({
  oid: z.string(),
  text: z.string().nullish(),
  byteSize: z.number(),
  isTruncated: z.boolean(),
  isBinary: z.boolean().nullish(),
});
const Blobs = z.object({ repository: z.record(z.string(), Blob.nullable()).nullable() });

/** Texts by oid; what is no UTF-8, or too long for GraphQL, is not among them. */
export async function readTexts(
  client: GitHubClient,
  place: Place,
  oids: readonly string[],
): Promise<Map<string, Buffer>> {
  const objects = oids.map(
    (oid) =>
      `b${oid}: object(oid: "${oid}") { ... on Blob { oid text byteSize isTruncated isBinary } }`,
  );
  const query = `query SkeletonTexts($owner: String!, $repo: String!) {
    repository(owner: $owner, name: $repo) { ${objects.join('\n')} }
  }`;
  const answer = await client.query(Blobs, query, { owner: place.owner, repo: place.repo });
  if (answer.kind === 'tooMuch') return new Map();
  const read = Object.values(answer.data.repository ?? {}).flatMap((blob) => {
    if (!blob || blob.isBinary || blob.isTruncated || typeof blob.text !== 'string') return [];
    const bytes = Buffer.from(blob.text);
    // A text in another encoding comes with its letters replaced.
    return bytes.length === blob.byteSize ? [[blob.oid, bytes] as const] : [];
  });
  return new Map(read);
}

const WholeBlob = z.object({ content: z.string(), encoding: z.literal('base64') });

/** The bytes of any file, up to GitHub's 100 MB. */
export async function readBytes(client: GitHubClient, place: Place, oid: string): Promise<Buffer> {
  const route = '/repos/{owner}/{repo}/git/blobs/{oid}';
  const answer = await client.get(WholeBlob, route, { owner: place.owner, repo: place.repo, oid });
  if (answer.kind === 'tooMuch') throw new UserError(`${answer.reason}.`, 'Try again.');
  return Buffer.from(answer.data.content, 'base64');
}
