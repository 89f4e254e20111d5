/** One file of a run. `link` is where a symbolic link points, relative to its folder; its `bytes` are empty then. */
export type WorkspaceFile = { bytes: Buffer; isExecutable: boolean; link?: string };

/**
 * The files of one run, in memory: paths are relative with `/`, and nothing in here is a path of this machine, so none can lead out.
 * What is written is kept in the row of the run after every step, for a crash to go on from.
 */
export type Workspace = {
  /** Paths in order. */
  paths: (below?: string) => string[];
  read: (path: string) => WorkspaceFile | null;
  /** @throws UserError for a path that leads out, a name no file may have, or more than a run may hold. */
  write: (path: string, file: WorkspaceFile) => void;
  remove: (path: string) => void;
};
