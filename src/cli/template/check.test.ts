import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCli } from '../../cli.ts';

const CASES = fileURLToPath(new URL('../../../fixtures/templates', import.meta.url));

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(['template', ...argv], {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

/** A folder of its own with these cases. */
function folderOf(...cases: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-templates-'));
  for (const name of cases) cpSync(join(CASES, name), join(folder, name), { recursive: true });
  return folder;
}

it('accepts a template and says so', async () => {
  const file = join(CASES, 'conditions', 'template.yaml');
  expect(await run('check', file)).toMatchObject({ exit: 0, out: '1 template, all accepted.' });
});

it('finds the templates of a folder, and points at what is wrong with one', async () => {
  const { exit, out } = await run('check', folderOf('conditions', 'wrong-steps'));
  expect(exit).toBe(1);
  expect(out).toContain('wrong-steps/template.yaml:11:15: There is no action `fetch:templat` here');
  expect(out).toContain('2 templates, 1 refused.');
});

it('answers programs in one document', async () => {
  const file = join(CASES, 'custom-fields', 'template.yaml');
  const { exit, out } = await run('check', '--json', file);
  expect(exit).toBe(1);
  const { templates } = JSON.parse(out) as { templates: { problems: object[] }[] };
  expect(templates).toMatchObject([
    { file, ref: 'template:default/custom-fields', accepted: false },
  ]);
  expect(templates[0]?.problems[0]).toEqual({
    message: expect.stringContaining('`AccountPicker`'),
    line: 9,
    column: 28,
    path: 'spec.parameters.properties.account.ui:field',
  });
});

it.each([
  ['broken-yaml', '7:1: This is not valid YAML'],
  ['older-version', '1:13: `backstage.io/v1beta2` is the template format before'],
])('says of %s where and why it cannot be read', async (name, expected) => {
  const { exit, out } = await run('check', join(CASES, name));
  expect(exit).toBe(1);
  expect(out).toContain(expected);
});

it('reads what a template names beside it', async () => {
  const folder = folderOf('placeholders-unread');
  writeFileSync(
    join(folder, 'placeholders-unread', 'page.yaml'),
    'properties: { name: { type: string } }',
  );
  writeFileSync(
    join(folder, 'placeholders-unread', 'step.yaml'),
    'action: debug:log\ninput: { message: hello }',
  );
  expect(await run('check', folder)).toMatchObject({ exit: 0 });
});

it('says that a file holds no template', async () => {
  const file = join(folderOf(), 'component.yaml');
  writeFileSync(file, 'kind: Component');
  expect(await run('check', file)).toMatchObject({
    exit: 1,
    out: expect.stringContaining('no template in this file'),
  });
  expect(await run('check', `${file}.gone`)).toMatchObject({ exit: 2 });
});

it('shows what a template asks for and does', async () => {
  const { exit, out } = await run('show', join(CASES, 'every-field', 'template.yaml'));
  expect(exit).toBe(0);
  expect(out).toContain('Repo url (repoUrl): repository, required');
  expect(out).toContain('not in a modal: It is a secret, and Slack shows what is typed.');
  expect(out).toContain('log: debug:log');
});

it('lists the templates of a catalog', async () => {
  const { exit, out } = await run('list', '--json', '--catalog', folderOf('conditions'));
  const { templates } = JSON.parse(out) as { templates: { ref: string }[] };
  expect(exit).toBe(0);
  expect(templates.map(({ ref }) => ref)).toContain('template:default/conditions');
});
