import { isBinary } from '../model/git.ts';
import type { Model } from '../model/model.ts';
import { nodeId } from '../model/node-id.ts';
import type { Blob, Commit, GitObject, Repository, Tree, TreeItem } from '../model/types.ts';
import { connection, type PageArgs } from './connection.ts';
import { counted, type Resolvers } from './context.ts';

/** A git object as seen in one repository: oids and contents are shared, ids and addresses are not. */
type InRepository<Type extends string, Kind extends GitObject> = {
  type: Type;
  repository: Repository;
  object: Kind;
};
type BlobNode = InRepository<'Blob', Blob>;
type TreeNode = InRepository<'Tree', Tree>;
type CommitNode = InRepository<'Commit', Commit>;
type EntryNode = { repository: Repository; item: TreeItem; path: string };
export type RefNode = { repository: Repository; kind: 'heads' | 'tags'; name: string };

/** GitHub cuts `Blob.text` at exactly this many bytes and says `isTruncated`. */
const MAX_TEXT_BYTES = 512_000;

/** An object of this repository by oid; null for one that only another repository has. */
export function gitNode(
  model: Model,
  repository: Repository,
  oid: string,
): BlobNode | TreeNode | CommitNode | null {
  if (!model.reaches(repository, oid)) return null;
  const object = model.git.get(oid);
  switch (object?.type) {
    case 'blob':
      return { type: 'Blob', repository, object };
    case 'tree':
      return { type: 'Tree', repository, object };
    case 'commit':
      return { type: 'Commit', repository, object };
    case undefined:
      return null;
  }
}

/** What `git rev-parse` finds for `HEAD`, `main`, `v1.2`, an oid, each alone or with `:path`. */
export function resolveExpression(
  model: Model,
  repository: Repository,
  expression: string,
): string | null {
  const colon = expression.indexOf(':');
  const revision = colon === -1 ? expression : expression.slice(0, colon);
  const short = revision.replace(/^refs\/(heads|tags)\//, '');
  const oid =
    revision === 'HEAD'
      ? repository.branches.get(repository.defaultBranch)
      : (repository.branches.get(short) ??
        repository.tags.get(short) ??
        (model.reaches(repository, revision) ? revision : undefined));
  if (oid === undefined) return null;
  if (colon === -1) return oid;
  const object = model.git.get(oid);
  const tree = object?.type === 'commit' ? object.tree : oid;
  return model.git.at(tree, expression.slice(colon + 1))?.oid ?? null;
}

const gitObject: Resolvers[string] = {
  id: ({ type, repository, object }: BlobNode) => nodeId(type, repository.databaseId, object.oid),
  oid: ({ object }: BlobNode) => object.oid,
  abbreviatedOid: ({ object }: BlobNode) => object.oid.slice(0, 7),
  commitResourcePath: ({ repository, object }: BlobNode) =>
    `/${repository.owner}/${repository.name}/commit/${object.oid}`,
  commitUrl: ({ repository, object }: BlobNode) =>
    `https://github.com/${repository.owner}/${repository.name}/commit/${object.oid}`,
};

export const gitResolvers: Resolvers = {
  Blob: {
    ...gitObject,
    byteSize: ({ object }: BlobNode) => object.bytes,
    isBinary: ({ object }: BlobNode) => isBinary(object),
    isTruncated: ({ object }: BlobNode) => object.bytes > MAX_TEXT_BYTES,
    text: ({ object }: BlobNode) => {
      if (typeof object.content !== 'string') return null;
      if (object.bytes <= MAX_TEXT_BYTES) return object.content;
      return Buffer.from(object.content).subarray(0, MAX_TEXT_BYTES).toString();
    },
  },
  Tree: {
    ...gitObject,
    entries: ({ repository, object }: TreeNode): EntryNode[] =>
      object.entries.map((item) => ({ repository, item, path: item.name })),
  },
  TreeEntry: {
    name: ({ item }: EntryNode) => item.name,
    nameRaw: ({ item }: EntryNode) => Buffer.from(item.name).toString('base64'),
    path: ({ path }: EntryNode) => path,
    pathRaw: ({ path }: EntryNode) => Buffer.from(path).toString('base64'),
    mode: ({ item }: EntryNode) => item.mode,
    oid: ({ item }: EntryNode) => item.oid,
    type: ({ item }: EntryNode) => (item.mode === 0o40000 ? 'tree' : 'blob'),
    size: ({ item }: EntryNode, _args, { model }) => {
      const object = model.git.get(item.oid);
      return object?.type === 'blob' ? object.bytes : 0;
    },
    extension: ({ item }: EntryNode) => /\.[^.]+$/.exec(item.name)?.[0] ?? '',
    isGenerated: () => false,
    object: ({ repository, item }: EntryNode, _args, context) =>
      counted(context, gitNode(context.model, repository, item.oid)),
  },
  Commit: {
    ...gitObject,
    message: ({ object }: CommitNode) => object.message,
    messageHeadline: ({ object }: CommitNode) => object.message.split('\n')[0],
    messageBody: ({ object }: CommitNode) => object.message.split('\n').slice(1).join('\n').trim(),
    committedDate: ({ object }: CommitNode) => object.at,
    authoredDate: ({ object }: CommitNode) => object.at,
    url: ({ repository, object }: CommitNode) =>
      `https://github.com/${repository.owner}/${repository.name}/commit/${object.oid}`,
    author: ({ object }: CommitNode) => object,
    committer: ({ object }: CommitNode) => object,
    changedFilesIfAvailable: ({ object }: CommitNode) => changedPaths(object).length,
    file({ repository, object }: CommitNode, { path }: { path: string }, { model }) {
      const item = model.git.at(object.tree, path);
      return item ? ({ repository, item, path } satisfies EntryNode) : null;
    },
    tree: ({ repository, object }: CommitNode, _args, { model }) =>
      gitNode(model, repository, object.tree),
    parents: ({ repository, object }: CommitNode, args: PageArgs, context, info) =>
      connection(
        object.parents.map((oid) => gitNode(context.model, repository, oid)),
        args,
        { context, info },
      ),
    history(
      { repository, object }: CommitNode,
      args: PageArgs & { path?: string; since?: string; until?: string },
      context,
      info,
    ) {
      const { path, since, until } = args;
      const commits = context.model
        .history(repository, object.oid)
        .filter(
          (commit) =>
            (!since || Date.parse(commit.at) >= Date.parse(since)) &&
            (!until || Date.parse(commit.at) <= Date.parse(until)) &&
            (!path || changedPaths(commit).some((p) => p === path || p.startsWith(`${path}/`))),
        );
      return connection(commits, args, {
        context,
        info,
        node: (commit): CommitNode => ({ type: 'Commit', repository, object: commit }),
      });
    },
    status: () => null,
  },
  GitActor: {
    name: (commit: Commit, _args, { model }) =>
      commit.person?.name ?? model.users.get(commit.author)?.name ?? commit.author,
    email: (commit: Commit, _args, { model }) =>
      commit.person?.email ??
      model.users.get(commit.author)?.email ??
      `${commit.author}@users.noreply.github.com`,
    date: (commit: Commit) => commit.at,
    user: (commit: Commit, _args, { model }) => model.users.get(commit.author) ?? null,
    avatarUrl: (commit: Commit) => `https://github.com/${commit.author}.png`,
  },
  Ref: {
    id: ({ repository, kind, name }: RefNode) =>
      nodeId('Ref', repository.databaseId, `refs/${kind}/${name}`),
    name: ({ name }: RefNode) => name,
    prefix: ({ kind }: RefNode) => `refs/${kind}/`,
    target({ repository, kind, name }: RefNode, _args, { model }) {
      const oid = (kind === 'heads' ? repository.branches : repository.tags).get(name);
      return oid === undefined ? null : gitNode(model, repository, oid);
    },
  },
};

function changedPaths({ changes }: Commit): string[] {
  return [...changes.added, ...changes.modified, ...changes.removed];
}
