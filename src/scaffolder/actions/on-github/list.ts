import type { Action } from '../action.ts';
import { githubActionsDispatch } from './actions-dispatch.ts';
import { githubAutolinksCreate } from './autolinks-create.ts';
import { githubBranchProtectionCreate } from './branch-protection-create.ts';
import { githubDeployKeyCreate } from './deploy-key-create.ts';
import { githubEnvironmentCreate } from './environment-create.ts';
import { githubIssuesCreate } from './issues-create.ts';
import { githubIssuesLabel } from './issues-label.ts';
import { githubPagesEnable } from './pages-enable.ts';
import { publishGithub } from './publish-github.ts';
import { publishGithubPullRequest } from './publish-pull-request.ts';
import { githubRepoCreate } from './repo-create.ts';
import { githubRepoPush } from './repo-push.ts';
import { githubWebhook } from './webhook.ts';

/** What steps can do on GitHub; an action is its own file and a line here. */
export const GITHUB_ACTIONS: readonly Action[] = [
  publishGithub,
  publishGithubPullRequest,
  githubRepoCreate,
  githubRepoPush,
  githubEnvironmentCreate,
  githubIssuesCreate,
  githubIssuesLabel,
  githubWebhook,
  githubActionsDispatch,
  githubDeployKeyCreate,
  githubAutolinksCreate,
  githubBranchProtectionCreate,
  githubPagesEnable,
];
