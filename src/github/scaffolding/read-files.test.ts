import { expect, it } from 'vitest';
import { startGitHub, type TestGitHub } from '../../demo/github/test-github.ts';
import { createLog } from '../../log.ts';
import { createFileReader } from './read-files.ts';
import { hostOf, text } from './test-host.ts';

const LOGO = Buffer.from([0x89, 0x50, 0, 1, 0xff]);
const LATIN = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
const signal = new AbortController().signal;

async function startReader(apiUrl = 'https://api.github.com') {
  const github = startGitHub({
    repositories: [{ name: 'templates', files: { 'go/template.yaml': 'kind: Template\n' } }],
  });
  await hostOf(github).pushFiles({
    owner: 'marlinpay',
    repo: 'templates',
    branch: 'main',
    files: new Map([
      ['go/skeleton/README.md', text('# ${{ values.name }} é\n')],
      ['go/skeleton/bin/run', { bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true }],
      ['go/skeleton/logo.png', { bytes: LOGO, isExecutable: false }],
      ['go/skeleton/café.txt', { bytes: LATIN, isExecutable: false }],
      ['go/skeleton/now', { bytes: Buffer.alloc(0), isExecutable: false, link: 'bin/run' }],
    ]),
    message: 'Add a skeleton',
    author: { name: 'Ana', email: 'ana@example.com' },
    at: github.clock.now,
  });
  const head = github.model.repository('templates').branches.get('main') ?? '';
  await github.model.createBranch('templates', 'release/2', head);
  github.calls.reset();
  return { github, read: readerOf(github, apiUrl) };
}

function readerOf(github: TestGitHub, apiUrl: string) {
  return createFileReader({
    organization: 'marlinpay',
    auth: { token: 'ghp_demo' },
    apiUrl,
    fetch: github.fetch,
    log: createLog('silent'),
    now: () => github.clock.now,
    wait: async () => {},
  });
}

it('reads a folder with its texts, pictures, links and what may be run', async () => {
  const { github, read } = await startReader();
  const files = await read('https://github.com/marlinpay/templates/tree/main/go/skeleton', {
    signal,
  });
  expect(Object.fromEntries(files)).toEqual({
    'README.md': { bytes: Buffer.from('# ${{ values.name }} é\n'), isExecutable: false },
    'bin/run': { bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true },
    'logo.png': { bytes: LOGO, isExecutable: false },
    'café.txt': { bytes: LATIN, isExecutable: false },
    now: { bytes: Buffer.alloc(0), isExecutable: false, link: 'bin/run' },
  });
  expect(github.calls.list()).toHaveLength(5);
});

it('reads sixty files in three calls, and the same again in one', async () => {
  const { github, read } = await startReader();
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`node/skeleton/src/file-${at}.ts`, `// ${at}\n`]),
  );
  await github.model.push('templates', files);
  github.calls.reset();
  const address = 'https://github.com/marlinpay/templates/tree/main/node/skeleton/';
  expect((await read(address, { signal })).size).toBe(60);
  expect(github.calls.list()).toHaveLength(3);
  expect((await read(address, { signal })).size).toBe(60);
  expect(github.calls.list()).toHaveLength(4);
});

it.each([
  ['a branch with a slash', '/tree/release/2/go/skeleton/bin', ['run']],
  ['one file', '/blob/main/go/skeleton/bin/run', ['run']],
  ['one file as it is', '/raw/main/go/skeleton/bin/run', ['run']],
  ['the root of the default branch', '', ['go/template.yaml', 'go/skeleton/README.md']],
  ['escaped names', '/blob/main/go/skeleton/caf%C3%A9.txt', ['café.txt']],
])('reads %s', async (_name, path, names) => {
  const { read } = await startReader();
  const files = await read(`https://github.com/marlinpay/templates${path}`, { signal });
  expect([...files.keys()]).toEqual(expect.arrayContaining(names));
});

it('knows one file that may be run', async () => {
  const { read } = await startReader();
  const address = 'https://github.com/marlinpay/templates/blob/main/go/skeleton/bin/run';
  expect((await read(address, { signal })).get('run')?.isExecutable).toBe(true);
});

it('reads from an Enterprise Server by its own host, and from no other', async () => {
  const { read } = await startReader('https://git.acme.example/api/v3');
  const files = await read('https://git.acme.example/marlinpay/templates/tree/main/go', { signal });
  expect(files.size).toBe(6);
  await expect(
    read('https://github.com/marlinpay/templates/tree/main/go', { signal }),
  ).rejects.toThrow('Callboard cannot read https://github.com/');
});

it.each([
  ['another host', 'https://evil.example/o/r/tree/main', 'cannot read'],
  ['a way out', 'https://github.com/marlinpay/templates/tree/main/%2e%2e%2f..%2fx', 'leads out'],
  ['no files', 'https://github.com/marlinpay/templates/issues/1', 'is no address of files'],
  ['no repository', 'https://github.com/marlinpay/none/tree/main', 'shows no repository'],
  ['no folder', 'https://github.com/marlinpay/templates/tree/main/x', 'There is nothing at main/x'],
])('says what is wrong with %s', async (_name, address, words) => {
  const { read } = await startReader();
  await expect(read(address, { signal })).rejects.toThrow(words);
});

it('says when to retry where the limit is used up', async () => {
  const { github, read } = await startReader();
  github.fail({ kind: 'primary-limit' });
  await expect(
    read('https://github.com/marlinpay/templates/tree/main/go', { signal }),
  ).rejects.toMatchObject({
    message: expect.stringContaining('The rate limit of GitHub is used up'),
    nextStep: expect.stringMatching(/^Retry after 2026-06-15 \d\d:\d\d UTC\.$/),
  });
});

it('refuses more than a run may hold', async () => {
  const { github, read } = await startReader();
  await github.model.push('templates', { 'big/a.bin': Buffer.alloc(10_000_001) });
  await expect(
    read('https://github.com/marlinpay/templates/tree/main/big', { signal }),
  ).rejects.toThrow('a.bin of marlinpay/templates holds more than 10 MB.');
});
