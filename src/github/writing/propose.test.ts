import { expect, it } from 'vitest';
import type { FileProposal } from '../../catalog/corrections/pull-request.ts';
import { startGitHub, type TestGitHub } from '../../demo/github/test-github.ts';
import { createLog } from '../../log.ts';
import { createGitHubWriter } from './writer.ts';

const PLAN: FileProposal = {
  repository: 'marlinpay/ledger',
  path: 'catalog-info.yaml',
  branch: 'callboard/owner-of-ledger-1',
  title: 'Say that Risk owns ledger',
  body: 'Why',
  message: 'Say that Risk owns ledger',
  author: { name: 'Ana', email: 'ana@users.noreply.github.com' },
  reviewers: { teams: ['money'], people: [] },
  edit: (text) =>
    text.includes('risk')
      ? { kind: 'same' }
      : { kind: 'edited', text: text.replace('money', 'risk') },
};

function world(token = 'ghp_demo') {
  const github = startGitHub({
    members: [{ login: 'ana', name: 'Ana' }],
    teams: [{ slug: 'money', name: 'Money', repositories: { ledger: 'WRITE' } }],
    repositories: [{ name: 'ledger', files: { 'catalog-info.yaml': 'owner: money # é\n' } }],
  });
  return { github, ...writerOf(github, token) };
}

function writerOf(github: TestGitHub, token = 'ghp_demo') {
  return createGitHubWriter({
    organization: 'marlinpay',
    auth: { token },
    apiUrl: 'https://api.github.com',
    fetch: github.fetch,
    log: createLog('silent'),
    now: () => github.clock.now,
  });
}

it('opens one pull request with the asker as author and the owners as reviewers', async () => {
  const { github, propose, look } = world();
  const first = await propose(PLAN);
  expect(first).toEqual({
    kind: 'opened',
    number: 1,
    url: 'https://github.com/marlinpay/ledger/pull/1',
  });
  expect(await propose(PLAN)).toEqual(first);
  const of = github.model.repository('ledger');
  expect(of.pullRequests).toHaveLength(1);
  expect(of.pullRequests[0]).toMatchObject({ title: PLAN.title, reviewers: ['marlinpay/money'] });
  const [commit] = github.model.history(of, of.branches.get(PLAN.branch));
  expect(commit).toMatchObject({ author: 'ana', changes: { modified: ['catalog-info.yaml'] } });
  await github.model.mergePullRequest('ledger', 1, 'ana');
  expect(await look({ repository: PLAN.repository, number: 1 })).toMatchObject({
    kind: 'merged',
    by: 'ana',
  });
  const { data } = await github.octokit.rest.repos.getContent({
    owner: 'marlinpay',
    repo: 'ledger',
    path: PLAN.path,
  });
  expect(Buffer.from((data as { content: string }).content, 'base64').toString()).toBe(
    'owner: risk # é\n',
  );
  expect(await propose(PLAN)).toMatchObject({ kind: 'merged', number: 1 });
});

it.each([
  'POST /repos/marlinpay/ledger/git/refs',
  'PUT /repos/marlinpay/ledger/contents/catalog-info.yaml',
  'POST /repos/marlinpay/ledger/pulls',
])('goes on where a crash at %s left it', async (call) => {
  const { github, propose } = world();
  github.fail({ kind: 'broken-connection', match: call, times: 1 });
  expect(await propose(PLAN)).toMatchObject({ kind: 'later' });
  expect(await writerOf(github).propose(PLAN)).toMatchObject({ kind: 'opened', number: 1 });
  const of = github.model.repository('ledger');
  expect(of.pullRequests).toHaveLength(1);
  expect(github.model.history(of, of.branches.get(PLAN.branch))).toHaveLength(2);
});

it('makes one pull request of two at once', async () => {
  const { github, propose } = world();
  const both = await Promise.all([propose(PLAN), writerOf(github).propose(PLAN)]);
  const again = await propose(PLAN);
  expect(again).toMatchObject({ kind: 'opened', number: 1 });
  expect(both).toContainEqual(again);
  expect(github.model.repository('ledger').pullRequests).toHaveLength(1);
});

it('reads the file again when it changed meanwhile, and stops where it says something else by then', async () => {
  const { github, propose } = world();
  github.fail({
    kind: 'refused',
    status: 409,
    message: 'catalog-info.yaml does not match',
    match: /^PUT/,
    times: 1,
  });
  expect(await propose(PLAN)).toMatchObject({ kind: 'opened' });
  const stuck = {
    kind: 'stuck',
    reason: 'The file says fx by now.',
    nextStep: 'Look again.',
  } as const;
  expect(await propose({ ...PLAN, branch: 'callboard/other', edit: () => stuck })).toEqual(stuck);
  expect(await propose({ ...PLAN, branch: 'callboard/third', path: 'none.yaml' })).toMatchObject({
    kind: 'stuck',
    reason: 'There is no none.yaml in marlinpay/ledger any more.',
  });
});

it.each([
  [
    'a token without the right',
    (_: TestGitHub) => {},
    'ghp_readonly',
    /permission contents: write is missing/,
  ],
  [
    'an archived repository',
    (github: TestGitHub) => void github.model.archive('ledger'),
    'ghp_demo',
    /archived/,
  ],
  [
    'rules that forbid the branch',
    (github: TestGitHub) =>
      void github.fail({
        kind: 'refused',
        status: 422,
        message: 'Repository rule violations found',
        match: /git\/refs/,
      }),
    'ghp_demo',
    /rules of the repository forbid/,
  ],
  [
    'no permission for pull requests',
    (github: TestGitHub) =>
      void github.fail({
        kind: 'refused',
        status: 403,
        message: 'Resource not accessible by integration',
        needs: 'pull_requests=write',
        match: /^POST .*pulls$/,
      }),
    'ghp_demo',
    /permission pull_requests: write is missing/,
  ],
  [
    'a repository that is gone',
    (github: TestGitHub) => void github.model.deleteRepository('ledger'),
    'ghp_demo',
    /I may not read marlinpay\/ledger/,
  ],
])('says what is in the way of %s', async (_name, arrange, token, reason) => {
  const { github, propose } = world(token);
  arrange(github);
  const proposed = await propose(PLAN);
  expect(proposed).toMatchObject({ kind: 'stuck', reason: expect.stringMatching(reason) });
});

it('waits where GitHub asks for a pause', async () => {
  const { github, propose } = world();
  github.fail({ kind: 'secondary-limit', match: /^POST/, times: 1 });
  expect(await propose(PLAN)).toMatchObject({
    kind: 'later',
    reason: expect.stringContaining('slow down'),
  });
  github.fail({ kind: 'bad-gateway', times: 1 });
  expect(await propose(PLAN)).toMatchObject({ kind: 'later' });
});

it('makes a file that is not there where that is meant, and only then', async () => {
  const { github, propose } = world();
  const missing = { ...PLAN, path: 'docs/runbook.md', branch: 'callboard/fix-1' };
  expect(await propose(missing)).toMatchObject({ kind: 'stuck' });
  const edit: FileProposal['edit'] = (text) =>
    text === '' ? { kind: 'edited', text: '# Runbook\n' } : { kind: 'same' };
  const made = { ...missing, mayCreate: true, edit };
  const call = 'POST /repos/marlinpay/ledger/pulls';
  github.fail({ kind: 'broken-connection', match: call, times: 1 });
  expect(await propose(made)).toMatchObject({ kind: 'later' });
  expect(await writerOf(github).propose(made)).toMatchObject({ kind: 'opened', number: 1 });
  expect(await propose(made)).toMatchObject({ kind: 'opened', number: 1 });
  const of = github.model.repository('ledger');
  const [commit] = github.model.history(of, of.branches.get(made.branch));
  expect(commit).toMatchObject({ changes: { added: ['docs/runbook.md'] } });
  await github.model.mergePullRequest('ledger', 1, 'ana');
  // It is there by now: another proposal of it is none.
  expect(await propose({ ...made, branch: 'callboard/fix-2' })).toEqual({ kind: 'same' });
});
