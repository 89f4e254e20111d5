// What the demo's GitHub remembers. `type` is the name of the GraphQL type; times are ISO 8601 in UTC with whole seconds, as GitHub writes them.

import type { RepositorySettings } from './settings.ts';

export type Visibility = 'public' | 'internal' | 'private';
export type Permission = 'READ' | 'TRIAGE' | 'WRITE' | 'MAINTAIN' | 'ADMIN';

export type Organization = {
  type: 'Organization';
  id: string;
  databaseId: number;
  login: string;
  name: string;
  createdAt: string;
  updatedAt: string;
  basePermission: 'none' | 'read' | 'write' | 'admin' | null;
};

export type User = {
  type: 'User';
  id: string;
  databaseId: number;
  login: string;
  name: string | null;
  /** The e-mail of the organisation's verified domain; null for people who have none. */
  email: string | null;
  /** Null for people who are not (or no longer) members of the organisation. */
  role: 'MEMBER' | 'ADMIN' | null;
  createdAt: string;
  updatedAt: string;
};

export type Team = {
  type: 'Team';
  id: string;
  databaseId: number;
  slug: string;
  name: string;
  description: string | null;
  parent: string | null;
  privacy: 'VISIBLE' | 'SECRET';
  members: { login: string; role: 'MAINTAINER' | 'MEMBER' }[];
  /** By the repository's node id, so that a rename changes nothing here. */
  repositories: Map<string, Permission>;
  createdAt: string;
  updatedAt: string;
};

export type Repository = {
  type: 'Repository';
  id: string;
  databaseId: number;
  owner: string;
  name: string;
  description: string | null;
  homepageUrl: string | null;
  visibility: Visibility;
  isArchived: boolean;
  archivedAt: string | null;
  isTemplate: boolean;
  defaultBranch: string;
  topics: string[];
  language: string | null;
  /** SPDX id. */
  license: string | null;
  createdAt: string;
  updatedAt: string;
  /** Null while nothing was pushed. */
  pushedAt: string | null;
  /** Branch name -> commit oid. */
  branches: Map<string, string>;
  tags: Map<string, string>;
  releases: Release[];
  pullRequests: PullRequest[];
  deployments: Deployment[];
  /** Objects that were written and lie on no branch yet. */
  loose: Set<string>;
  settings: RepositorySettings;
};

export type Release = {
  type: 'Release';
  id: string;
  databaseId: number;
  repository: Repository;
  tagName: string;
  name: string | null;
  description: string | null;
  isPrerelease: boolean;
  isDraft: boolean;
  author: string | null;
  createdAt: string;
  publishedAt: string | null;
};

export type PullRequest = {
  type: 'PullRequest';
  id: string;
  databaseId: number;
  repository: Repository;
  number: number;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  isDraft: boolean;
  author: string;
  headRefName: string;
  baseRefName: string;
  labels: string[];
  /** Logins, and `owner/team`. */
  reviewers: string[];
  /** Head of its branch; null while nothing was pushed to it. */
  headOid: string | null;
  /** What it became on the base branch. */
  mergeOid: string | null;
  createdAt: string;
  updatedAt: string;
  mergedAt: string | null;
  settledBy: string | null;
  comments: { id: number; author: string; body: string; at: string }[];
};

export type Deployment = {
  type: 'Deployment';
  id: string;
  databaseId: number;
  repository: Repository;
  environment: string;
  commitOid: string;
  /** The tag or branch it was made from. */
  ref: string;
  creator: string;
  state: DeploymentState;
  /** Oldest first. */
  statuses: { id: number; state: StatusState; at: string }[];
  createdAt: string;
  updatedAt: string;
};

export type StatusState =
  | 'QUEUED'
  | 'PENDING'
  | 'WAITING'
  | 'IN_PROGRESS'
  | 'SUCCESS'
  | 'FAILURE'
  | 'ERROR'
  | 'INACTIVE';
export type DeploymentState = Exclude<StatusState, 'SUCCESS'> | 'ACTIVE';

export type Blob = { type: 'blob'; oid: string; bytes: number; content: string | Buffer };
/** A file, one that may be run, a symbolic link. */
export type FileMode = 0o100644 | 0o100755 | 0o120000;
export type TreeItem = { name: string; mode: FileMode | 0o40000; oid: string };
export type Tree = { type: 'tree'; oid: string; entries: TreeItem[] };
export type Commit = {
  type: 'commit';
  oid: string;
  tree: string;
  parents: string[];
  /** Login; a name that is no login stands for somebody without an account. */
  author: string;
  /** As the commit says it, where that is not what the account says. */
  person?: { name: string; email: string };
  at: string;
  message: string;
  changes: { added: string[]; modified: string[]; removed: string[] };
};
export type GitObject = Blob | Tree | Commit;

export type Installation = {
  id: number;
  appId: number;
  appSlug: string;
  /** GitHub's permission names, e.g. `contents: read`; what is missing is forbidden. */
  permissions: Record<string, 'read' | 'write'>;
  /** Node ids that the App may see; null means all of the organisation. */
  repositories: Set<string> | null;
  suspendedAt: string | null;
  createdAt: string;
};

/** What happened, in GitHub's words; `webhooks.ts` makes the payload, signs and sends it. */
export type WebhookEvent = {
  /** `push`, `repository`, `team`, `membership`, `organization`, … */
  name: string;
  action?: string;
  repository?: Repository;
  team?: Team;
  user?: User;
  sender?: string;
  /** Fields of the payload that only this event has. */
  extra?: Record<string, unknown>;
};
