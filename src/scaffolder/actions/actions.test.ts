import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { file, tryAction } from './test-action.ts';

const SKELETON = 'https://github.com/acme/templates/tree/main/go/skeleton';
const world = {
  [SKELETON]: { '${{values.name}}.go': 'package ${{ values.name }}', LICENSE: 'MIT' },
  'https://github.com/acme/templates/blob/main/go/one.txt': {
    'one.txt': 'Hello ${{ values.name }}',
  },
};
const values = { name: 'ledger' };

describe('fetching', () => {
  it('fills in the skeleton beside the template', async () => {
    const { files, log } = await tryAction(
      'fetch:template',
      { url: './skeleton', values },
      { world },
    );
    expect(files).toEqual({ 'ledger.go': 'package ledger', LICENSE: 'MIT' });
    expect(log).toEqual(['Wrote 2 files.']);
  });

  it('into a folder, and keeps what is there', async () => {
    const { files, log } = await tryAction(
      'fetch:template',
      { url: './skeleton', targetPath: './app/', values },
      { world, there: { 'app/LICENSE': 'mine' } },
    );
    expect(files).toEqual({ 'app/ledger.go': 'package ledger', 'app/LICENSE': 'mine' });
    expect(log).toEqual(['Wrote 1 file.', 'app/LICENSE is there already and stays as it is.']);
  });

  it('copies a folder as it is', async () => {
    const { files } = await tryAction('fetch:plain', { url: SKELETON, targetPath: 'x' }, { world });
    expect(files).toEqual({
      'x/${{values.name}}.go': 'package ${{ values.name }}',
      'x/LICENSE': 'MIT',
    });
  });

  it('copies and fills in one file', async () => {
    const input = { url: './one.txt', targetPath: 'docs/a.txt' };
    const plain = await tryAction('fetch:plain:file', input, { world });
    expect(plain.files).toEqual({ 'docs/a.txt': 'Hello ${{ values.name }}' });
    const filled = await tryAction('fetch:template:file', { ...input, values }, { world });
    expect(filled.files).toEqual({ 'docs/a.txt': 'Hello ledger' });
  });

  it('fills in what is in the workspace', async () => {
    const there = {
      'in/${{values.name}}.txt': '${{ values.name }}',
      'one.txt': '${{ values.name }}',
    };
    const folder = await tryAction(
      'workspace:template',
      { sourcePath: 'in', targetPath: 'out', values },
      { there },
    );
    expect(folder.files).toMatchObject({ 'out/ledger.txt': 'ledger' });
    const one = await tryAction(
      'workspace:template:file',
      { sourcePath: 'one.txt', targetPath: 'two.txt', values },
      { there },
    );
    expect(one.files).toMatchObject({ 'one.txt': '${{ values.name }}', 'two.txt': 'ledger' });
  });

  it.each<[string, Json, string]>([
    [
      'fetch:template',
      { values },
      'Invalid input passed to action fetch:template, instance requires property "url"',
    ],
    ['fetch:template', { url: 1 }, 'instance.url is not of a type(s) string'],
    [
      'fetch:template',
      { url: './none' },
      'There is nothing at https://github.com/acme/templates/tree/main/go/none',
    ],
    ['fetch:template', { url: '../../../x' }, 'leads out of the repository'],
    ['fetch:plain', { url: 'file:///etc' }, 'is no address a template may read'],
    ['fetch:plain', { url: SKELETON, targetPath: '../up' }, 'leads out of its folder'],
    ['fetch:plain', { url: SKELETON, targetPath: '/etc' }, 'is not relative'],
    ['fetch:plain:file', { url: './skeleton' }, 'requires property "targetPath"'],
    ['fetch:plain:file', { url: SKELETON, targetPath: 'x' }, 'is not a file'],
    ['workspace:template', { sourcePath: 'in', targetPath: 'in/x' }, 'must not be within'],
    ['workspace:template', { sourcePath: 'none', targetPath: 'x' }, 'There is no folder none'],
  ])('%s of %j is refused: %s', async (id, input, words) => {
    await expect(tryAction(id, input, { world, there: { 'in/a': 'x' } })).rejects.toThrow(words);
  });
});

describe('files', () => {
  const there = {
    'a.txt': 'A',
    'b.txt': 'B',
    'dir/c.txt': 'C',
    'dir/.hidden': 'H',
    'dir/sub/d.md': 'D',
  };

  it.each<[string, Json, Record<string, string>]>([
    [
      'fs:rename',
      { files: [{ from: 'a.txt', to: 'x/new.txt' }] },
      { 'b.txt': 'B', 'dir/.hidden': 'H', 'dir/c.txt': 'C', 'dir/sub/d.md': 'D', 'x/new.txt': 'A' },
    ],
    [
      'fs:rename',
      { files: [{ from: 'dir', to: 'other' }] },
      {
        'a.txt': 'A',
        'b.txt': 'B',
        'other/.hidden': 'H',
        'other/c.txt': 'C',
        'other/sub/d.md': 'D',
      },
    ],
    [
      'fs:move',
      { files: [{ from: 'a.txt', to: 'b.txt', overwrite: true }] },
      { 'b.txt': 'A', 'dir/.hidden': 'H', 'dir/c.txt': 'C', 'dir/sub/d.md': 'D' },
    ],
    ['fs:copy', { files: [{ from: 'dir/sub', to: 's' }] }, { ...there, 's/d.md': 'D' }],
    ['fs:delete', { files: ['dir', 'none'] }, { 'a.txt': 'A', 'b.txt': 'B' }],
    [
      'fs:delete',
      { files: ['*.txt'] },
      { 'dir/.hidden': 'H', 'dir/c.txt': 'C', 'dir/sub/d.md': 'D' },
    ],
    ['fs:delete', { files: ['**/*.{txt,md}', 'dir/.*'] }, {}],
    [
      'catalog:write',
      { entity: { kind: 'Component', metadata: { name: 'x' } }, filePath: 'c/info.yaml' },
      { ...there, 'c/info.yaml': 'kind: Component\nmetadata:\n  name: x\n' },
    ],
    [
      'roadiehq:utils:fs:write',
      { path: 'n.json', content: '{"a":1}' },
      { ...there, 'n.json': '{\n  "a": 1\n}' },
    ],
    ['roadiehq:utils:fs:write', { path: 'a.txt', content: 'new' }, { ...there, 'a.txt': 'new' }],
    ['roadiehq:utils:fs:append', { path: 'a.txt', content: '+' }, { ...there, 'a.txt': 'A+' }],
    [
      'roadiehq:utils:fs:replace',
      { files: [{ file: 'a.txt', find: 'A', replaceWith: '$&' }] },
      { ...there, 'a.txt': '$&' },
    ],
    [
      'roadiehq:utils:fs:replace',
      { files: [{ file: 'a.txt', find: '[A-Z]', matchRegex: true, replaceWith: '<$&>' }] },
      { ...there, 'a.txt': '<A>' },
    ],
  ])('%s %j', async (id, input, files) => {
    expect((await tryAction(id, input, { there })).files).toEqual(files);
  });

  it.each<[string, Json, string]>([
    ['fs:rename', { files: [{ from: 'none', to: 'x' }] }, 'There is nothing at none'],
    ['fs:rename', { files: [{ from: 'a.txt', to: 'b.txt' }] }, 'b.txt is there already'],
    ['fs:rename', { files: [{ from: 'dir', to: 'dir/sub/x' }] }, 'cannot go into itself'],
    ['fs:rename', { files: [{ from: 'a.txt', to: '../x' }] }, 'leads out'],
    ['fs:rename', { files: 'a.txt' }, 'instance.files is not of a type(s) array'],
    ['fs:copy', { files: [{ from: 'a.txt', to: '.git/hooks/x' }] }, 'within the .git folder'],
    ['fs:delete', { files: ['../x'] }, 'leads out'],
    ['catalog:write', { entity: {}, filePath: '/etc/x' }, 'is not relative'],
    ['roadiehq:utils:fs:write', { path: '../x', content: '' }, 'leads out'],
    ['roadiehq:utils:fs:parse', { path: 'a.txt', parser: 'json' }, 'a.txt cannot be read as json'],
    [
      'roadiehq:utils:fs:replace',
      { files: [{ file: 'a.txt', find: '(', matchRegex: true, replaceWith: '' }] },
      'Invalid regular expression',
    ],
  ])('%s %j is refused: %s', async (id, input, words) => {
    await expect(tryAction(id, input, { there })).rejects.toThrow(words);
  });

  it('lists folders', async () => {
    const shown = (paths: string[], recursive: boolean) =>
      tryAction('fs:readdir', { paths, recursive }, { there }).then(({ output }) => output);
    expect(await shown(['dir'], false)).toMatchObject({
      files: [
        { name: '.hidden', path: 'dir/.hidden' },
        { name: 'c.txt', path: 'dir/c.txt' },
      ],
      folders: [{ name: 'sub', path: 'dir/sub' }],
    });
    expect(await shown(['.'], true)).toMatchObject({
      files:
        there &&
        Object.keys(there)
          .sort()
          .map((path) => ({ path })),
      folders: [{ path: 'dir' }, { path: 'dir/sub' }],
    });
  });

  it('reads what a file says', async () => {
    const files = {
      'a.yaml': 'x: [1, 2]\n',
      'all.yaml': 'a: 1\n---\nb: 2\n',
      'a.json': '{"y": true}',
    };
    const read = (input: Json) =>
      tryAction('roadiehq:utils:fs:parse', input, { there: files }).then(
        ({ output }) => output['content'],
      );
    expect(await read({ path: 'a.yaml', parser: 'yaml' })).toEqual({ x: [1, 2] });
    expect(await read({ path: 'all.yaml', parser: 'multiyaml' })).toEqual([{ a: 1 }, { b: 2 }]);
    expect(await read({ path: 'a.json', parser: 'json' })).toEqual({ y: true });
    expect(await read({ path: 'a.json' })).toBe('{"y": true}');
  });

  it('refuses YAML whose aliases multiply', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, index) =>
        `a${index + 1}: &a${index + 1} [*a${index},*a${index},*a${index},*a${index},*a${index},*a${index},*a${index},*a${index},*a${index}]`,
    );
    const bomb = ['a0: &a0 [x]', ...lines].join('\n');
    await expect(
      tryAction(
        'roadiehq:utils:fs:parse',
        { path: 'b.yaml', parser: 'yaml' },
        { there: { 'b.yaml': bomb } },
      ),
    ).rejects.toThrow('repeat more than 100 times');
  });
});

describe('debugging', () => {
  const there = { 'a.txt': 'A', 'logo.png': file('\0\0'), link: file('', { link: 'a.txt' }) };
  it.each<[Json, string[]]>([
    [{ message: 'hello' }, ['hello']],
    [{ listWorkspace: true }, ['Workspace:\n  - a.txt\n  - link -> a.txt\n  - logo.png']],
    [
      { listWorkspace: 'with-filenames' },
      ['Workspace:\n  - a.txt\n  - link -> a.txt\n  - logo.png'],
    ],
    [
      { listWorkspace: 'with-contents', extra: { a: 1 } },
      [
        '{\n  "a": 1\n}',
        'Workspace:\n  - a.txt:\n\nA\n  - link -> a.txt\n  - logo.png:\n\n(2 bytes)',
      ],
    ],
  ])('logs %j', async (input, log) => {
    expect((await tryAction('debug:log', input, { there })).log).toEqual(log);
  });

  it('waits no longer than what is left after a crash', async () => {
    const kept = new Map<string, Json>([['end', Date.now() - 1]]);
    await tryAction('debug:wait', { seconds: 20 }, { kept });
  });

  it('waits no longer than half a minute, and not when cancelled', async () => {
    await expect(tryAction('debug:wait', { minutes: 1 })).rejects.toThrow(
      'maximum threshold of 30 seconds',
    );
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(tryAction('debug:wait', { seconds: 20 }, { signal })).rejects.toThrow();
  });
});
