import type { Thing } from './actions/action.ts';
import type { JsonObject } from './json.ts';
import type { Remove } from './outside.ts';
import type { WorkspaceFile } from './workspace/workspace.ts';

export type Place = { owner: string; repo: string };

/**
 * What steps do on GitHub. Every function finds what an earlier call of the same run left, so that calling it twice ends the same.
 * All throw a UserError where GitHub says no, or asks to come back later than a step can wait.
 * The GitHub edge fills it (`github/scaffolding/`); the actions in `actions/on-github/` are its callers.
 */
export type RepositoryHost = {
  /** The organisation where a template names none. */
  organization: string;
  /** `github.com`: whose addresses these credentials are for. */
  host: string;
  isTaken: (place: Place) => Promise<boolean>;
  defaultBranch: (place: Place) => Promise<string>;
  ensureRepository: (wanted: NewRepository) => Promise<RepositoryMade>;
  /** The files as one commit on `branch`, which is made the default one; on top of what somebody else put there. */
  pushFiles: (push: FilePush) => Promise<{ commit: string; isNew: boolean }>;
  /** Null where nothing would change and `createWhenEmpty` is false. */
  openPullRequest: (wanted: NewPullRequest) => Promise<PullRequestMade | null>;
  protectBranch: (place: Place, branch: string, protection: Protection) => Promise<Outcome>;
  setTopics: (place: Place, topics: readonly string[]) => Promise<void>;
  addCollaborator: (place: Place, collaborator: Collaborator) => Promise<void>;
  setProperties: (place: Place, properties: JsonObject) => Promise<void>;
  /** Claims of the tokens its workflows get. */
  customizeOidc: (place: Place, claims: OidcClaims) => Promise<void>;
  /** Of the repository's workflows, or of those that run in `environment`. */
  setVariables: (of: WorkflowScope, variables: Texts) => Promise<void>;
  /** Sealed before they are sent, so that only GitHub can read them. */
  setSecrets: (of: WorkflowScope, secrets: Texts) => Promise<void>;
  ensureEnvironment: (place: Place, environment: Environment) => Promise<void>;
  ensureWebhook: (place: Place, hook: Webhook) => Promise<{ id: number }>;
  /** `mark` is kept in the issue, unseen by people, and says which of ours it is. */
  createIssue: (
    place: Place,
    issue: NewIssue & { mark: string },
  ) => Promise<{ number: number; url: string }>;
  addLabels: (place: Place, number: number, labels: readonly string[]) => Promise<void>;
  /** The newest run of a workflow somebody asked for; null before the first. */
  newestDispatch: (dispatch: Dispatch) => Promise<number | null>;
  /** Runs a workflow once: a run newer than `after` is the one an earlier try asked for. */
  dispatchWorkflow: (
    dispatch: Dispatch & { inputs: Texts; after: number | null; mayExist: boolean },
  ) => Promise<WorkflowRun | null>;
  /** A key of this title that is there is replaced where it is another one. */
  ensureDeployKey: (place: Place, key: DeployKey) => Promise<void>;
  ensureAutolink: (place: Place, link: Autolink) => Promise<void>;
  enablePages: (place: Place, pages: Pages) => Promise<{ url: string }>;
  /** Whether something of that name is there: asked before it is made, so that nothing of others is taken for ours. */
  exists: (thing: Thing) => Promise<boolean>;
  remove: Remove;
};

export type NewRepository = Place & {
  /** Whether this run may have made it before: one that is there and younger than `since` is taken for that, else it is somebody's. */
  mayExist: boolean;
  since: Date;
  description: string;
  homepage: string;
  visibility: 'public' | 'internal' | 'private';
  /** GitHub's own names: `has_wiki`, `allow_squash_merge`, `delete_branch_on_merge`, … */
  settings: Readonly<Record<string, boolean | string>>;
};

export type RepositoryMade = {
  /** `https://github.com/o/r`. */
  url: string;
  cloneUrl: string;
  defaultBranch: string;
  isNew: boolean;
};

export type Author = { name: string; email: string };

export type FilePush = Place & {
  branch: string;
  files: ReadonlyMap<string, WorkspaceFile>;
  message: string;
  author: Author;
  /** The same content at the same time is the same commit. */
  at: Date;
};

export type NewPullRequest = Place & {
  branch: string;
  /** The default branch where null. */
  base: string | null;
  title: string;
  body: string;
  message: string;
  files: ReadonlyMap<string, WorkspaceFile>;
  remove: readonly string[];
  author: Author;
  at: Date;
  isDraft: boolean;
  reviewers: readonly string[];
  teamReviewers: readonly string[];
  assignees: readonly string[];
  /** A branch of that name which is there gets the commit on top; without it that is refused. */
  update: boolean;
  createWhenEmpty: boolean;
};

export type PullRequestMade = { number: number; url: string; base: string };

export type Protection = {
  requiredApprovals: number;
  requireCodeOwners: boolean;
  dismissStale: boolean;
  requireLastPush: boolean;
  bypass: Actors | null;
  restrictions: Actors | null;
  /** Null: no check is asked for. */
  checks: { contexts: readonly string[]; isStrict: boolean } | null;
  enforceAdmins: boolean;
  requireConversations: boolean;
  requireLinear: boolean;
  blockCreations: boolean;
  requireSignatures: boolean;
};
export type Actors = {
  users: readonly string[];
  teams: readonly string[];
  apps: readonly string[];
};

/** `declined`: GitHub's plan of this organisation has no such thing, which stops no run. */
export type Outcome = { kind: 'done' } | { kind: 'declined'; reason: string };

/** GitHub's word for what they may: `pull`, `push`, `admin`, `maintain`, `triage`, or a role of the organisation. */
export type Collaborator = { access: string } & ({ user: string } | { team: string });

export type OidcClaims = { useDefault: boolean; includeClaimKeys: readonly string[] };
export type WorkflowScope = Place & { environment?: string };
export type Texts = Readonly<Record<string, string>>;

export type Environment = {
  name: string;
  waitTimer: number | null;
  preventSelfReview: boolean | null;
  reviewers: readonly ({ user: string } | { team: string })[];
  branches: { protectedOnly: boolean; names: readonly string[]; tags: readonly string[] } | null;
};

export type Webhook = {
  url: string;
  secret: string | null;
  events: readonly string[];
  isActive: boolean;
  contentType: 'form' | 'json';
  skipsTls: boolean;
};

export type NewIssue = {
  title: string;
  body: string;
  labels: readonly string[];
  assignees: readonly string[];
  milestone: string | number | null;
};

export type Dispatch = Place & { workflow: string; ref: string };
export type WorkflowRun = { id: number; url: string; htmlUrl: string };

export type DeployKey = { title: string; publicKey: string; isReadOnly: boolean };
export type Autolink = { prefix: string; urlTemplate: string; isAlphanumeric: boolean };
export type Pages = {
  buildType: 'legacy' | 'workflow';
  source: { branch: string; path: string };
};
