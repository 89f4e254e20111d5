import type { Db } from '#dialect';
import type { Entity } from '../../catalog/entity.ts';
import type { Log } from '../../log.ts';
import type { Action } from '../actions/action.ts';
import type { Outside } from '../outside.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RenderValue } from './scope.ts';
import type { Seal } from './seal.ts';

/** What working on runs takes. */
export type WorkerParts = {
  db: Db;
  now: () => Date;
  log: Log;
  actions: ReadonlyMap<string, Action>;
  render: RenderValue;
  outside: Outside;
  seal: Seal;
  workspaces: {
    /** Empty where nothing was kept yet. */
    open: (packed: string | null) => Workspace;
    pack: (workspace: Workspace) => string;
  };
  /** The entity of who started a run, for `user.entity`. */
  userOf: (ref: string) => Promise<Entity | null>;
  /** There is something new of a run. */
  changed: (run: string) => void;
};
