import type { Log } from '../../log.ts';
import type { RepositoryHost } from '../../scaffolder/repository-host.ts';
import { webHostOf } from '../address.ts';
import { createConnection, type Fetch, type GitHubAuth } from '../connect.ts';
import { addCollaborator, customizeOidc, setProperties, setTopics } from './access.ts';
import { ensureAutolink } from './autolink.ts';
import { createCalls } from './calls.ts';
import { ensureDeployKey } from './deploy-key.ts';
import { dispatchWorkflow, newestDispatch } from './dispatch.ts';
import { ensureEnvironment } from './environment.ts';
import { addLabels, createIssue } from './issue.ts';
import { enablePages } from './pages.ts';
import { protectBranch } from './protection.ts';
import { openPullRequest } from './pull-request.ts';
import { pushFiles } from './push.ts';
import { defaultBranch, ensureRepository, isTaken } from './repository.ts';
import { exists, remove } from './thing.ts';
import { ensureWebhook } from './webhook.ts';
import { setSecrets, setVariables } from './workflow-values.ts';

export type HostOptions = {
  organization: string;
  /** Of its own where it can be: what reads everything need not be able to make anything. */
  auth: GitHubAuth;
  apiUrl: string;
  fetch: Fetch;
  log: Log;
  now: () => Date;
  wait: (ms: number) => Promise<void>;
  timeoutMs?: number;
};

/** What steps of templates do on GitHub. */
export function createRepositoryHost(options: HostOptions): RepositoryHost {
  const { organization, apiUrl, now, wait, timeoutMs = 30_000 } = options;
  const connection = createConnection({
    ...options,
    fetch: (input, init) =>
      options.fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  });
  const calls = createCalls({ ...connection, now, wait });
  return {
    organization,
    host: webHostOf(apiUrl),
    defaultBranch: (place) => defaultBranch(calls, place),
    isTaken: (place) => isTaken(calls, place),
    ensureRepository: (wanted) => ensureRepository(calls, wanted),
    pushFiles: (push) => pushFiles(calls, push),
    openPullRequest: (wanted) => openPullRequest(calls, wanted),
    protectBranch: (place, branch, protection) =>
      protectBranch(calls, { place, branch, protection }),
    setTopics: (place, topics) => setTopics(calls, place, topics),
    addCollaborator: (place, one) => addCollaborator(calls, place, one),
    setProperties: (place, properties) => setProperties(calls, place, properties),
    customizeOidc: (place, claims) => customizeOidc(calls, place, claims),
    setVariables: (of, variables) => setVariables(calls, of, variables),
    setSecrets: (of, secrets) => setSecrets(calls, of, secrets),
    ensureEnvironment: (place, environment) => ensureEnvironment(calls, place, environment),
    ensureWebhook: (place, hook) => ensureWebhook(calls, place, hook),
    createIssue: (place, issue) => createIssue(calls, place, issue),
    addLabels: (place, number, labels) => addLabels(calls, place, { number, labels }),
    newestDispatch: (dispatch) => newestDispatch(calls, dispatch),
    dispatchWorkflow: (dispatch) => dispatchWorkflow(calls, dispatch),
    ensureDeployKey: (place, key) => ensureDeployKey(calls, place, key),
    ensureAutolink: (place, link) => ensureAutolink(calls, place, link),
    enablePages: (place, pages) => enablePages(calls, place, pages),
    exists: (thing) => exists(calls, thing),
    remove: (thing, about) => remove(calls, thing, about),
  };
}
