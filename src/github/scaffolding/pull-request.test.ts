import { expect, it } from 'vitest';
import type { NewPullRequest } from '../../scaffolder/repository-host.ts';
import { dyingAt, hostOf, startHost, text, writesOf } from './test-host.ts';

const PULL: NewPullRequest = {
  owner: 'marlinpay',
  repo: 'ledger',
  branch: 'add-catalog-info',
  base: null,
  title: 'Say what ledger is',
  body: 'So that it is found.',
  message: 'Add catalog-info.yaml',
  files: new Map([['catalog-info.yaml', text('kind: Component\n')]]),
  remove: ['old.txt', 'never-there.txt'],
  author: { name: 'Ana', email: 'ana@users.noreply.github.com' },
  at: new Date('2026-06-15T12:30:00Z'),
  isDraft: true,
  reviewers: [],
  teamReviewers: ['money'],
  assignees: [],
  update: false,
  createWhenEmpty: true,
};

it('opens one pull request that adds, deletes and asks the team', async () => {
  const { github, host } = startHost();
  const first = await host.openPullRequest(PULL);
  expect(first).toEqual({
    number: 1,
    url: 'https://github.com/marlinpay/ledger/pull/1',
    base: 'main',
  });
  expect(await host.openPullRequest(PULL)).toEqual(first);
  const of = github.model.repository('ledger');
  expect(of.pullRequests).toMatchObject([{ isDraft: true, reviewers: ['marlinpay/money'] }]);
  const [commit] = github.model.history(of, of.branches.get(PULL.branch));
  expect(commit).toMatchObject({
    author: 'ana',
    changes: { added: ['catalog-info.yaml'], modified: [], removed: ['old.txt'] },
  });
});

it('takes a pull request that was merged meanwhile for the one it opened', async () => {
  const { github, host } = startHost();
  const first = await host.openPullRequest(PULL);
  await github.model.mergePullRequest('ledger', 1, 'ana');
  expect(await host.openPullRequest(PULL)).toEqual(first);
});

it('refuses the branch of somebody else, and puts a change on top of it when told to', async () => {
  const { github, host } = startHost();
  await host.openPullRequest(PULL);
  const other = { ...PULL, message: 'Another', files: new Map([['a.txt', text('a')]]) };
  await expect(host.openPullRequest(other)).rejects.toThrow(
    'The branch add-catalog-info is in marlinpay/ledger already.',
  );
  expect(await host.openPullRequest({ ...other, update: true })).toMatchObject({ number: 1 });
  const of = github.model.repository('ledger');
  expect(github.model.history(of, of.branches.get(PULL.branch))).toHaveLength(3);
});

it('opens nothing where nothing would change, unless that is wanted', async () => {
  const { github, host } = startHost();
  const empty = { ...PULL, remove: [], files: new Map([['README.md', text('# Ledger\n')]]) };
  expect(await host.openPullRequest({ ...empty, createWhenEmpty: false })).toBeNull();
  expect(github.model.repository('ledger').branches.size).toBe(1);
  expect(await host.openPullRequest(empty)).toMatchObject({ number: 1 });
});

it('goes on where a crash at any call left it, and ends with one branch and one pull request', async () => {
  const whole = startHost();
  await whole.host.openPullRequest(PULL);
  const calls = writesOf(whole.github).length;
  for (let crash = 1; crash <= calls; crash += 1)
    for (const isDone of [false, true]) {
      const { github } = startHost();
      const dying = hostOf({ ...github, fetch: dyingAt(github.fetch, { crash, isDone }) });
      await dying.openPullRequest(PULL).catch(() => {});
      await hostOf(github).openPullRequest(PULL);
      const of = github.model.repository('ledger');
      expect(of.pullRequests).toMatchObject([{ number: 1, reviewers: ['marlinpay/money'] }]);
      expect(github.model.history(of, of.branches.get(PULL.branch))).toHaveLength(2);
      expect(of.branches.size).toBe(2);
    }
});
