import type { State } from './model.ts';
import { isoSeconds } from './time.ts';
import type { Repository } from './types.ts';

/** What owners of the organisation can do to the App. */
export type InstallationChanges = {
  /** Lets the App see only these repositories, or all with null: access that is gone without an event. */
  limitAccess: (names: readonly string[] | null) => void;
  /** Takes repositories away from the App, with the event that GitHub sends. */
  removeFromInstallation: (names: readonly string[]) => Promise<void>;
  /** While suspended the App gets no token, and those it has are refused. */
  suspend: (suspended?: boolean) => Promise<void>;
};

export function installationChanges(
  state: State,
  repository: (name: string) => Repository,
): InstallationChanges {
  const { installation } = state;
  return {
    limitAccess(names) {
      installation.repositories = names && new Set(names.map((name) => repository(name).id));
      state.version++;
    },

    removeFromInstallation(names) {
      const gone = names.map(repository);
      const seen = installation.repositories ?? new Set(state.repositories.keys());
      installation.repositories = new Set(
        [...seen].filter((id) => !gone.some((of) => of.id === id)),
      );
      state.version++;
      return state.emit({
        name: 'installation_repositories',
        action: 'removed',
        extra: {
          repository_selection: 'selected',
          repositories_added: [],
          repositories_removed: gone.map((of) => ({
            id: of.databaseId,
            node_id: of.id,
            name: of.name,
            full_name: `${of.owner}/${of.name}`,
            private: of.visibility !== 'public',
          })),
        },
      });
    },

    suspend(suspended = true) {
      installation.suspendedAt = suspended ? isoSeconds(state.now()) : null;
      state.version++;
      return state.emit({ name: 'installation', action: suspended ? 'suspend' : 'unsuspend' });
    },
  };
}
