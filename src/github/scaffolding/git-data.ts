import { z } from 'zod';
import type { Author, Place } from '../../scaffolder/repository-host.ts';
import type { WorkspaceFile } from '../../scaffolder/workspace/workspace.ts';
import { refusalOf } from '../refusal.ts';
import type { Api } from './calls.ts';

// Git's own objects by REST: https://docs.github.com/en/rest/git

const Sha = z.object({ sha: z.string() });
const Ref = z.object({ object: z.object({ sha: z.string() }) });
const Commit = z.object({
  sha: z.string(),
  commit: z.object({
    message: z.string(),
    author: z.object({ name: z.string(), date: z.coerce.date() }).nullable(),
    tree: Sha,
  }),
});
type Commit = z.infer<typeof Commit>;

/** How a commit is known to be the one that was to be made. */
export type Signature = { message: string; author: Author; at: Date };

type TreeEntry = { path: string; mode: string; type: 'blob' } & (
  | { content: string }
  | { sha: string | null }
);

/** Texts of one call: GitHub gives up on a tree that takes it longer than ten seconds. */
const CHARACTERS_PER_CALL = 1_000_000;
const ENTRIES_PER_CALL = 400;
/** Commits looked through for ours: what a workflow may have added since. */
const LATEST = 20;

export type Head = { kind: 'empty' } | { kind: 'none' } | { kind: 'commit'; sha: string };

/** Where a branch stands; `empty`: the repository has no commit at all. */
export async function headOf(api: Api, place: Place, branch: string): Promise<Head> {
  try {
    const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
    const found = await api.find(Ref, route, { ...only(place), ref: `heads/${branch}` });
    return found ? { kind: 'commit', sha: found.object.sha } : { kind: 'none' };
  } catch (error) {
    if (refusalOf(error)?.status === 409) return { kind: 'empty' };
    throw error;
  }
}

/** The latest commits from `sha` back. */
export async function latestCommits(api: Api, place: Place, sha: string): Promise<Commit[]> {
  const route = 'GET /repos/{owner}/{repo}/commits';
  return api.call(z.array(Commit), route, { ...only(place), sha, per_page: LATEST });
}

export function isSigned({ commit }: Commit, { message, author, at }: Signature): boolean {
  return (
    commit.message.trim() === message.trim() &&
    commit.author?.name === author.name &&
    commit.author.date.getTime() === wholeSeconds(at).getTime()
  );
}

/** A tree of the files on top of `base`. Texts go with the tree; only what is no text is sent before, a call each. */
export async function makeTree(
  api: Api,
  place: Place,
  {
    files,
    remove = [],
    base,
  }: { files: ReadonlyMap<string, WorkspaceFile>; remove?: readonly string[]; base: string | null },
): Promise<string> {
  const entries: TreeEntry[] = remove.map((path) => entryOf(path, '100644', { sha: null }));
  for (const [path, file] of files) {
    const mode = file.link !== undefined ? '120000' : file.isExecutable ? '100755' : '100644';
    const text = file.link ?? textOf(file.bytes);
    const content =
      text === null ? { sha: await makeBlob(api, place, file.bytes) } : { content: text };
    entries.push(entryOf(path, mode, content));
  }
  let tree = base;
  for (const chunk of chunksOf(entries)) {
    const made = await api.call(Sha, 'POST /repos/{owner}/{repo}/git/trees', {
      ...only(place),
      tree: chunk,
      ...(tree !== null && { base_tree: tree }),
    });
    tree = made.sha;
  }
  if (tree !== null) return tree;
  throw new Error('A commit needs at least one file');
}

function entryOf(
  path: string,
  mode: string,
  content: { content: string } | { sha: string | null },
): TreeEntry {
  return { path, mode, type: 'blob', ...content };
}

async function makeBlob(api: Api, place: Place, bytes: Buffer): Promise<string> {
  const body = { content: bytes.toString('base64'), encoding: 'base64' };
  const made = await api.call(Sha, 'POST /repos/{owner}/{repo}/git/blobs', {
    ...only(place),
    ...body,
  });
  return made.sha;
}

/** Null for what JSON cannot carry unchanged. */
function textOf(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  return !text.includes('\0') && Buffer.from(text).equals(bytes) ? text : null;
}

function* chunksOf(entries: readonly TreeEntry[]): Generator<TreeEntry[]> {
  let chunk: TreeEntry[] = [];
  let characters = 0;
  for (const entry of entries) {
    const length = 'content' in entry ? entry.content.length : 0;
    const isFull = chunk.length >= ENTRIES_PER_CALL || characters + length > CHARACTERS_PER_CALL;
    if (isFull && chunk.length > 0) {
      yield chunk;
      [chunk, characters] = [[], 0];
    }
    chunk.push(entry);
    characters += length;
  }
  if (chunk.length > 0) yield chunk;
}

/** With author and time given, the same tree and parents are the same commit. */
export async function makeCommit(
  api: Api,
  place: Place,
  { message, author, at, tree, parents }: Signature & { tree: string; parents: readonly string[] },
): Promise<string> {
  const person = { ...author, date: wholeSeconds(at).toISOString() };
  const made = await api.call(Sha, 'POST /repos/{owner}/{repo}/git/commits', {
    ...only(place),
    message,
    tree,
    parents,
    author: person,
    committer: person,
  });
  return made.sha;
}

export async function setBranch(
  api: Api,
  place: Place,
  {
    branch,
    sha,
    isThere,
    force = false,
  }: { branch: string; sha: string; isThere: boolean; force?: boolean },
): Promise<void> {
  if (isThere) {
    const ref = { ref: `heads/${branch}`, sha, force };
    await api.call(z.unknown(), 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ...only(place),
      ...ref,
    });
    return;
  }
  const ref = { ref: `refs/heads/${branch}`, sha };
  await api.call(z.unknown(), 'POST /repos/{owner}/{repo}/git/refs', { ...only(place), ...ref });
}

/** GitHub keeps whole seconds. */
function wholeSeconds(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** What a route takes of something that is more than a place. */
export function only({ owner, repo }: Place): Place {
  return { owner, repo };
}
