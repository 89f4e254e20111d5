import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { addressOf } from './address.ts';
import { globMatcher } from './globs.ts';
import { readLocalFiles } from './local-files.ts';
import { memoryWorkspace, readThrough } from './memory.ts';
import { packWorkspace, unpackWorkspace } from './pack.ts';
import { safePath } from './safe-path.ts';
import type { WorkspaceFile } from './workspace.ts';

function file(content: string | Buffer, more: Partial<WorkspaceFile> = {}): WorkspaceFile {
  return { bytes: Buffer.from(content), isExecutable: false, ...more };
}

describe('a path', () => {
  it.each([
    ['a/b', 'a/b'],
    ['./a//b/', 'a/b'],
    ['a/../b', 'b'],
    ['', ''],
    ['.', ''],
    ['.github/x', '.github/x'],
    ['é/ü', 'é/ü'],
  ])('%j is %j', (path, safe) => expect(safePath(path)).toBe(safe));

  it.each([
    ['..'],
    ['a/../..'],
    ['/a'],
    ['~/a'],
    ['C:\\x'],
    ['c:x'],
    ['a\\b'],
    ['a\0b'],
    ['a\nb'],
    ['.git'],
    ['a/.git/b'],
    ['.Git/x'],
    ['.git ./x'],
    ['GIT~1/x'],
    ['nul'],
    ['a/COM1.txt'],
    ['x'.repeat(256)],
    [`${'a/'.repeat(600)}a`],
  ])('%j is refused', (path) => expect(() => safePath(path)).toThrow(/^The path /));
});

describe('the workspace', () => {
  it('keeps files in order, with what may be run and where links lead', () => {
    const workspace = memoryWorkspace([
      ['b', file('B', { isExecutable: true })],
      ['a/x', file('X')],
      ['a/l', file('', { link: '../b' })],
    ]);
    const again = unpackWorkspace(packWorkspace(workspace));
    for (const one of [workspace, again]) {
      expect(one.paths()).toEqual(['a/l', 'a/x', 'b']);
      expect(one.paths('a')).toEqual(['a/l', 'a/x']);
      expect(one.read('b')).toEqual({ bytes: Buffer.from('B'), isExecutable: true });
      expect(one.read('a/l')?.link).toBe('../b');
      expect(readThrough(one, 'a/l')?.bytes.toString()).toBe('B');
    }
    expect(unpackWorkspace('').paths()).toEqual([]);
  });

  it('packs text small', () => {
    const workspace = memoryWorkspace([['a', file('all work and no play '.repeat(10_000))]]);
    expect(packWorkspace(workspace).length).toBeLessThan(2000);
  });

  it.each([['../out'], ['a/../../out'], ['/etc/passwd'], ['../.git/config'], ['x/../../y']])(
    'refuses a link to %s',
    (link) => {
      expect(() => memoryWorkspace([['l', file('', { link })]])).toThrow(/^The path /);
    },
  );

  it.each([['b/../x'], ['../a/b/../x'], ['./b/..'], ['b/./../x']])(
    'refuses a link that goes down and up again: %s',
    (link) => {
      // Where b is a link to the top, the disk finds this outside.
      expect(() => memoryWorkspace([['a/l', file('', { link })]])).toThrow('goes down and up');
    },
  );

  it.each([['x'], ['./x'], ['../x'], ['../b/c'], ['.'], ['..x/y']])(
    'keeps a link to %s',
    (link) => {
      expect(memoryWorkspace([['a/l', file('', { link })]]).read('a/l')?.link).toBe(link);
    },
  );

  it('reads through links within it, and through no circle', () => {
    const workspace = memoryWorkspace([
      ['real/f', file('F')],
      ['dir', file('', { link: 'real' })],
      ['one', file('', { link: 'two' })],
      ['two', file('', { link: 'one' })],
      ['deep/self', file('', { link: '../deep/self' })],
    ]);
    expect(workspace.read('dir/f')?.bytes.toString()).toBe('F');
    expect(() => readThrough(workspace, 'one')).toThrow('lead in a circle');
    expect(() => workspace.read('deep/self/x')).toThrow('lead in a circle');
    expect(() => workspace.write('dir/g', file('x'))).toThrow('dir is a link');
  });

  it('lets no file be a folder', () => {
    const workspace = memoryWorkspace([['a/b', file('x')]]);
    expect(() => workspace.write('a/b/c', file('x'))).toThrow('a/b is a file');
    expect(() => workspace.write('a', file('x'))).toThrow('it is a folder');
    workspace.remove('a');
    workspace.write('a', file('x'));
    expect(workspace.paths()).toEqual(['a']);
  });

  it('holds no more than a run may', () => {
    const workspace = memoryWorkspace();
    const large = Buffer.alloc(10_000_001);
    expect(() => workspace.write('a', file(large))).toThrow('larger than 10 MB');
    const bytes = large.subarray(0, 10_000_000);
    for (let n = 0; n < 5; n++) workspace.write(`f${n}`, { bytes, isExecutable: false });
    expect(() => workspace.write('more', file('x'))).toThrow('larger than 50 MB');
    workspace.write('f0', file('x'));
    workspace.write('more', file('x'));
    const many = memoryWorkspace();
    for (let n = 0; n < 5000; n++) many.write(`f${n}`, file(''));
    expect(() => many.write('one-more', file(''))).toThrow('more than 5,000 files');
  });
});

it.each([
  ['*.md', 'a.md', true],
  ['*.md', 'd/a.md', false],
  ['**/*.md', 'a.md', true],
  ['**/*.md', 'd/e/.a.md', true],
  ['.github', '.github/workflows/ci.yaml', true],
  ['.github/', '.github/workflows/ci.yaml', true],
  ['./src/**', 'src/a', true],
  ['src/*', 'src/a/b', false],
  ['**', '.a/b', true],
  ['a?c', 'abc', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['*.{js,ts}', 'a.ts', true],
  ['{a,b/{c,d}}/x', 'b/d/x', true],
  ['@(a|b).txt', 'b.txt', true],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['../x', 'x', false],
])('the pattern %s of %s is %s', (pattern, path, is) => {
  expect(globMatcher([pattern])(path)).toBe(is);
});

it('takes away what a pattern with ! names, and ends soon whatever is written', () => {
  const matches = globMatcher(['**/*', '!docs', '!**/*.tmp']);
  expect(['a', 'docs/a', 'x/y.tmp'].map(matches)).toEqual([true, false, false]);
  const slow = globMatcher([`${'*a'.repeat(100)}b`, `${'**/'.repeat(100)}nothing`]);
  expect(slow(`${'a'.repeat(250)}/${'a/'.repeat(300)}`)).toBe(false);
  expect(() => globMatcher(['{a,b}'.repeat(20)])).toThrow('too many alternatives');
});

it.each([
  ['alternatives of one pattern', [`{${'a,'.repeat(50_000)}b}`]],
  ['patterns', Array.from({ length: 50_000 }, (_, index) => `x${index}*`)],
  ['alternatives of many', Array.from({ length: 900 }, () => `{${'a,'.repeat(400)}b}`)],
  ['folders', [`${'**/'.repeat(20_000)}x`]],
  ['brackets', ['['.repeat(50_000)]],
])('takes no %s that would keep the whole program busy for each file', (_, patterns) => {
  expect(() => globMatcher(patterns)).toThrow(UserError);
});

it.each([
  ['.g\u200cit/config', 'is within the .git folder'],
  ['.gi\ufefft/hooks/pre-commit', 'is within the .git folder'],
  ['.git::$INDEX_ALLOCATION/config', 'is within the .git folder'],
  ['README\u202egnp.sh', 'turns the direction'],
  ['a/\ud800', 'half a character'],
])('writes no %j, which other disks and readers take for something else', (path, why) => {
  expect(() =>
    memoryWorkspace().write(path, { bytes: Buffer.alloc(0), isExecutable: false }),
  ).toThrow(why);
});

describe('an address', () => {
  const template = 'url:https://github.com/acme/t/blob/main/go/template.yaml';
  it.each([
    ['./skeleton', template, 'https://github.com/acme/t/tree/main/go/skeleton'],
    ['.', template, 'https://github.com/acme/t/tree/main/go'],
    ['../shared/base', template, 'https://github.com/acme/t/tree/main/shared/base'],
    ['/top', template, 'https://github.com/acme/t/tree/main/top'],
    ['./a b', template, 'https://github.com/acme/t/tree/main/go/a%20b'],
    ['https://github.com/x/y/tree/main/z', template, 'https://github.com/x/y/tree/main/z'],
    [
      './s',
      'url:https://gitlab.test/g/sub/t/-/blob/main/go/template.yaml',
      'https://gitlab.test/g/sub/t/-/tree/main/go/s',
    ],
    ['./s', 'file:/srv/t/template.yaml', 'file:///srv/t/s'],
  ])('%s beside %s', (fetched, location, address) => {
    expect(addressOf(fetched, { location, of: 'folder' })).toBe(address);
  });

  it.each([
    ['../../x', template],
    ['a/../../../x', template],
    ['%2e%2e/%2e%2e/x', template],
    ['..%2f..%2fx', template],
    ['a\\..\\x', template],
    ['file:///etc/passwd', template],
    ['javascript:alert(1)', template],
    ['ftp://x/y', template],
    ['./x', 'url:https://example.test/plain.yaml'],
  ])('%s is refused', (fetched, location) => {
    expect(() => addressOf(fetched, { location, of: 'folder' })).toThrow();
  });
});

describe('files of this machine', () => {
  let root = '';
  let beside = '';
  const asked = { signal: new AbortController().signal };
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-files-'));
    root = join(folder, 'templates');
    beside = join(folder, 'secret');
    await mkdir(join(root, 'skeleton/.git'), { recursive: true });
    await mkdir(join(root, 'leaky'));
    await writeFile(beside, 'secret');
    await writeFile(join(root, 'skeleton/a.txt'), 'A');
    await writeFile(join(root, 'skeleton/run.sh'), 'x', { mode: 0o755 });
    await writeFile(join(root, 'skeleton/.git/config'), 'x');
    await symlink('a.txt', join(root, 'skeleton/link'));
    await symlink(beside, join(root, 'leaky/link'));
    await symlink('..', join(root, 'up'));
  });
  afterAll(() => rm(join(root, '..'), { recursive: true }));

  it('are read with their modes and links, without .git', async () => {
    const files = await readLocalFiles(root)(pathToFileURL(join(root, 'skeleton')).href, asked);
    expect(Object.fromEntries(files)).toEqual({
      'a.txt': { bytes: Buffer.from('A'), isExecutable: false },
      'run.sh': { bytes: Buffer.from('x'), isExecutable: true },
      link: { bytes: Buffer.alloc(0), isExecutable: false, link: 'a.txt' },
    });
  });

  it('are read one by one', async () => {
    const files = await readLocalFiles(root)(
      pathToFileURL(join(root, 'skeleton/a.txt')).href,
      asked,
    );
    expect([...files.keys()]).toEqual(['a.txt']);
  });

  it.each([
    ['../secret', 'leads out of'],
    ['leaky', 'leads out of'],
    ['up/secret', 'leads out of'],
    ['none', 'There is nothing at'],
  ])('%s is refused', async (path, words) => {
    const address = pathToFileURL(join(root, path)).href;
    await expect(readLocalFiles(root)(address, asked)).rejects.toThrow(words);
  });

  it('are asked for by file addresses only', async () => {
    await expect(readLocalFiles(root)('https://x.test/y', asked)).rejects.toThrow(
      'is not read here',
    );
    await expect(readLocalFiles(root)('file://host/etc', asked)).rejects.toThrow(
      'is not read here',
    );
  });
});
