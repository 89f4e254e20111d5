import { UserError } from '../../../errors.ts';
import { placeOf } from '../../repo-url.ts';
import type { Place, RepositoryHost } from '../../repository-host.ts';
import type { WorkspaceFile } from '../../workspace/workspace.ts';
import type { ActionContext, Thing } from '../action.ts';

type Context = Pick<ActionContext<unknown>, 'outside' | 'once' | 'willCreate' | 'workspace'>;

export function hostOf({ outside }: Pick<Context, 'outside'>): RepositoryHost {
  if (outside.host) return outside.host;
  throw new UserError(
    'Callboard is not connected to GitHub for writing.',
    'Set GITHUB_ORG with GITHUB_WRITE_TOKEN, or with GITHUB_WRITE_APP_ID and GITHUB_WRITE_APP_PRIVATE_KEY.',
  );
}

/** Who makes it, and in which repository. */
export function targetOf(context: Pick<Context, 'outside'> & { input: { repoUrl: string } }): {
  host: RepositoryHost;
  place: Place;
} {
  const host = hostOf(context);
  return { host, place: placeOf(context.input.repoUrl, host) };
}

/**
 * Says what is about to be made, unless it was there before this run: what is somebody else's is no matter of clean-up.
 * `isResumed`: an earlier try of this run may have made it.
 * @throws `refusal`, where one is given, for what was there before.
 */
export async function noteNew(
  context: Context,
  thing: Thing,
  refusal: UserError | null = null,
): Promise<{ isResumed: boolean }> {
  let isResumed = true;
  const wasThere = await context.once(`there before: ${thing.kind} ${thing.name}`, async () => {
    isResumed = false;
    const isThere = await hostOf(context).exists(thing);
    // Thrown from here it is not kept, so that a retry finds what was cleared away meanwhile.
    if (isThere && refusal) throw refusal;
    return isThere;
  });
  if (!wasThere) await context.willCreate(thing);
  return { isResumed };
}

/** The files of the workspace, or of a folder in it, by their paths there. */
export function filesBelow({ workspace }: Context, folder = ''): Map<string, WorkspaceFile> {
  const below = folder.replace(/^(?:\.?\/)+|\/+$/g, '').replace(/^\.$/, '');
  const files = new Map<string, WorkspaceFile>();
  for (const path of below === '' ? workspace.paths() : workspace.paths(below)) {
    const file = workspace.read(path);
    const inside = below === '' ? path : path.slice(below.length + 1);
    if (file && inside !== '' && !/^\.git(\/|$)/.test(inside)) files.set(inside, file);
  }
  return files;
}

/** The name of a ref (`group:default/money`), of a team (`acme/money`), or the name as it is. */
export function nameIn(said: string): string {
  return said.split('/').at(-1)?.split(':').at(-1) ?? said;
}
