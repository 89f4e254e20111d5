import { newStanding, type Standing } from './standing.ts';

/** What a repository has besides its files: rules, environments, hooks, keys and what else is set on it. */
export type RepositorySettings = {
  flags: Record<Flag, boolean>;
  /** By branch, as GitHub's API takes it. */
  protection: Map<string, Protection>;
  environments: Map<string, Environment>;
  variables: Map<string, string>;
  secrets: Map<string, string>;
  collaborators: Map<string, string>;
  hooks: Hook[];
  keys: DeployKey[];
  autolinks: Autolink[];
  pages: Pages | null;
  issues: Issue[];
  workflowRuns: WorkflowRun[];
  properties: Map<string, unknown>;
  oidc: unknown;
  standing: Standing;
};

export const FLAGS = {
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  delete_branch_on_merge: true,
  allow_merge_commit: true,
  allow_squash_merge: true,
  allow_rebase_merge: false,
  allow_auto_merge: false,
  allow_update_branch: false,
};
export type Flag = keyof typeof FLAGS;

export type Protection = Record<string, unknown> & { required_signatures?: boolean };
export type Environment = {
  id: number;
  name: string;
  waitTimer: number;
  reviewers: { type: string; id: number }[];
  branchPolicy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  policies: { id: number; name: string; type: string }[];
  variables: Map<string, string>;
  secrets: Map<string, string>;
};
export type Hook = { id: number; url: string; events: string[]; active: boolean; config: object };
export type DeployKey = { id: number; title: string; key: string; readOnly: boolean };
export type Autolink = {
  id: number;
  key_prefix: string;
  url_template: string;
  is_alphanumeric: boolean;
};
export type Pages = { build_type: string; source: { branch: string; path: string } };
export type Issue = {
  number: number;
  title: string;
  body: string;
  labels: string[];
  assignees: string[];
  milestone: number | null;
  author: string;
  at: string;
};
export type WorkflowRun = {
  id: number;
  workflow: string;
  branch: string;
  inputs: Record<string, unknown>;
  at: string;
};

export function newSettings(): RepositorySettings {
  return {
    flags: { ...FLAGS },
    protection: new Map(),
    environments: new Map(),
    variables: new Map(),
    secrets: new Map(),
    collaborators: new Map(),
    hooks: [],
    keys: [],
    autolinks: [],
    pages: null,
    issues: [],
    workflowRuns: [],
    properties: new Map(),
    oidc: null,
    standing: newStanding(),
  };
}
