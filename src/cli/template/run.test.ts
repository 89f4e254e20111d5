import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../../cli.ts';

const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: note, title: A note }
spec:
  type: note
  owner: group:default/books
  parameters:
    required: [name]
    properties:
      name: { type: string, pattern: '^[a-z]+$' }
      text: { type: string }
  steps:
    - { id: fetch, name: Fetch, action: 'fetch:template', input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } } }
    - { id: say, name: Say, action: 'debug:log', input: { message: 'Hello \${{ parameters.name }}' } }
  output:
    links: [{ title: Made, url: 'https://example.com/\${{ parameters.name }}' }]
`;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-run-'));
  file = join(folder, 'template.yaml');
  vi.stubEnv('DATABASE_URL', `file:${join(folder, 'catalog.db')}`);
  await mkdir(join(folder, 'skeleton'));
  await writeFile(join(folder, 'skeleton', 'README.md'), '# ${{ values.name }}\n');
  await writeFile(file, TEMPLATE);
  await writeFile(join(folder, 'values.yaml'), 'name: refunds\n');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(['template', ...argv], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}
const values = () => ['--values', join(folder, 'values.yaml')];

it('runs a template of a file to its end, with what lies beside it', async () => {
  const { exit, out } = await run('run', file, ...values(), '--yes');
  expect(out.split('\n').slice(-2)).toEqual(['Run completed', 'Made: https://example.com/refunds']);
  expect([exit, out.includes('Hello refunds')]).toEqual([0, true]);
  const json = await run('run', 'note', '--catalog', folder, ...values(), '--yes', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ state: 'completed', subject: { name: 'refunds' } });
});

it.each(['run', 'dry-run'])('%s says what is missing, and what is no template', async (command) => {
  expect(await run(command, file)).toMatchObject({
    exit: 1,
    out: '',
    err: 'name: This is required.\nWrite them into a file and name it with --values.',
  });
  expect(JSON.parse((await run(command, file, '--json')).out)).toMatchObject({
    errors: [{ path: ['name'] }],
  });
  expect(await run(command, 'nothing', ...values())).toMatchObject({ exit: 1 });
  expect(await run(command)).toMatchObject({ exit: 2 });
  expect(await run(command, 'a', '--nothing')).toMatchObject({ exit: 2 });
  expect(await run(command, join(folder, 'none.yaml'))).toMatchObject({ exit: 2 });
});

it('asks before it makes anything, and needs a word where nobody can be asked', async () => {
  const { exit, err } = await run('run', file, ...values());
  expect([exit, err]).toEqual([2, expect.stringContaining('--yes')]);
});

it('waits for nobody whom it cannot ask', async () => {
  const asking = TEMPLATE.replace(
    'title: A note',
    "title: A note, annotations: { 'callboard.dev/approval': 'group:default/books' }",
  );
  await writeFile(file, asking);
  const { exit, err } = await run('run', file, ...values(), '--yes');
  expect([exit, err]).toEqual([2, expect.stringContaining('approval')]);
});

it('tries a template without making anything, and shows any file of it', async () => {
  const tried = await run('dry-run', file, ...values());
  expect(tried).toMatchObject({ exit: 0 });
  expect(tried.out).toContain('README.md (10 bytes)');
  expect((await run('dry-run', file, ...values(), '--show', 'README.md')).out).toBe('# refunds\n');
  expect(await run('dry-run', file, ...values(), '--show', 'none')).toMatchObject({ exit: 1 });
  const json = JSON.parse((await run('dry-run', file, ...values(), '--json')).out);
  expect(json).toMatchObject({ error: null, files: [{ path: 'README.md' }] });
});

it('knows what ships by its name alone', async () => {
  const { exit, err } = await run('dry-run', 'go-service');
  expect([exit, err]).toEqual([1, expect.stringContaining('name: This is required.')]);
});
