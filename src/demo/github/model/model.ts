import type { Organisation } from '../organisation.ts';
import { createGitStore, type GitStore } from './git.ts';
import { type GitChanges, gitChanges } from './git-changes.ts';
import { type InstallationChanges, installationChanges } from './installation-changes.ts';
import { loadOrganisation } from './load.ts';
import { nodeId } from './node-id.ts';
import { type PeopleChanges, peopleChanges } from './people-changes.ts';
import { type RepositoryChanges, repositoryChanges } from './repository-changes.ts';
import { newSecretsKey, type SecretsKey } from './secrets-key.ts';
import { type StandingChanges, standingChanges } from './standing-changes.ts';
import type {
  Commit,
  Installation,
  Organization,
  Repository,
  Team,
  User,
  WebhookEvent,
} from './types.ts';
import { type WorkChanges, workChanges } from './work-changes.ts';

/** The one state behind GraphQL and REST. */
export type State = {
  now: () => Date;
  git: GitStore;
  organization: Organization;
  /** By login. People who left stay, with no role. */
  users: Map<string, User>;
  /** By slug. */
  teams: Map<string, Team>;
  /** By node id. */
  repositories: Map<string, Repository>;
  /** `owner/name` in lower case, of today and of before a rename, to node id. */
  names: Map<string, string>;
  installation: Installation;
  /** What secrets are sealed for; `shown` is what GitHub gives away of it. */
  secretsKey: SecretsKey;
  /** Raised by every change. */
  version: number;
  nextId: () => number;
  emit: (event: WebhookEvent) => Promise<void>;
};

export type Model = State &
  RepositoryChanges &
  WorkChanges &
  StandingChanges &
  GitChanges &
  PeopleChanges &
  InstallationChanges & {
    repository: (name: string) => Repository;
    /** A repository by `owner/name`, also by a name it had before; undefined when the App does not see it. */
    find: (owner: string, name: string) => Repository | undefined;
    sees: (repository: Repository) => boolean;
    /** Repositories the App sees, in a stable order. */
    visible: () => Repository[];
    head: (repository: Repository) => Commit | undefined;
    /** Commits from the head of a branch back, newest first. */
    history: (repository: Repository, from?: string) => Commit[];
    /** Whether a git object belongs to this repository: GitHub gives none of another's. */
    reaches: (repository: Repository, oid: string) => boolean;
  };

type ModelSettings = {
  now: () => Date;
  organisation: Organisation;
  emit: (event: WebhookEvent) => Promise<void>;
};

export function createModel({ now, organisation, emit }: ModelSettings): Model {
  let ids = 1000;
  const nextId = () => ++ids;
  const founded = '2019-03-01T08:00:00Z';
  const organizationId = nextId();
  const state: State = {
    now,
    git: createGitStore(),
    organization: {
      type: 'Organization',
      id: nodeId('Organization', organizationId),
      databaseId: organizationId,
      login: organisation.login,
      name: organisation.name,
      createdAt: founded,
      updatedAt: founded,
      basePermission: organisation.basePermission,
    },
    users: new Map(),
    teams: new Map(),
    repositories: new Map(),
    names: new Map(),
    installation: {
      id: nextId(),
      appId: nextId(),
      appSlug: 'callboard',
      permissions: { ...EVERYTHING_READ },
      repositories: null,
      suspendedAt: null,
      createdAt: founded,
    },
    secretsKey: newSecretsKey(),
    version: 0,
    nextId,
    emit,
  };
  loadOrganisation(state, organisation);
  const reachable = new WeakMap<Repository, { version: string; oids: Set<string> }>();

  function find(owner: string, name: string): Repository | undefined {
    const id = state.names.get(`${owner}/${name}`.toLowerCase());
    const found = id === undefined ? undefined : state.repositories.get(id);
    return found && sees(found) ? found : undefined;
  }

  function sees(repository: Repository): boolean {
    // What is public is everybody's to read, whoever owns it; only the lists are of one's own.
    if (repository.owner !== state.organization.login) return repository.visibility === 'public';
    return state.installation.repositories?.has(repository.id) ?? true;
  }

  function repository(name: string): Repository {
    const id = state.names.get(`${state.organization.login}/${name}`.toLowerCase());
    const found = id && state.repositories.get(id);
    if (!found) throw new Error(`The demo's GitHub has no repository ${name}`);
    return found;
  }

  function commitAt(oid: string | undefined): Commit | undefined {
    const object = oid === undefined ? undefined : state.git.get(oid);
    return object?.type === 'commit' ? object : undefined;
  }

  function history(of: Repository, from = of.branches.get(of.defaultBranch)): Commit[] {
    const commits: Commit[] = [];
    for (let commit = commitAt(from); commit; commit = commitAt(commit.parents[0])) {
      commits.push(commit);
    }
    return commits;
  }

  function reaches(of: Repository, oid: string): boolean {
    const heads = [...of.branches.values(), ...of.tags.values()];
    const version = heads.join();
    let known = reachable.get(of);
    if (known?.version !== version) {
      known = { version, oids: new Set() };
      const pending = heads.flatMap((head) => history(of, head).flatMap((c) => [c.oid, c.tree]));
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        if (known.oids.has(next)) continue;
        known.oids.add(next);
        const object = state.git.get(next);
        if (object?.type === 'tree') pending.push(...object.entries.map((entry) => entry.oid));
      }
      reachable.set(of, known);
    }
    return known.oids.has(oid) || of.loose.has(oid);
  }

  const changes = repositoryChanges(state, repository);
  return Object.assign(state, {
    ...changes,
    ...workChanges(state, repository, changes.push),
    ...standingChanges(state, repository),
    ...gitChanges(state),
    ...peopleChanges(state, repository),
    ...installationChanges(state, repository),
    repository,
    find,
    sees,
    visible: () =>
      [...state.repositories.values()].filter(
        (one) => one.owner === state.organization.login && sees(one),
      ),
    head: (of: Repository) => commitAt(of.branches.get(of.defaultBranch)),
    history,
    reaches,
  });
}

/** What a read-only catalog App asks for. */
const EVERYTHING_READ: Record<string, 'read'> = {
  metadata: 'read',
  contents: 'read',
  members: 'read',
  administration: 'read',
  pull_requests: 'read',
  deployments: 'read',
  environments: 'read',
  actions: 'read',
  checks: 'read',
  statuses: 'read',
  vulnerability_alerts: 'read',
};
