import { z } from 'zod';
import type { GitHubClient } from './client.ts';
import type { RepositoryFile } from './paths.ts';
import { GitHubStop } from './stop.ts';

// The two things GraphQL cannot give: a whole tree in one call, and texts above 512,000 bytes.

/** https://docs.github.com/en/rest/git/trees#get-a-tree */
const WholeTree = z.object({
  truncated: z.boolean().default(false),
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
});
/** https://docs.github.com/en/rest/git/blobs#get-a-blob */
const WholeBlob = z.object({ content: z.string(), encoding: z.literal('base64') });

export type OneRead<Data> = { kind: 'read'; data: Data } | { kind: 'failed'; reason: string };

/** Every file of a repository at its head. GitHub cuts the list at 100,000 entries or 7 MB. */
export async function readWholeTree(
  client: GitHubClient,
  { slug, head }: { slug: string; head: string },
): Promise<OneRead<{ files: RepositoryFile[]; isCut: boolean }>> {
  const route = '/repos/{owner}/{repo}/git/trees/{head}?recursive=1';
  const read = await getOne(client, WholeTree, { route, slug, parameters: { head } });
  if (read.kind === 'failed') return read;
  const files = read.data.tree
    .filter((entry) => entry.type === 'blob')
    .map((entry) => ({ path: entry.path, oid: entry.sha, bytes: entry.size ?? 0 }));
  return { kind: 'read', data: { files, isCut: read.data.truncated } };
}

/** The whole text of a file, up to GitHub's 100 MB. */
export async function readWholeBlob(
  client: GitHubClient,
  blob: { slug: string; oid: string },
): Promise<OneRead<string>> {
  const read = await readBlobBytes(client, blob);
  return read.kind === 'read' ? { ...read, data: read.data.toString('utf8') } : read;
}

/** A whole file, whatever it holds. */
export async function readBlobBytes(
  client: GitHubClient,
  { slug, oid }: { slug: string; oid: string },
): Promise<OneRead<Buffer>> {
  const route = '/repos/{owner}/{repo}/git/blobs/{oid}';
  const read = await getOne(client, WholeBlob, { route, slug, parameters: { oid } });
  if (read.kind === 'failed') return read;
  return { kind: 'read', data: Buffer.from(read.data.content, 'base64') };
}

/** https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
const OrganizationAccess = z.object({ default_repository_permission: z.string().nullish() });
/** https://docs.github.com/en/rest/orgs/members#list-organization-members */
const Owners = z.array(z.object({ login: z.string() }));

/** What every member of the organisation may do in its repositories (null where these credentials are not told), and who owns it. */
export async function readOrganizationAccess(
  client: GitHubClient,
  organization: string,
): Promise<OneRead<{ base: string | null; owners: string[] }>> {
  const slug = `${organization}/`;
  const parameters = { organization };
  const said = await getOne(client, OrganizationAccess, {
    route: '/orgs/{organization}',
    slug,
    parameters,
  });
  if (said.kind === 'failed') return said;
  const base = said.data.default_repository_permission ?? null;
  if (base !== null && base !== 'none') return { kind: 'read', data: { base, owners: [] } };
  const route = '/orgs/{organization}/members?role=admin&per_page=100';
  const owners = await getOne(client, Owners, { route, slug, parameters });
  if (owners.kind === 'failed') return owners;
  return { kind: 'read', data: { base, owners: owners.data.map(({ login }) => login) } };
}

/** One repository that is withheld (moved a moment ago, taken down, blocked by a policy) says nothing about the others. */
async function getOne<Data>(
  client: GitHubClient,
  schema: z.ZodType<Data>,
  { route, slug, parameters }: { route: string; slug: string; parameters: Record<string, string> },
): Promise<OneRead<Data>> {
  const [owner, repo] = slug.split('/');
  try {
    const answer = await client.get(schema, route, { owner, repo, ...parameters });
    if (answer.kind === 'tooMuch') return { kind: 'failed', reason: answer.reason };
    return { kind: 'read', data: answer.data };
  } catch (error) {
    const isOfThisOne =
      error instanceof GitHubStop && ['missing', 'forbidden', 'rejected'].includes(error.code);
    if (isOfThisOne) return { kind: 'failed', reason: error.message };
    throw error;
  }
}
