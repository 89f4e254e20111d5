import type { Organisation, RepositorySeed } from '../organisation.ts';
import type { State } from './model.ts';
import { nodeId } from './node-id.ts';
import { seedHistory } from './seed-history.ts';
import { seedOfCommit, seedWork } from './seed-work.ts';
import { newSettings } from './settings.ts';
import { protectionIn, rulesetIn } from './standing.ts';
import { isoSeconds } from './time.ts';
import type { Repository, Team, User } from './types.ts';

/** Puts a whole organisation into an empty model, without webhooks. */
export function loadOrganisation(state: State, organisation: Organisation): void {
  for (const member of organisation.members) addUser(state, member);
  for (const seed of organisation.repositories) addRepository(state, seed);
  for (const { name, except, ...rules } of organisation.rulesets)
    for (const of of state.repositories.values())
      if (!except.includes(of.name)) of.settings.standing.rulesets.push(rulesetIn(name, rules));
  for (const seed of organisation.teams) {
    const team = addTeam(state, seed);
    for (const [name, permission] of Object.entries(seed.repositories)) {
      const id = state.names.get(`${organisation.login}/${name}`.toLowerCase());
      if (!id)
        throw new Error(`Team ${seed.slug} names the repository ${name}, which is not there`);
      team.repositories.set(id, permission);
    }
  }
}

export function addUser(
  state: State,
  seed: Pick<User, 'login' | 'name' | 'email'> & { role: User['role'] },
): User {
  const databaseId = state.nextId();
  const user: User = {
    type: 'User',
    id: nodeId('User', databaseId),
    databaseId,
    ...seed,
    createdAt: '2020-01-15T09:00:00Z',
    updatedAt: '2020-01-15T09:00:00Z',
  };
  state.users.set(user.login, user);
  return user;
}

export function addTeam(
  state: State,
  seed: Pick<Team, 'slug' | 'name' | 'description' | 'parent' | 'privacy' | 'members'>,
): Team {
  const databaseId = state.nextId();
  const team: Team = {
    type: 'Team',
    id: nodeId('Team', databaseId),
    databaseId,
    slug: seed.slug,
    name: seed.name,
    description: seed.description,
    parent: seed.parent,
    privacy: seed.privacy,
    members: seed.members.map((member) => ({ ...member })),
    repositories: new Map(),
    createdAt: '2020-02-01T09:00:00Z',
    updatedAt: '2020-02-01T09:00:00Z',
  };
  state.teams.set(team.slug, team);
  return team;
}

export function addRepository(state: State, seed: RepositorySeed): Repository {
  const databaseId = state.nextId();
  const createdAt = isoSeconds(new Date(seed.createdAt));
  const repository: Repository = {
    type: 'Repository',
    id: nodeId('Repository', databaseId),
    databaseId,
    owner: state.organization.login,
    name: seed.name,
    description: seed.description,
    homepageUrl: seed.homepageUrl,
    visibility: seed.visibility,
    isArchived: seed.archived,
    archivedAt: null,
    isTemplate: seed.isTemplate,
    defaultBranch: seed.defaultBranch,
    topics: [...seed.topics],
    language: seed.language,
    license: seed.license,
    createdAt,
    updatedAt: createdAt,
    pushedAt: null,
    branches: new Map(),
    tags: new Map(),
    releases: [],
    pullRequests: [],
    deployments: [],
    loose: new Set(),
    settings: newSettings(),
  };
  const { standing, protection } = repository.settings;
  if (seed.protection) protection.set(seed.defaultBranch, protectionIn(seed.protection));
  standing.hasAlerts = seed.alertsEnabled;
  standing.alerts = [...seed.alerts];
  standing.hasSecretScanning = seed.secretScanning;
  standing.checks = seed.checks;
  const key = `${repository.owner}/${repository.name}`.toLowerCase();
  if (state.names.has(key)) throw new Error(`The repository ${seed.name} is there twice`);
  state.repositories.set(repository.id, repository);
  state.names.set(key, repository.id);
  commitSeed(state, repository, seed);
  seedWork(state, repository, seed);
  if (repository.isArchived) repository.archivedAt = repository.updatedAt;
  return repository;
}

/** The commits of a seed, each with the files that it left behind. */
function commitSeed(state: State, repository: Repository, seed: RepositorySeed): void {
  if (Object.keys(seed.files).length === 0 && seed.commits.length === 0) return;
  let parent: string | null = null;
  // Few commits of a seed change a file that is told of; the others share one tree.
  let tree = '';
  let inTree: unknown;
  for (const { at, author, message, files, changes, ...made } of seedHistory(
    state.organization,
    seed,
  )) {
    const time = isoSeconds(new Date(at));
    const person = state.users.get(author);
    if (files !== inTree) {
      const blobs = [...files].map(([path, content]) => [path, state.git.blob(content)] as const);
      tree = state.git.tree(new Map(blobs));
      inTree = files;
    }
    const commit = state.git.commit(
      {
        tree,
        parents: parent === null ? [] : [parent],
        author,
        at: time,
        message,
        changes,
      },
      {
        name: person?.name ?? author,
        email: person?.email ?? `${author}@users.noreply.github.com`,
      },
    );
    parent = commit.oid;
    seedOfCommit(state, repository, commit, made);
    repository.pushedAt = time;
    repository.updatedAt = time;
  }
  if (parent) repository.branches.set(repository.defaultBranch, parent);
}
