import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from '../../cli.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'render-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content, { mode });
}

function templateOf(steps: string, parameters = '{}'): string {
  return `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: go-service }
spec:
  type: service
  parameters: ${parameters}
  steps:
${steps}
  output:
    links: [{ title: Home, url: 'https://\${{ parameters.name }}.test' }]
    text: [{ title: Note, content: 'for \${{ parameters.name }}' }]
`;
}

const FETCH =
  '    - { id: fetch, action: "fetch:template", input: { url: ./skeleton, values: "${{ parameters }}" } }';

async function render(values: string, ...flags: string[]) {
  await put('values.yaml', values);
  const out: string[] = [];
  const err: string[] = [];
  const argv = [
    'template',
    'render',
    join(root, 'template.yaml'),
    '--values',
    join(root, 'values.yaml'),
    '--out',
    join(root, 'out'),
    ...flags,
  ];
  const exit = await runCli(argv, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

function written(path: string): Promise<string> {
  return readFile(join(root, 'out', path), 'utf8');
}

it('fills a template from disk into a folder', async () => {
  await put(
    'template.yaml',
    templateOf(
      FETCH,
      '{ required: [name], properties: { name: { type: string }, port: { type: integer, default: 80 } } }',
    ),
  );
  await put('skeleton/src/${{values.name}}.go', 'package ${{ values.name }} // ${{ values.port }}');
  await put('skeleton/run.sh', '#!/bin/sh', 0o755);
  await symlink('run.sh', join(root, 'skeleton/start'));
  const { exit, out } = await render('name: ledger');
  expect({ exit, out }).toEqual({
    exit: 0,
    out: [
      '✓ fetch (fetch:template)',
      'Home: https://ledger.test',
      'Note: for ledger',
      `Wrote 3 files to ${join(root, 'out')}.`,
    ].join('\n'),
  });
  expect(await written('src/ledger.go')).toBe('package ledger // 80');
  expect((await lstat(join(root, 'out/run.sh'))).mode & 0o100).toBe(0o100);
  expect(await readlink(join(root, 'out/start'))).toBe('run.sh');
});

it('leaves out what reaches outside and what nobody knows, and says so', async () => {
  const steps = [
    FETCH,
    '    - { id: far, action: "fetch:plain", input: { url: "https://github.com/a/b/tree/main/c" } }',
    '    - { id: own, action: "acme:do", input: { x: "${{ parameters.name }}" } }',
  ];
  await put('template.yaml', templateOf(steps.join('\n')));
  await put('skeleton/a', 'A');
  const { exit, out } = await render('name: ledger', '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    ref: 'template:default/go-service',
    valid: true,
    files: [{ path: 'a', size: 1, executable: false }],
    steps: [
      { id: 'fetch', state: 'done', reason: null },
      { id: 'far', state: 'left out', reason: expect.stringContaining('is not fetched') },
      { id: 'own', state: 'left out', reason: 'There is no action acme:do here.' },
    ],
    links: [{ title: 'Home', url: 'https://ledger.test' }],
    error: null,
  });
});

it('goes on where what follows needs what an unknown step would have given', async () => {
  const steps = [
    FETCH,
    '    - { id: publish, action: "publish:gitlab", input: { repoUrl: "gitlab.com?owner=a&repo=b" } }',
    '    - { id: other, action: "acme:do", each: "${{ steps.none.output.list }}" }',
    '    - { id: register, action: "catalog:register", input: { repoContentsUrl: "${{ steps.other.output.url }}", catalogInfoPath: /x.yaml } }',
  ];
  await put(
    'template.yaml',
    templateOf(steps.join('\n')).replace(
      'https://${{ parameters.name }}.test',
      '${{ steps.publish.output.remoteUrl }}',
    ),
  );
  await put('skeleton/a', 'A');
  const { exit, out } = await render('{}');
  expect(out).toContain('Home: https://gitlab.com/a/b');
  expect(exit).toBe(0);
});

it('says of each wrong value where it stands, and writes nothing', async () => {
  await put(
    'template.yaml',
    templateOf(
      FETCH,
      '{ required: [name], properties: { name: { type: string }, deep: { type: object, properties: { port: { type: integer } } } } }',
    ),
  );
  await put('skeleton/a', 'A');
  const { exit, err } = await render('deep: { port: x }');
  expect(exit).toBe(1);
  expect(err).toMatch(/^name: /m);
  expect(err).toMatch(/^deep.port: /m);
  const { exit: again, out } = await render('deep: { port: x }', '--json');
  expect(again).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    valid: false,
    errors: [{ path: 'name' }, { path: 'deep.port' }],
  });
  expect(await readdir(root)).not.toContain('out');
});

it('shows no secret', async () => {
  const step = FETCH.replace(
    '"${{ parameters }}"',
    '{ key: "${{ secrets.key }}", all: "${{ parameters }}" }',
  );
  await put(
    'template.yaml',
    templateOf(step, '{ properties: { key: { type: string, "ui:field": Secret } } }'),
  );
  await put('skeleton/a', '${{ values.key }} ${{ values.all | dump }}');
  const { exit, out } = await render('key: hunter2', '--json');
  expect(exit).toBe(0);
  expect(await written('a')).toBe('*** {}');
  expect(out).not.toContain('hunter2');
});

it('takes secrets that the template asks for apart from its pages', async () => {
  const step = FETCH.replace('"${{ parameters }}"', '{ key: "${{ secrets.key }}" }');
  const asked = 'secrets: { schema: { properties: { key: { type: string } } } }\n  steps:';
  await put('template.yaml', templateOf(step).replace('steps:', asked));
  await put('skeleton/a', '[${{ values.key }}]');
  const { exit } = await render('key: hunter2');
  expect(exit).toBe(0);
  expect(await written('a')).toBe('[***]');
});

it.each(['./skeleton/', './', '.', 'skeleton/../skeleton'])('reads %s', async (url) => {
  await put('template.yaml', templateOf(FETCH.replace('./skeleton', url)));
  await put('skeleton/a', 'A');
  const { exit } = await render('{}');
  expect(exit).toBe(0);
  expect(await written(url.startsWith('.') && url.length < 3 ? 'skeleton/a' : 'a')).toBe('A');
});

it('says that the skeleton is missing', async () => {
  await put('template.yaml', templateOf(FETCH));
  const { exit, out } = await render('name: x');
  expect(exit).toBe(1);
  expect(out).toContain(`There is nothing at ${join(root, 'skeleton')}. Put the skeleton there`);
  expect(await readdir(root)).not.toContain('out');
});

it('writes into a folder that holds something only when told to, and follows no link there', async () => {
  await put('template.yaml', templateOf(FETCH));
  await put('skeleton/a', 'new');
  await put('skeleton/dir/b', 'new');
  await put('elsewhere/b', 'old');
  await put('out/mine', 'kept');
  await symlink(join(root, 'elsewhere/b'), join(root, 'out/a'));
  expect(await render('{}')).toMatchObject({ exit: 2, err: expect.stringContaining('not empty') });
  expect((await render('{}', '--force')).exit).toBe(0);
  expect(await written('a')).toBe('new');
  expect(await written('mine')).toBe('kept');
  expect(await readFile(join(root, 'elsewhere/b'), 'utf8')).toBe('old');
  await rm(join(root, 'out/dir'), { recursive: true });
  await symlink(join(root, 'elsewhere'), join(root, 'out/dir'));
  expect((await render('{}', '--force')).err).toContain('is no folder');
  expect(await readFile(join(root, 'elsewhere/b'), 'utf8')).toBe('old');
});

const BOMB = [
  'a: &a [x]',
  ...'bcdefghijklmnop'.split('').map((letter, index) => {
    const before = 'abcdefghijklmno'[index];
    return `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

it.each([
  ['a bomb of aliases', BOMB, 2, /values.yaml/],
  ['a list', '- a', 2, /not a map of values/],
  ['no YAML', 'a: [', 2, /values.yaml:1/],
  ['a key that is every object’s', '__proto__: { polluted: yes }', 1, /__proto__ is reserved/],
  [
    'the same by a merge key',
    'base: &b { __proto__: { polluted: yes } }\nmore: { <<: *b }',
    1,
    /reserved/,
  ],
  ['a way out', 'name: ../../up', 1, /leads out of its folder/],
])('refuses values that are %s', async (_, values, code, words) => {
  await put('template.yaml', templateOf(FETCH));
  await put('skeleton/${{values.name}}', 'A');
  const { exit, out, err } = await render(values);
  expect(exit).toBe(code);
  expect(out + err).toMatch(words);
  expect(await readdir(root)).not.toContain('out');
  expect(await readdir(dirname(root))).not.toContain('up');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

it.each([
  ['a bomb of aliases', `${templateOf(FETCH)}${BOMB.replace(/^/gm, '  ')}\n`],
  ['nothing of a template', 'kind: Component\n'],
])('refuses a template that is %s', async (_, text) => {
  await put('template.yaml', text);
  const { exit, err } = await render('{}');
  expect(exit).toBe(2);
  expect(err).not.toContain('Something broke');
});

it('refuses skeletons that lead out by a link or an address', async () => {
  await put('template.yaml', templateOf(FETCH));
  await put('skeleton/a', 'A');
  await symlink('/etc/passwd', join(root, 'skeleton/passwd'));
  expect((await render('{}')).out).toContain('leads out of');
  await put('template.yaml', templateOf(FETCH.replace('./skeleton', '../../etc')));
  expect((await render('{}')).out).toMatch(/leads out of|nothing at/);
});
