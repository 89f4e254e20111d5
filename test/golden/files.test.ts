import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readCodeowners } from '../../src/catalog/codeowners.ts';
import { parseDescriptor } from '../../src/catalog/descriptor.ts';
import { GOLDEN_PATHS, make } from './make.ts';

/** What people type, and what they paste to see what happens. */
const DESCRIPTIONS = [
  'It\'s "quoted", and `code`: with a colon # and no comment',
  'Two\nlines\r\n\tand a tab',
  '${{ values.owner }} {% raw %} {{ x }} {# no #} ${HOME} $(id) %{ if }',
  '- [link](https://evil.test) <script>alert(1)</script> <!-- ``` ~~~',
  '# heading',
  '\'\'\'""" \\ \\n \\u0041 */ // -->',
  'Größe 🦊 日本語 \u2028 \u0000 \u0007 ]]> &amp; @channel',
  '{"json": true}',
  '--- | > ! & * ? : ,',
];

describe.each(GOLDEN_PATHS)('%s', (template) => {
  const sensible = make(template);

  it('is whole', () => {
    const paths = [...sensible.keys()];
    expect(paths).toEqual(
      expect.arrayContaining([
        '.editorconfig',
        '.github/CODEOWNERS',
        '.github/dependabot.yml',
        '.github/workflows/ci.yml',
        '.gitignore',
        'README.md',
        'SECURITY.md',
        'catalog-info.yaml',
        'docs/index.md',
        'docs/runbook.md',
        'mkdocs.yml',
      ]),
    );
    const isRun = !['docs-site', 'terraform-module'].includes(template);
    expect(paths.includes('Dockerfile')).toBe(isRun);
  });

  it('keeps the expressions of GitHub Actions and no other', () => {
    for (const [path, text] of sensible) {
      if (path.startsWith('.github/workflows/'))
        expect(text).toContain('${{ github.workflow }}-${{ github.ref }}');
      else expect(text, path).not.toMatch(/\$\{\{|\{%|\{#/);
    }
  });

  it('asks in CI for what protects the branch, with no more rights than reading', () => {
    const [ci] = parseAllDocuments(sensible.get('.github/workflows/ci.yml') ?? '');
    expect(ci?.toJS()).toMatchObject({ permissions: { contents: 'read' }, jobs: { ci: {} } });
    const actions = sensible.get('.github/workflows/ci.yml')?.match(/uses: .*/g) ?? [];
    for (const action of actions) expect(action).toMatch(/^uses: [\w-]+\/[\w-]+@v\d+$/);
  });

  it.each(DESCRIPTIONS)('stays readable with the description %j', (description) => {
    const files = make(template, { description });
    expect([...files.keys()]).toEqual([...sensible.keys()]);
    for (const [path, text] of files) {
      if (path.endsWith('.json')) JSON.parse(text);
      if (/\.ya?ml$/.test(path))
        for (const document of parseAllDocuments(text)) expect(document.errors, path).toEqual([]);
      if (path.endsWith('.md')) expect(outline(text), path).toEqual(outline(sensible.get(path)));
      if (path.endsWith('.html')) expect(tags(text), path).toEqual(tags(sensible.get(path)));
    }
    const said = description.replace(/\r/g, '').replace(/[\n\t]/g, ' ');
    const [document] = parseAllDocuments(files.get('catalog-info.yaml') ?? '');
    expect(document?.toJS().metadata.description).toBe(said);
    for (const path of ['src/about.ts', 'pyproject.toml'])
      if (files.has(path)) expect(literal(files.get(path))).toBe(said);
    if (files.has('package.json'))
      expect(JSON.parse(files.get('package.json') ?? '').description).toBe(said);
  });

  it('describes itself without a fault', () => {
    const documents = parseDescriptor(sensible.get('catalog-info.yaml') ?? '', {});
    expect(documents.map(({ problems }) => problems)).toEqual([[]]);
    expect(documents[0]?.entity).toMatchObject({
      metadata: {
        name: 'refund-listener',
        title: 'Refund listener',
        annotations: {
          'backstage.io/techdocs-ref': 'dir:.',
          'backstage.io/source-template': `template:callboard/${template}`,
          'github.com/project-slug': 'acme/refund-listener',
        },
      },
      spec: {
        owner: 'group:default/payments-platform',
        system: 'system:default/card-acquiring',
        lifecycle: 'production',
      },
    });
  });

  it('needs no system, tier or lifecycle', () => {
    const files = make(template, {
      system: undefined as never,
      tier: undefined as never,
      lifecycle: undefined as never,
    });
    const [document] = parseDescriptor(files.get('catalog-info.yaml') ?? '', {});
    expect(document?.problems).toEqual([]);
    expect(document?.entity?.spec).toMatchObject({ lifecycle: 'experimental' });
    expect(document?.entity?.spec).not.toHaveProperty('system');
  });

  it.each([
    ['group:default/payments-platform', {}, '@acme/payments-platform'],
    ['group:default/payments', { 'github.com/team-slug': 'acme/pay' }, '@acme/pay'],
    ['group:default/payments', { 'github.com/team-slug': 'pay' }, '@acme/pay'],
    ['payments', {}, '@acme/payments'],
    ['group:shop/Payments.Core', {}, '@acme/payments-core'],
    ['user:default/ana', {}, '@ana'],
    ['user:default/ana', { 'github.com/user-login': 'ana-d' }, '@ana-d'],
  ])('is reviewed by the team of %s', (owner, annotations, handle) => {
    const text = make(template, { owner }, annotations).get('.github/CODEOWNERS') ?? '';
    const { rules, problems } = readCodeowners(text);
    expect(problems).toEqual([]);
    expect(rules.map(({ pattern, owners }) => [pattern, owners])).toEqual([['*', [handle]]]);
  });

  it('locks what its package.json asks for', () => {
    if (!sensible.has('package.json')) return;
    const asked = JSON.parse(sensible.get('package.json') ?? '');
    const lock = JSON.parse(sensible.get('package-lock.json') ?? '');
    const { name, version, engines, dependencies, devDependencies } = asked;
    expect(lock).toMatchObject({ name, version, lockfileVersion: 3 });
    expect(lock.packages['']).toEqual({ name, version, engines, dependencies, devDependencies });
  });
});

it.each(['.github/CODEOWNERS.njk', 'SECURITY.md.njk'])('%s is the same everywhere', (path) => {
  const texts = GOLDEN_PATHS.map((template) => make(template).get(path.replace('.njk', '')));
  expect(new Set(texts).size).toBe(1);
});

/** Headings, fences and the number of blocks: what a description must not change. */
function outline(markdown = ''): string[] {
  const shape = markdown.split('\n').map((line) => {
    if (/^#{1,6} /.test(line)) return line;
    return /^\s*(```|~~~|- |\d+\. |\||<|>)/.test(line) ? line.trim().slice(0, 3) : '';
  });
  return shape.filter(Boolean);
}

function tags(html = ''): string[] {
  return [...html.matchAll(/<\/?[a-z!][^\s>]*/gi)].map(([tag]) => tag);
}

/** What stands behind `description` in a file that is neither YAML nor JSON, but writes strings as JSON does. */
function literal(text = ''): unknown {
  return JSON.parse(/^\s*description\s*[:=]\s*("[^\n]*"),?$/m.exec(text)?.[1] ?? 'null');
}
