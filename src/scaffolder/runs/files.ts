import type { Workspace, WorkspaceFile } from '../workspace/workspace.ts';
import type { Seal } from './seal.ts';

const SEALED = 'sealed:';

/** Packed files of a run with secrets, which may stand in them. */
export function sealedFiles(seal: Seal, run: string, packed: string): string {
  return `${SEALED}${seal.close(packed, `${run} files`)}`;
}

/** Null where they were sealed with a key that is gone. */
export function filesIn(seal: Seal, run: string, kept: string): string | null {
  return kept.startsWith(SEALED) ? seal.open(kept.slice(SEALED.length), `${run} files`) : kept;
}

/** All files of a workspace by path. */
export function filesOfWorkspace(workspace: Workspace): Map<string, WorkspaceFile> {
  const files = workspace.paths().map((path) => [path, workspace.read(path)] as const);
  return new Map(files.flatMap(([path, file]) => (file ? [[path, file] as const] : [])));
}
