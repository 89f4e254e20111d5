import { resolveExpression } from '../graphql/git.ts';
import type { Model } from '../model/model.ts';
import { nodeId } from '../model/node-id.ts';
import type { Blob, Repository, TreeItem } from '../model/types.ts';
import { blobBytes, gitPerson } from './json.ts';
import { withRepository } from './repositories.ts';
import { page, problem, type RestContext, type Routes } from './routes.ts';

/** The contents API gives base64 up to 1 MB; larger files only raw. */
const MAX_JSON_BYTES = 1024 * 1024;

/** Files and git objects, reading. */
export const gitRoutes: Routes = (app, services) => {
  const { model } = services;

  app.get(
    '/repos/:owner/:repo/contents/:path{.*}',
    withRepository(services, (c, of) => contents(c, model, of, c.req.param('path') ?? '')),
  );
  app.get(
    '/repos/:owner/:repo/contents',
    withRepository(services, (c, of) => contents(c, model, of, '')),
  );
  app.get(
    '/repos/:owner/:repo/readme',
    withRepository(services, (c, of) => contents(c, model, of, 'README.md')),
  );

  app.get(
    '/repos/:owner/:repo/git/blobs/:sha',
    withRepository(services, (c, of) => {
      const sha = c.req.param('sha') ?? '';
      const blob = model.reaches(of, sha) ? model.git.get(sha) : undefined;
      if (blob?.type !== 'blob') return problem(c, 404, 'Not Found');
      if (isRaw(c)) return c.body(new Uint8Array(blobBytes(blob)));
      return c.json({
        sha,
        node_id: nodeId('Blob', of.databaseId, sha),
        size: blob.bytes,
        url: `${repositoryUrl(c, of)}/git/blobs/${sha}`,
        encoding: 'base64',
        content: base64Lines(blob),
      });
    }),
  );

  app.get(
    '/repos/:owner/:repo/git/trees/:sha',
    withRepository(services, (c, of) => {
      const expression = c.req.param('sha') ?? '';
      const found = resolveExpression(model, of, `${expression}:`);
      const tree = found === null ? undefined : model.git.get(found);
      if (tree?.type !== 'tree') return problem(c, 404, 'Not Found');
      const isRecursive = c.req.query('recursive') !== undefined;
      return c.json({
        sha: tree.oid,
        url: `${repositoryUrl(c, of)}/git/trees/${tree.oid}`,
        tree: treeItems(model, tree.entries, { isRecursive, prefix: '' }),
        truncated: false,
      });
    }),
  );

  app.get(
    '/repos/:owner/:repo/git/commits/:sha',
    withRepository(services, (c, of) => {
      const sha = c.req.param('sha') ?? '';
      const commit = model.reaches(of, sha) ? model.git.get(sha) : undefined;
      if (commit?.type !== 'commit') return problem(c, 404, 'Not Found');
      const person = { ...gitPerson(model, commit), date: commit.at };
      return c.json({
        sha,
        node_id: nodeId('Commit', of.databaseId, sha),
        url: `${repositoryUrl(c, of)}/git/commits/${sha}`,
        author: person,
        committer: person,
        message: commit.message,
        tree: { sha: commit.tree, url: `${repositoryUrl(c, of)}/git/trees/${commit.tree}` },
        parents: commit.parents.map((parent) => ({ sha: parent })),
      });
    }),
  );

  app.get(
    '/repos/:owner/:repo/git/ref/:ref{.*}',
    withRepository(services, (c, of) => {
      if (of.branches.size === 0) return problem(c, 409, 'Git Repository is empty.');
      const [kind, ...rest] = (c.req.param('ref') ?? '').split('/');
      const name = rest.join('/');
      const oid = (kind === 'tags' ? of.tags : of.branches).get(name);
      if (oid === undefined) return problem(c, 404, 'Not Found');
      return c.json({
        ref: `refs/${kind}/${name}`,
        node_id: nodeId('Ref', of.databaseId, `refs/${kind}/${name}`),
        url: `${repositoryUrl(c, of)}/git/refs/${kind}/${name}`,
        object: { type: 'commit', sha: oid, url: `${repositoryUrl(c, of)}/git/commits/${oid}` },
      });
    }),
  );

  app.get(
    '/repos/:owner/:repo/branches',
    withRepository(services, (c, of) =>
      c.json(
        page(c, [...of.branches]).map(([name, sha]) => ({
          name,
          commit: { sha },
          protected: of.settings.protection.has(name),
        })),
      ),
    ),
  );

  app.get(
    '/repos/:owner/:repo/branches/:branch',
    withRepository(services, (c, of) => {
      const name = c.req.param('branch') ?? '';
      const sha = of.branches.get(name);
      if (sha === undefined) return problem(c, 404, 'Branch not found');
      return c.json({ name, commit: { sha }, protected: of.settings.protection.has(name) });
    }),
  );
};

function contents(c: RestContext, model: Model, of: Repository, path: string): Response {
  const ref = c.req.query('ref') ?? 'HEAD';
  const oid = resolveExpression(model, of, `${ref}:${path}`);
  const object = oid === null ? undefined : model.git.get(oid);
  if (object?.type === 'tree') {
    return c.json(object.entries.map((entry) => contentJson(c, model, of, { entry, path, ref })));
  }
  if (object?.type !== 'blob') return problem(c, 404, 'Not Found');
  if (isRaw(c)) {
    return c.body(new Uint8Array(blobBytes(object)), 200, {
      'content-type': 'application/vnd.github.raw+json; charset=utf-8',
    });
  }
  const entry: TreeItem = { name: path.split('/').at(-1) ?? '', mode: 0o100644, oid: object.oid };
  const folder = path.split('/').slice(0, -1).join('/');
  const fits = object.bytes <= MAX_JSON_BYTES;
  return c.json({
    ...contentJson(c, model, of, { entry, path: folder, ref }),
    encoding: fits ? 'base64' : 'none',
    content: fits ? base64Lines(object) : '',
  });
}

function contentJson(
  c: RestContext,
  model: Model,
  of: Repository,
  { entry, path, ref }: { entry: TreeItem; path: string; ref: string },
): Record<string, unknown> {
  const object = model.git.get(entry.oid);
  const full = path === '' ? entry.name : `${path}/${entry.name}`;
  const branch = ref === 'HEAD' ? of.defaultBranch : ref;
  const isFile = object?.type === 'blob';
  return {
    type: isFile ? 'file' : 'dir',
    name: entry.name,
    path: full,
    sha: entry.oid,
    size: isFile ? object.bytes : 0,
    url: `${repositoryUrl(c, of)}/contents/${full}?ref=${branch}`,
    html_url: `https://github.com/${of.owner}/${of.name}/${isFile ? 'blob' : 'tree'}/${branch}/${full}`,
    git_url: `${repositoryUrl(c, of)}/git/${isFile ? 'blobs' : 'trees'}/${entry.oid}`,
    download_url: isFile
      ? `https://raw.githubusercontent.com/${of.owner}/${of.name}/${branch}/${full}`
      : null,
  };
}

function treeItems(
  model: Model,
  entries: readonly TreeItem[],
  { isRecursive, prefix }: { isRecursive: boolean; prefix: string },
): Record<string, unknown>[] {
  return entries.flatMap((entry) => {
    const object = model.git.get(entry.oid);
    const path = prefix + entry.name;
    const isFile = object?.type === 'blob';
    const item = {
      path,
      mode: entry.mode.toString(8).padStart(6, '0'),
      type: isFile ? 'blob' : 'tree',
      sha: entry.oid,
      ...(isFile ? { size: object.bytes } : {}),
    };
    const below = isRecursive && object?.type === 'tree' ? object.entries : [];
    return [item, ...treeItems(model, below, { isRecursive, prefix: `${path}/` })];
  });
}

function repositoryUrl(c: RestContext, of: Repository): string {
  return `${c.var.api}/repos/${of.owner}/${of.name}`;
}

function isRaw(c: RestContext): boolean {
  return /\.raw\b/.test(c.req.header('accept') ?? '');
}

/** GitHub breaks base64 into lines of 60. */
function base64Lines(blob: Blob): string {
  return blobBytes(blob)
    .toString('base64')
    .replace(/.{1,60}/g, '$&\n');
}
