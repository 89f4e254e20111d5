import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { make, writeAll } from './make.ts';

const run = promisify(execFile);

/** Each tool reads its own files with it. */
const DESCRIPTION = 'It\'s "quoted": `a` # ${HOME} ${{ x }} %{ y } \\ \u2028 🦊\nand \u0007';

/** The tests that a skeleton brings, with the tools of this machine; none of them asks the network. */
const SUITES: { template: string; tool: string; version: string; commands: string[][] }[] = [
  {
    template: 'node-service',
    tool: process.execPath,
    version: '--version',
    commands: [['--test']],
  },
  {
    template: 'kafka-consumer',
    tool: process.execPath,
    version: '--version',
    commands: [['--test']],
  },
  {
    template: 'python-service',
    tool: 'python3',
    version: '--version',
    commands: [
      ['-m', 'unittest'],
      ['-c', 'import tomllib; tomllib.load(open("pyproject.toml", "rb"))'],
    ],
  },
  {
    template: 'go-service',
    tool: 'go',
    version: 'version',
    commands: [
      ['vet', './...'],
      ['test', './...'],
    ],
  },
  {
    template: 'terraform-module',
    tool: 'terraform',
    version: 'version',
    commands: [['fmt', '-check', '-recursive'], ['init', '-backend=false'], ['validate'], ['test']],
  },
];

describe.each(SUITES)('$template', ({ template, tool, version, commands }) => {
  let folder = '';
  let isThere = false;

  beforeAll(async () => {
    isThere = await run(tool, [version]).then(
      ({ stdout }) => tool !== 'python3' || isRecent(stdout),
      () => false,
    );
    folder = await mkdtemp(join(tmpdir(), 'golden-'));
    await writeAll(folder, make(template, { description: DESCRIPTION }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('passes its own tests', { timeout: 240_000 }, async (test) => {
    if (!isThere) return test.skip(`There is no ${tool} on this machine.`);
    for (const command of commands) {
      const { stdout } = await run(tool, command, { cwd: folder, env: environment() });
      expect(stdout).not.toMatch(/no test files|no tests to run|pass 0\b/);
    }
  });
});

/** The skeletons ask for Python 3.11. */
function isRecent(version: string): boolean {
  const [, minor] = /^Python 3\.(\d+)/.exec(version) ?? [];
  return Number(minor) >= 11;
}

/** What a test runner tells the tests it starts would make those of a skeleton think they are part of it. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...kept } = process.env;
  return { ...kept, GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', CI: 'true' };
}
