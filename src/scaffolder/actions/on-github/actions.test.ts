import { describe, expect, it } from 'vitest';
import type { Repository } from '../../../demo/github/model/types.ts';
import { unseal } from '../../../github/scaffolding/sealed-box.ts';
import {
  dyingAt,
  hostOf,
  startHost,
  text,
  writesOf,
} from '../../../github/scaffolding/test-host.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { RepositoryHost } from '../../repository-host.ts';
import type { Workspace, WorkspaceFile } from '../../workspace/workspace.ts';
import type { ActionContext, Thing } from '../action.ts';
import { GITHUB_ACTIONS } from './list.ts';

const STARTED = new Date('2026-06-15T12:30:00Z');
const LEDGER = 'github.com?owner=marlinpay&repo=ledger';
const REFUNDS = 'github.com?owner=marlinpay&repo=refunds';

/** What a run remembers from one try of a step to the next. */
function newRun() {
  return { kept: new Map<string, Json>(), things: new Map<string, Thing>(), log: [] as string[] };
}
type Run = ReturnType<typeof newRun>;

const FILES = new Map<string, WorkspaceFile>([
  ['README.md', text('# Refunds\n')],
  ['.github/CODEOWNERS', text('* @marlinpay/money\n')],
]);
const workspace: Workspace = {
  paths: (below) => [...FILES.keys()].filter((path) => !below || path.startsWith(`${below}/`)),
  read: (path) => FILES.get(path) ?? null,
  write: () => {},
  remove: () => {},
};

async function perform(
  host: RepositoryHost,
  { id, input, run }: { id: string; input: JsonObject; run: Run },
): Promise<JsonObject> {
  const action = GITHUB_ACTIONS.find((one) => one.id === id);
  if (!action) throw new Error(`No action ${id}`);
  const context: ActionContext<unknown> = {
    input: action.input.parse(input),
    workspace,
    run: { id: 'run-1', startedAt: STARTED, by: 'user:default/ana' },
    template: { ref: 'template:default/t', location: 'file:/t/template.yaml' },
    step: { id: 'it', name: 'It' },
    isDryRun: false,
    log: (line) => run.log.push(line),
    signal: new AbortController().signal,
    outside: {
      host,
      readFiles: async () => new Map(),
      catalog: {
        entity: async () => null,
        register: async () => ({ refs: [] }),
        unregister: async () => {},
        survey: async () => null,
        ownerOf: async () => null,
      },
      notify: null,
    },
    async once<Result extends Json>(key: string, work: () => Promise<Result>) {
      if (!run.kept.has(key)) run.kept.set(key, await work());
      return run.kept.get(key) as Result;
    },
    willCreate: async (thing) => void run.things.set(`${thing.kind} ${thing.name}`, thing),
  };
  return action.output.parse(await action.run(context as ActionContext<never>));
}

const PUBLISH = {
  repoUrl: REFUNDS,
  description: 'Refunds',
  defaultBranch: 'main',
  access: 'marlinpay/money',
  collaborators: [
    { access: 'push', user: 'ana' },
    { access: 'pull', user: 'nobody' },
  ],
  topics: ['Payments'],
  secrets: { NPM_TOKEN: 'very-secret' },
  repoVariables: { TIER: '1' },
  requireCodeOwnerReviews: true,
  requiredStatusCheckContexts: ['test'],
  hasWiki: false,
};

type Case = {
  id: string;
  input: JsonObject;
  output: JsonObject;
  /** What is in the repository afterwards, and what was not there before. */
  seen: (of: Repository) => unknown;
  is: unknown;
  things?: string[];
  repository?: string;
};

const CASES: Case[] = [
  {
    id: 'publish:github',
    input: PUBLISH,
    repository: 'refunds',
    output: {
      remoteUrl: 'https://github.com/marlinpay/refunds.git',
      repoContentsUrl: 'https://github.com/marlinpay/refunds/blob/main',
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    },
    seen: (of) => ({
      branches: [...of.branches.keys()],
      topics: of.topics,
      variables: [...of.settings.variables],
      secrets: [...of.settings.secrets.keys()],
      collaborators: [...of.settings.collaborators],
      wiki: of.settings.flags.has_wiki,
      rules: of.settings.protection.get('main'),
    }),
    is: {
      branches: ['main'],
      topics: ['payments'],
      variables: [['TIER', '1']],
      secrets: ['NPM_TOKEN'],
      collaborators: [['ana', 'push']],
      wiki: false,
      rules: expect.objectContaining({
        enforce_admins: true,
        required_status_checks: { strict: true, contexts: ['test'] },
        required_pull_request_reviews: expect.objectContaining({
          require_code_owner_reviews: true,
          required_approving_review_count: 1,
        }),
      }),
    },
    things: ['repository marlinpay/refunds'],
  },
  {
    id: 'publish:github:pull-request',
    input: {
      repoUrl: LEDGER,
      branchName: 'add/readme',
      title: 'Add a README',
      description: 'Because.',
      sourcePath: './.github',
      targetPath: 'docs',
      teamReviewers: ['group:default/money'],
    },
    output: {
      targetBranchName: 'main',
      remoteUrl: 'https://github.com/marlinpay/ledger/pull/1',
      pullRequestNumber: 1,
    },
    seen: (of) => of.pullRequests.map(({ title, reviewers, body }) => [title, reviewers, body]),
    is: [['Add a README', ['marlinpay/money'], 'Because.']],
    things: ['branch marlinpay/ledger#add/readme', 'pull-request marlinpay/ledger!add/readme'],
  },
  {
    id: 'github:repo:create',
    input: { repoUrl: REFUNDS, repoVisibility: 'internal' },
    repository: 'refunds',
    output: {
      remoteUrl: 'https://github.com/marlinpay/refunds.git',
      repoContentsUrl: 'https://github.com/marlinpay/refunds/blob/main',
    },
    seen: (of) => [of.visibility, of.branches.size],
    is: ['internal', 0],
    things: ['repository marlinpay/refunds'],
  },
  {
    id: 'github:repo:push',
    input: { repoUrl: LEDGER, defaultBranch: 'main', protectDefaultBranch: false },
    output: {
      remoteUrl: 'https://github.com/marlinpay/ledger.git',
      repoContentsUrl: 'https://github.com/marlinpay/ledger/blob/main',
      commitHash: expect.any(String),
    },
    seen: (of) => [[...of.branches.keys()], of.settings.protection.size],
    is: [['main'], 0],
  },
  {
    id: 'github:environment:create',
    input: {
      repoUrl: LEDGER,
      name: 'production',
      deploymentBranchPolicy: { protected_branches: false, custom_branch_policies: true },
      customBranchPolicyNames: ['main', 'release/*'],
      customTagPolicyNames: ['v*'],
      environmentVariables: { REGION: 'eu' },
      secrets: { KEY: 'very-secret' },
      waitTimer: 30,
      reviewers: ['group:default/money', 'user:default/ana'],
    },
    output: {},
    seen: (of) =>
      [...of.settings.environments.values()].map((one) => ({
        name: one.name,
        wait: one.waitTimer,
        reviewers: one.reviewers.map(({ type }) => type),
        policies: one.policies.map(({ name, type }) => `${type} ${name}`),
        variables: [...one.variables],
        secrets: [...one.secrets.keys()],
      })),
    is: [
      {
        name: 'production',
        wait: 30,
        reviewers: ['Team', 'User'],
        policies: ['branch main', 'branch release/*', 'tag v*'],
        variables: [['REGION', 'eu']],
        secrets: ['KEY'],
      },
    ],
    things: ['environment marlinpay/ledger environment production'],
  },
  {
    id: 'github:issues:create',
    input: { repoUrl: LEDGER, title: 'Say who is on call', labels: ['todo'], assignees: ['ana'] },
    output: { issueUrl: 'https://github.com/marlinpay/ledger/issues/1', issueNumber: 1 },
    seen: (of) => of.settings.issues.map(({ title, labels }) => [title, labels]),
    is: [['Say who is on call', ['todo']]],
  },
  {
    id: 'github:webhook',
    input: { repoUrl: LEDGER, webhookUrl: 'https://ci.example/hook', events: ['push', 'release'] },
    output: {},
    seen: (of) => of.settings.hooks.map(({ url, events }) => [url, events]),
    is: [['https://ci.example/hook', ['push', 'release']]],
    things: ['webhook marlinpay/ledger hook https://ci.example/hook'],
  },
  {
    id: 'github:actions:dispatch',
    input: {
      repoUrl: LEDGER,
      workflowId: 'ci.yml',
      branchOrTagName: 'main',
      workflowInputs: { full: true },
      returnWorkflowRunDetails: true,
    },
    output: {
      workflowRunId: expect.any(Number),
      workflowRunUrl: expect.stringMatching(/\/repos\/marlinpay\/ledger\/actions\/runs\/\d+$/),
      workflowRunHtmlUrl: expect.stringContaining('https://github.com/marlinpay/ledger/actions/'),
    },
    seen: (of) => of.settings.workflowRuns.map(({ workflow, inputs }) => [workflow, inputs]),
    is: [['ci.yml', { full: 'true' }]],
  },
  {
    id: 'github:deployKey:create',
    input: { repoUrl: LEDGER, deployKeyName: 'deploy to prod' },
    output: { privateKeySecretName: 'DEPLOY_TO_PROD_PRIVATE_KEY' },
    seen: (of) => [of.settings.keys.map(({ title }) => title), [...of.settings.secrets.keys()]],
    is: [['deploy to prod'], ['DEPLOY_TO_PROD_PRIVATE_KEY']],
    things: ['deploy-key marlinpay/ledger key deploy to prod'],
  },
  {
    id: 'github:autolinks:create',
    input: { repoUrl: LEDGER, keyPrefix: 'PAY-', urlTemplate: 'https://jira.example/PAY-<num>' },
    output: {},
    seen: (of) => of.settings.autolinks.map(({ key_prefix }) => key_prefix),
    is: ['PAY-'],
  },
  {
    id: 'github:branch-protection:create',
    input: { repoUrl: LEDGER, requiredCommitSigning: true, requiredApprovingReviewCount: 2 },
    output: {},
    seen: (of) => [...of.settings.protection],
    is: [['main', expect.objectContaining({ required_signatures: true })]],
  },
  {
    id: 'github:pages:enable',
    input: { repoUrl: LEDGER, sourcePath: '/docs' },
    output: {},
    seen: (of) => of.settings.pages,
    is: { build_type: 'workflow', source: { branch: 'main', path: '/docs' } },
  },
];

describe.each(CASES)('$id', (one) => {
  const { id, input, repository = 'ledger' } = one;

  it('does it, and ends the same when it is asked again', async () => {
    const { github, host } = startHost();
    const run = newRun();
    expect(await perform(host, { id, input, run })).toEqual(one.output);
    await perform(host, { id, input, run });
    expect(one.seen(github.model.repository(repository))).toEqual(one.is);
    expect([...run.things.keys()]).toEqual(one.things ?? []);
    expect(JSON.stringify([...run.kept, run.log])).not.toContain('very-secret');
  });

  it('goes on where a crash at any call left it, and ends with one of everything', async () => {
    const whole = startHost();
    await perform(whole.host, { id, input, run: newRun() });
    const calls = writesOf(whole.github).length;
    for (let crash = 1; crash <= calls; crash += 1)
      for (const isDone of [false, true]) {
        const { github } = startHost();
        const run = newRun();
        const dying = hostOf({ ...github, fetch: dyingAt(github.fetch, { crash, isDone }) });
        await perform(dying, { id, input, run }).catch(() => {});
        expect(await perform(hostOf(github), { id, input, run })).toEqual(one.output);
        expect(one.seen(github.model.repository(repository))).toEqual(one.is);
      }
  });

  it('takes away what it made, and nothing that was there before', async () => {
    const { github, host } = startHost();
    const run = newRun();
    await perform(host, { id, input, run });
    for (const thing of [...run.things.values()].reverse())
      expect(await host.remove(thing, { since: STARTED })).toBe('removed');
    for (const thing of run.things.values()) expect(await host.exists(thing)).toBe(false);
    for (const thing of run.things.values())
      expect(await host.remove(thing, { since: STARTED })).toBe('gone');
    expect(github.model.repository('ledger').branches.has('main')).toBe(true);
  });
});

it('labels an issue, twice as once', async () => {
  const { github, host } = startHost();
  const run = newRun();
  await github.model.openPullRequest('ledger', {
    title: 'Any',
    author: 'ana',
    headRefName: 'any',
    files: { 'a.txt': 'a' },
  });
  const input = { repoUrl: LEDGER, number: 1, labels: ['catalog'] };
  await perform(host, { id: 'github:issues:label', input, run });
  await perform(host, { id: 'github:issues:label', input, run });
  expect(github.model.repository('ledger').pullRequests[0]?.labels).toEqual(['catalog']);
});

it('seals what only GitHub is to read', async () => {
  const { github, host } = startHost();
  await perform(host, { id: 'publish:github', input: PUBLISH, run: newRun() });
  const sealed = github.model.repository('refunds').settings.secrets.get('NPM_TOKEN') ?? '';
  expect(unseal(sealed, github.model.secretsKey.privateKey)).toBe('very-secret');
});

it.each([
  ['publish:github', { repoUrl: LEDGER }, 'marlinpay/ledger already exists.'],
  [
    'publish:github:pull-request',
    { repoUrl: LEDGER, branchName: 'main', title: 'T', description: '' },
    'The branch main is in marlinpay/ledger already.',
  ],
  [
    'publish:github',
    { repoUrl: 'gitlab.com?owner=a&repo=b' },
    'Callboard makes things on github.com',
  ],
  ['publish:github', { repoUrl: 'github.com?owner=a&repo=../b' }, 'names no repository'],
  [
    'github:branch-protection:create',
    { repoUrl: LEDGER, branch: 'none' },
    'There is no branch none in marlinpay/ledger.',
  ],
  ['github:deployKey:create', { repoUrl: LEDGER, deployKeyName: 'a', publicKey: 'x' }, 'both'],
] as const)('%s refuses %j', async (id, input, words) => {
  const { host } = startHost();
  const run = newRun();
  await expect(perform(host, { id, input, run })).rejects.toThrow(words);
  expect([...run.things]).toEqual([]);
});

it('removes no repository that is older than the run', async () => {
  const { host } = startHost();
  const thing = { kind: 'repository', name: 'marlinpay/ledger', url: null } as const;
  await expect(host.remove(thing, { since: STARTED })).rejects.toThrow(
    'marlinpay/ledger was there before this run, so it stays.',
  );
});

it('notes nothing that was there before, so that clean-up leaves it', async () => {
  const { host } = startHost();
  const input = { repoUrl: LEDGER, webhookUrl: 'https://ci.example/hook' };
  await perform(host, { id: 'github:webhook', input, run: newRun() });
  const second = newRun();
  await perform(host, { id: 'github:webhook', input, run: second });
  expect([...second.things]).toEqual([]);
});

it('leaves an organisation without branch protection unprotected and says so', async () => {
  const { github, host } = startHost();
  const message = 'Upgrade to GitHub Pro or make this repository public to enable this feature.';
  github.fail({ kind: 'refused', status: 403, message, match: /protection$/ });
  const run = newRun();
  await perform(host, { id: 'publish:github', input: PUBLISH, run });
  expect(run.log).toContainEqual(`Did not protect main: ${message}`);
});
