import { expect, it } from 'vitest';
import type { FilePush } from '../../scaffolder/repository-host.ts';
import { dyingAt, hostOf, startHost, text, writesOf } from './test-host.ts';

const AT = new Date('2026-06-15T12:30:00Z');
const FILES = new Map([
  ['README.md', text('# Refunds é\n')],
  ['bin/run', { bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true }],
  ['docs/logo.png', { bytes: Buffer.from([0x89, 0, 1, 2, 0xff]), isExecutable: false }],
  ['latest', { bytes: Buffer.alloc(0), isExecutable: false, link: 'docs' }],
]);
const PUSH: FilePush = {
  owner: 'marlinpay',
  repo: 'refunds',
  branch: 'main',
  files: FILES,
  message: 'initial commit',
  author: { name: 'Scaffolder', email: 'scaffolder@example.com' },
  at: AT,
};
const NEW = {
  owner: 'marlinpay',
  repo: 'refunds',
  mayExist: false,
  since: AT,
  description: 'Refunds',
  homepage: '',
  visibility: 'private',
  settings: { has_wiki: false, delete_branch_on_merge: true },
} as const;

it('makes a repository of one commit, with every file as it was', async () => {
  const { github, host } = startHost();
  expect(await host.ensureRepository(NEW)).toEqual({
    url: 'https://github.com/marlinpay/refunds',
    cloneUrl: 'https://github.com/marlinpay/refunds.git',
    defaultBranch: 'main',
    isNew: true,
  });
  const { commit } = await host.pushFiles(PUSH);
  const of = github.model.repository('refunds');
  expect(of).toMatchObject({ visibility: 'private', description: 'Refunds' });
  expect(of.settings.flags).toMatchObject({ has_wiki: false, has_issues: true });
  const history = github.model.history(of);
  expect(history.map(({ oid, message }) => [oid, message])).toEqual([[commit, 'initial commit']]);
  const files = github.model.git.files(history[0]?.tree ?? '');
  expect([...files].map(([path, { mode }]) => [path, mode.toString(8)])).toEqual([
    ['README.md', '100644'],
    ['bin/run', '100755'],
    ['docs/logo.png', '100644'],
    ['latest', '120000'],
  ]);
  const blob = github.model.git.get(files.get('docs/logo.png')?.oid ?? '');
  expect(blob).toMatchObject({ content: FILES.get('docs/logo.png')?.bytes });
});

it('pushes the same once, also when another branch is to be the default one', async () => {
  const { github, host } = startHost();
  await host.ensureRepository(NEW);
  const first = await host.pushFiles({ ...PUSH, branch: 'trunk' });
  expect(await host.pushFiles({ ...PUSH, branch: 'trunk' })).toEqual({ ...first, isNew: false });
  const of = github.model.repository('refunds');
  expect(of.defaultBranch).toBe('trunk');
  expect([...of.branches]).toEqual([['trunk', first.commit]]);
});

it('leaves what a workflow committed on top alone when it is asked again', async () => {
  const { github, host } = startHost();
  await host.ensureRepository(NEW);
  const first = await host.pushFiles(PUSH);
  await github.model.push('refunds', { 'CHANGELOG.md': 'new' });
  expect(await host.pushFiles(PUSH)).toEqual({ commit: first.commit, isNew: false });
});

it('puts files on top of what a repository holds', async () => {
  const { github, host } = startHost();
  const push = { ...PUSH, repo: 'ledger' };
  const { commit } = await host.pushFiles(push);
  const of = github.model.repository('ledger');
  expect(github.model.history(of).map(({ oid }) => oid)[0]).toBe(commit);
  expect([...github.model.git.files(github.model.head(of)?.tree ?? '').keys()]).toContain(
    'old.txt',
  );
  expect(await host.pushFiles(push)).toEqual({ commit, isNew: false });
});

it('sends three hundred texts in one call', async () => {
  const { github, host } = startHost();
  await host.ensureRepository(NEW);
  github.calls.reset();
  const files = new Map(
    Array.from({ length: 300 }, (_, n) => [`src/file-${n}.ts`, text(`export const n = ${n};\n`)]),
  );
  await host.pushFiles({ ...PUSH, files });
  expect(writesOf(github)).toHaveLength(4);
});

it('sends many large texts in several calls that end as one commit', async () => {
  const { github, host } = startHost();
  await host.ensureRepository(NEW);
  const files = new Map(
    Array.from({ length: 5 }, (_, n) => [`large-${n}.txt`, text(`${n}`.repeat(400_000))]),
  );
  await host.pushFiles({ ...PUSH, files });
  const of = github.model.repository('refunds');
  expect(github.model.history(of)).toHaveLength(1);
  expect(github.model.git.files(github.model.head(of)?.tree ?? '').size).toBe(5);
});

it('goes on where a crash at any call left it, and ends with one repository of one commit', async () => {
  const whole = startHost();
  await whole.host.ensureRepository(NEW);
  const { commit } = await whole.host.pushFiles({ ...PUSH, branch: 'trunk' });
  const calls = writesOf(whole.github).length;
  expect(calls).toBeGreaterThan(5);
  for (let crash = 1; crash <= calls; crash += 1)
    for (const isDone of [false, true]) {
      const { github } = startHost();
      const dying = hostOf({ ...github, fetch: dyingAt(github.fetch, { crash, isDone }) });
      await dying
        .ensureRepository(NEW)
        .then(() => dying.pushFiles({ ...PUSH, branch: 'trunk' }))
        .catch(() => {});
      const host = hostOf(github);
      await host.ensureRepository({ ...NEW, mayExist: true });
      expect((await host.pushFiles({ ...PUSH, branch: 'trunk' })).commit).toBe(commit);
      const of = github.model.repository('refunds');
      expect([of.defaultBranch, ...of.branches]).toEqual(['trunk', ['trunk', commit]]);
    }
});

it('refuses a repository that somebody else made', async () => {
  const { github, host } = startHost();
  const ledger = { ...NEW, repo: 'ledger' };
  await expect(host.ensureRepository(ledger)).rejects.toThrow('marlinpay/ledger already exists.');
  await expect(host.ensureRepository({ ...ledger, mayExist: true })).rejects.toThrow(
    'already exists',
  );
  expect(await host.isTaken(ledger)).toBe(true);
  await github.model.rename('ledger', 'books');
  expect(await host.isTaken(ledger)).toBe(false);
});

it.each([
  ['POST /orgs/marlinpay/repos', { kind: 'broken-connection' }],
  ['git/trees', { kind: 'bad-gateway' }],
  ['git/refs', { kind: 'secondary-limit', retryAfterSeconds: 30 }],
] as const)('gets over %s failing once', async (match, failure) => {
  const { github, host } = startHost();
  github.fail({ ...failure, match, times: 1 });
  await host.ensureRepository(NEW);
  await host.pushFiles({ ...PUSH, branch: 'trunk' });
  expect(github.model.history(github.model.repository('refunds'))).toHaveLength(1);
});

it('waits for a repository that GitHub shows a moment after it was made', async () => {
  const { github, host } = startHost();
  await host.ensureRepository(NEW);
  const match = 'GET /repos/marlinpay/refunds';
  github.fail({ kind: 'refused', status: 404, message: 'Not Found', match, times: 2 });
  expect(await host.pushFiles(PUSH)).toMatchObject({ isNew: true });
});

it('says when to retry where GitHub asks for more than a step can wait', async () => {
  const { github, host } = startHost();
  github.fail({ kind: 'secondary-limit', retryAfterSeconds: 900 });
  await expect(host.ensureRepository(NEW)).rejects.toMatchObject({
    message: expect.stringContaining('slow down'),
    nextStep: 'Retry after 2026-06-15 12:45 UTC.',
  });
});

it('says which permission is missing', async () => {
  const { host } = startHost('ghp_readonly');
  await expect(host.ensureRepository(NEW)).rejects.toThrow(
    'I may not create marlinpay/refunds: the permission administration: write is missing.',
  );
});
