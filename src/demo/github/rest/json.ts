import { isBinary } from '../model/git.ts';
import type { Model } from '../model/model.ts';
import { nodeId } from '../model/node-id.ts';
import type { Blob, Commit, Organization, Repository, Team, User } from '../model/types.ts';

type Json = Record<string, unknown>;

// The REST shapes, with the fields that clients read; `api` is the address of the API itself.

export function repositoryJson(model: Model, of: Repository, api: string): Json {
  const url = `https://github.com/${of.owner}/${of.name}`;
  return {
    id: of.databaseId,
    node_id: of.id,
    name: of.name,
    full_name: `${of.owner}/${of.name}`,
    private: of.visibility !== 'public',
    owner: ownerJson(model, of.owner, api),
    html_url: url,
    description: of.description,
    fork: false,
    url: `${api}/repos/${of.owner}/${of.name}`,
    created_at: of.createdAt,
    updated_at: of.updatedAt,
    pushed_at: of.pushedAt,
    git_url: `git://github.com/${of.owner}/${of.name}.git`,
    ssh_url: `git@github.com:${of.owner}/${of.name}.git`,
    clone_url: `${url}.git`,
    homepage: of.homepageUrl,
    // In kB; only nought means something: nothing was ever pushed.
    size: of.branches.size === 0 ? 0 : 64,
    stargazers_count: 0,
    forks_count: 0,
    open_issues_count: of.pullRequests.filter(({ state }) => state === 'OPEN').length,
    ...of.settings.flags,
    language: of.language,
    has_pages: of.settings.pages !== null,
    archived: of.isArchived,
    disabled: false,
    license: of.license && {
      key: of.license.toLowerCase(),
      name: of.license,
      spdx_id: of.license,
    },
    is_template: of.isTemplate,
    topics: of.topics,
    visibility: of.visibility,
    default_branch: of.defaultBranch,
    security_and_analysis: {
      secret_scanning: {
        status: of.settings.standing.hasSecretScanning ? 'enabled' : 'disabled',
      },
    },
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  };
}

export function ownerJson(model: Model, login: string, api: string): Json {
  if (login === model.organization.login) return accountJson(model.organization, api);
  const user = model.users.get(login);
  return user ? accountJson(user, api) : { login, type: 'Organization' };
}

export function accountJson(of: Organization | User, api: string): Json {
  return {
    login: of.login,
    id: of.databaseId,
    node_id: of.id,
    avatar_url: `https://github.com/${of.login}.png`,
    html_url: `https://github.com/${of.login}`,
    url: of.type === 'User' ? `${api}/users/${of.login}` : `${api}/orgs/${of.login}`,
    type: of.type,
    site_admin: false,
  };
}

export function organizationJson(of: Organization, api: string): Json {
  return {
    ...accountJson(of, api),
    name: of.name,
    created_at: of.createdAt,
    updated_at: of.updatedAt,
    two_factor_requirement_enabled: true,
    default_repository_permission: of.basePermission,
  };
}

export function teamJson(model: Model, of: Team, api: string): Json {
  const parent = of.parent === null ? undefined : model.teams.get(of.parent);
  return {
    id: of.databaseId,
    node_id: of.id,
    slug: of.slug,
    name: of.name,
    description: of.description,
    privacy: of.privacy === 'VISIBLE' ? 'closed' : 'secret',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url: `${api}/organizations/${model.organization.databaseId}/team/${of.databaseId}`,
    html_url: `https://github.com/orgs/${model.organization.login}/teams/${of.slug}`,
    parent: parent ? teamJson(model, { ...parent, parent: null }, api) : null,
  };
}

export function gitPerson(model: Model, commit: Commit): { name: string; email: string } {
  if (commit.person) return commit.person;
  const user = model.users.get(commit.author);
  return {
    name: user?.name ?? commit.author,
    email: user?.email ?? `${commit.author}@users.noreply.github.com`,
  };
}

export function commitJson(model: Model, of: Repository, commit: Commit, api: string): Json {
  const user = model.users.get(commit.author);
  const person = { ...gitPerson(model, commit), date: commit.at };
  const url = `${api}/repos/${of.owner}/${of.name}`;
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', of.databaseId, commit.oid),
    commit: {
      author: person,
      committer: person,
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.oid}`,
      comment_count: 0,
    },
    url: `${url}/commits/${commit.oid}`,
    html_url: `https://github.com/${of.owner}/${of.name}/commit/${commit.oid}`,
    author: user ? accountJson(user, api) : null,
    committer: user ? accountJson(user, api) : null,
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}` })),
  };
}

export function blobBytes(blob: Blob): Buffer {
  return isBinary(blob) ? (blob.content as Buffer) : Buffer.from(blob.content as string);
}
