import { UserError } from '../../../errors.ts';
import { readThrough } from '../../workspace/memory.ts';
import { safePath } from '../../workspace/safe-path.ts';
import type { Workspace, WorkspaceFile } from '../../workspace/workspace.ts';

/** A file of the workspace, links followed. @throws UserError where there is none. */
export function fileIn(workspace: Workspace, path: string): WorkspaceFile {
  const file = readThrough(workspace, path);
  if (file) return file;
  throw new UserError(
    `There is no file ${safePath(path)} in the workspace.`,
    'Look at what the steps before it wrote (debug:log with listWorkspace).',
  );
}

/** The files a path stands for: itself, or all of a folder, each with its path within that. */
export function filesAt(
  workspace: Workspace,
  path: string,
): { within: string; file: WorkspaceFile }[] {
  const at = safePath(path);
  const own = at === '' ? null : workspace.read(at);
  if (own) return [{ within: '', file: own }];
  const found = workspace.paths(at).flatMap((one) => {
    const file = workspace.read(one);
    return file ? [{ within: at === '' ? one : one.slice(at.length + 1), file }] : [];
  });
  if (found.length > 0) return found;
  throw new UserError(
    `There is nothing at ${at || 'the top'} of the workspace.`,
    'Look at what the steps before it wrote (debug:log with listWorkspace).',
  );
}
