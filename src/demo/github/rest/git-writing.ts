import { z } from 'zod';
import type { TreeFile } from '../model/git.ts';
import type { Model } from '../model/model.ts';
import { nodeId } from '../model/node-id.ts';
import { isoSeconds } from '../model/time.ts';
import type { FileMode, Repository } from '../model/types.ts';
import { textOrBytes } from '../organisation.ts';
import { bodyOf, invalid } from './body.ts';
import { withRepository } from './repositories.ts';
import { problem, type RestContext, type Routes } from './routes.ts';

const Person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const NewBlob = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']) });
const MODES: Record<string, FileMode> = { 100644: 0o100644, 100755: 0o100755, 120000: 0o120000 };
const NewTree = z.object({
  base_tree: z.string().optional(),
  tree: z
    .array(
      z.object({
        path: z.string().regex(/^[^/].*[^/]$|^[^/]$/),
        mode: z.enum(['100644', '100755', '120000']),
        type: z.literal('blob'),
        sha: z.string().nullish(),
        content: z.string().optional(),
      }),
    )
    .min(1),
});
const NewCommit = z.object({
  message: z.string().min(1),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: Person.optional(),
  committer: Person.optional(),
});
const RefChange = z.object({ sha: z.string(), force: z.boolean().default(false) });

/** Git's own objects and refs, writing: https://docs.github.com/en/rest/git */
export const gitWritingRoutes: Routes = (app, services) => {
  const { model } = services;
  const unlessEmpty = (handle: (c: RestContext, of: Repository) => Response | Promise<Response>) =>
    withRepository(services, (c, of) =>
      of.branches.size === 0 ? problem(c, 409, 'Git Repository is empty.') : handle(c, of),
    );

  app.post(
    '/repos/:owner/:repo/git/blobs',
    unlessEmpty(async (c, of) => {
      const wanted = await bodyOf(c, NewBlob);
      if (!wanted) return invalid(c, 'Invalid request.');
      const bytes = Buffer.from(wanted.content, wanted.encoding === 'base64' ? 'base64' : 'utf8');
      const sha = model.git.blob(textOrBytes(bytes));
      of.loose.add(sha);
      return c.json(
        { sha, url: `${c.var.api}/repos/${of.owner}/${of.name}/git/blobs/${sha}` },
        201,
      );
    }),
  );

  app.post(
    '/repos/:owner/:repo/git/trees',
    unlessEmpty(async (c, of) => {
      const wanted = await bodyOf(c, NewTree);
      if (!wanted) return invalid(c, 'Invalid tree info');
      const files = filesOf(model, of, wanted.base_tree);
      if (!files) return invalid(c, 'base_tree is not a valid tree oid');
      for (const { path, mode, sha, content } of wanted.tree) {
        if (sha === null) {
          if (!files.delete(path)) return invalid(c, 'GitRPC::BadObjectState');
          continue;
        }
        if (sha !== undefined && !model.reaches(of, sha))
          return invalid(c, `tree.sha ${sha} is not a valid blob`);
        files.set(path, {
          oid: sha ?? model.git.blob(textOrBytes(Buffer.from(content ?? ''))),
          mode: MODES[mode] ?? 0o100644,
        });
      }
      const sha = model.git.tree(files);
      const written = [...files.values()].map(({ oid }) => oid);
      for (const oid of [sha, ...written]) of.loose.add(oid);
      return c.json({ sha, tree: [], truncated: false }, 201);
    }),
  );

  app.post(
    '/repos/:owner/:repo/git/commits',
    unlessEmpty(async (c, of) => {
      const wanted = await bodyOf(c, NewCommit);
      const known =
        wanted && [wanted.tree, ...wanted.parents].every((one) => model.reaches(of, one));
      if (!wanted || !known) return invalid(c, 'Tree SHA or parent does not exist');
      const { name, email, date } = wanted.author ?? BOT;
      const made = model.addCommit(of, {
        tree: wanted.tree,
        parents: wanted.parents,
        message: wanted.message,
        author: authorOf({ name, email }),
        person: { name, email },
        at: isoSeconds(date ? new Date(date) : model.now()),
      });
      return c.json(
        {
          sha: made.oid,
          node_id: nodeId('Commit', of.databaseId, made.oid),
          message: made.message,
        },
        201,
      );
    }),
  );

  app.patch(
    '/repos/:owner/:repo/git/refs/:ref{.+}',
    unlessEmpty(async (c, of) => {
      const branch = (c.req.param('ref') ?? '').replace(/^heads\//, '');
      const wanted = await bodyOf(c, RefChange);
      const before = of.branches.get(branch);
      if (!wanted || before === undefined) return invalid(c, 'Reference does not exist');
      if (!model.reaches(of, wanted.sha)) return invalid(c, 'Object does not exist');
      const isAhead = model.history(of, wanted.sha).some(({ oid }) => oid === before);
      if (!isAhead && !wanted.force) return invalid(c, 'Update is not a fast forward');
      if (of.settings.protection.has(branch) && !isAhead)
        return invalid(c, 'Cannot force-push to this protected branch');
      if (before !== wanted.sha)
        await model.moveBranch(of, { branch, oid: wanted.sha, forced: !isAhead });
      return c.json({ ref: `refs/heads/${branch}`, object: { type: 'commit', sha: wanted.sha } });
    }),
  );

  app.delete(
    '/repos/:owner/:repo/git/refs/:ref{.+}',
    unlessEmpty(async (c, of) => {
      const branch = (c.req.param('ref') ?? '').replace(/^heads\//, '');
      if (!of.branches.has(branch)) return invalid(c, 'Reference does not exist');
      if (branch === of.defaultBranch) return invalid(c, 'Cannot delete the default branch');
      await model.removeBranch(of, branch);
      return c.body(null, 204);
    }),
  );
};

const BOT = {
  name: 'callboard[bot]',
  email: 'callboard[bot]@users.noreply.github.com',
  date: undefined,
};

/** The account of an address of GitHub's own, else the name. */
export function authorOf({ name, email }: { name: string; email: string }): string {
  const [login] = /^[^@]+(?=@users\.noreply\.github\.com$)/.exec(email) ?? [];
  return login ?? name;
}

function filesOf(
  model: Model,
  of: Repository,
  base: string | undefined,
): Map<string, TreeFile> | null {
  if (base === undefined) return new Map();
  const object = model.reaches(of, base) ? model.git.get(base) : undefined;
  if (object?.type === 'tree') return model.git.files(base);
  return object?.type === 'commit' ? model.git.files(object.tree) : null;
}
