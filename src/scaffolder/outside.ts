import type { Entity } from '../catalog/entity.ts';
import type { Survey } from '../catalog/platform.ts';
import type { Thing } from './actions/action.ts';
import type { RepositoryHost } from './repository-host.ts';
import type { WorkspaceFile } from './workspace/workspace.ts';

/** What steps need of the world: `app.ts` hands it over. Null: not connected here, with the sentence that says how. */
export type Outside = {
  readFiles: ReadFiles;
  host: RepositoryHost | null;
  catalog: {
    /** The entity of a ref, relations and all; null where the catalog has none. */
    entity: (ref: string) => Promise<Entity | null>;
    /** Registers a location and reads it at once. @throws UserError where it cannot be read. */
    register: (target: string) => Promise<{ refs: string[] }>;
    unregister: (target: string) => Promise<void>;
    /** What is in the repository behind an address; null where these credentials see none. */
    survey: (address: string) => Promise<Survey | null>;
    /** `@acme/payments` to the ref of whom the catalog knows by that name. */
    ownerOf: (handle: string) => Promise<string | null>;
  };
  /** Posts to a channel by name, id, or the channel of a team's ref, exactly once for `key`. */
  notify: ((message: { to: string; text: string; key: string }) => Promise<void>) | null;
};

/**
 * The files at an address: a folder or one file, `https://github.com/o/r/tree/main/skeleton`, or a `file:` address below a folder of
 * templates. Paths are relative to the folder; of one file, its name.
 * @throws UserError where there is nothing, it may not be read, or it is more than a run may hold.
 */
export type ReadFiles = (
  address: string,
  options: { signal: AbortSignal },
) => Promise<Map<string, WorkspaceFile>>;

/**
 * Takes away what a run made. `gone`: it was not there any more. `since`: when the run was about to make it; what is older is somebody's.
 * @throws UserError where it may not, or cannot tell.
 */
export type Remove = (thing: Thing, about: { since: Date }) => Promise<'removed' | 'gone'>;
