import { createTemplateRenderer } from 'nunjitsu';
import { describe, expect, it } from 'vitest';
import { FILTERS } from '../expressions/filters.ts';
import { renderTexts } from '../expressions/render.ts';
import type { JsonObject } from '../json.ts';
import { memoryWorkspace } from './memory.ts';
import { fillSkeleton, type SkeletonOptions } from './skeleton.ts';
import type { WorkspaceFile } from './workspace.ts';

/** In this process: what escapes try is for the tests of the sandbox. */
const renderer = {
  renderTexts: async (texts: readonly string[], asked: Parameters<typeof renderTexts>[1]) =>
    renderTexts(texts, asked),
};

function text(content: string | Buffer, more: Partial<WorkspaceFile> = {}): WorkspaceFile {
  return { bytes: Buffer.from(content), isExecutable: false, ...more };
}

async function filled(
  skeleton: Record<string, string | WorkspaceFile>,
  options: SkeletonOptions = {},
  { there = {}, targetPath = '' }: { there?: Record<string, string>; targetPath?: string } = {},
): Promise<Record<string, string>> {
  const files = new Map(
    Object.entries(skeleton).map(([path, file]) => [
      path,
      typeof file === 'string' ? text(file) : file,
    ]),
  );
  const workspace = memoryWorkspace(
    Object.entries(there).map(([path, file]) => [path, text(file)]),
  );
  await fillSkeleton({ files, options, workspace, targetPath, renderer });
  return Object.fromEntries(
    workspace.paths().map((path) => [path, workspace.read(path)?.bytes.toString() ?? '']),
  );
}

const values: JsonObject = { name: 'ledger', pkg: 'com.acme', none: '' };

it('fills values into files, file names and folder names', async () => {
  expect(
    await filled(
      {
        'src/${{values.name}}/${{ values.name }}.go': 'package ${{ values.name }}',
        README: 'as it is',
      },
      { values },
    ),
  ).toEqual({ 'src/ledger/ledger.go': 'package ledger', README: 'as it is' });
});

it('leaves out what has no name, and folders that have none', async () => {
  expect(
    await filled(
      {
        '{% if values.none %}Dockerfile{% endif %}': 'x',
        'a/${{ values.none }}/b': 'x',
        '${{ values.none }}/c': 'x',
        'a/${{ values.none }}': 'x',
        kept: 'x',
      },
      { values },
    ),
  ).toEqual({ kept: 'x' });
});

describe('files that are copied', () => {
  const skeleton = {
    '${{values.name}}.yaml': '${{ values.name }}',
    'raw/${{values.name}}.md': '${{ values.name }}',
  };
  it.each<[string, SkeletonOptions, Record<string, string>]>([
    [
      'keep their contents with copyWithoutTemplating',
      { copyWithoutTemplating: ['**/*.md'] },
      { 'ledger.yaml': 'ledger', 'raw/ledger.md': '${{ values.name }}' },
    ],
    [
      'by the name of a folder',
      { copyWithoutTemplating: ['raw'] },
      { 'ledger.yaml': 'ledger', 'raw/ledger.md': '${{ values.name }}' },
    ],
    [
      'keep their names too with copyWithoutRender',
      { copyWithoutRender: ['raw/'] },
      { 'ledger.yaml': 'ledger', 'raw/${{values.name}}.md': '${{ values.name }}' },
    ],
  ])('%s', async (_, options, files) => {
    expect(await filled(skeleton, { values, ...options })).toEqual(files);
  });

  it('are all but those with the extension, which goes', async () => {
    const skeleton = {
      'a.txt.njk': '${{ values.name }}',
      '${{values.name}}.txt': '${{ values.name }}',
      'b.tpl': '${{ values.name }}',
    };
    expect(await filled(skeleton, { values, templateFileExtension: true })).toEqual({
      'a.txt': 'ledger',
      'ledger.txt': '${{ values.name }}',
      'b.tpl': '${{ values.name }}',
    });
    expect(await filled(skeleton, { values, templateFileExtension: 'tpl' })).toMatchObject({
      b: 'ledger',
      'a.txt.njk': '${{ values.name }}',
    });
  });

  it('keep their bytes where they are no text', async () => {
    const binary = Buffer.from([0x89, 0x50, 0, 1, 2, 255, ...Buffer.from('${{ values.name }}')]);
    const latin = Buffer.from('caf\xe9 ${{ values.name }}', 'latin1');
    const files = new Map([
      ['logo.png', text(binary)],
      ['old.txt', text(latin)],
    ]);
    const workspace = memoryWorkspace();
    await fillSkeleton({ files, options: { values }, workspace, targetPath: '', renderer });
    expect(workspace.read('logo.png')?.bytes).toEqual(binary);
    expect(workspace.read('old.txt')?.bytes).toEqual(latin);
  });
});

it('keeps what is executable so', async () => {
  const workspace = memoryWorkspace();
  const files = new Map([['run.sh', text('echo ${{ values.name }}', { isExecutable: true })]]);
  await fillSkeleton({ files, options: { values }, workspace, targetPath: 'bin', renderer });
  expect(workspace.read('bin/run.sh')).toEqual({
    bytes: Buffer.from('echo ledger'),
    isExecutable: true,
  });
});

it('keeps files that are there, unless it is told to replace them', async () => {
  const there = { 'a.txt': 'mine' };
  expect(await filled({ 'a.txt': 'new' }, {}, { there })).toEqual({ 'a.txt': 'mine' });
  expect(await filled({ 'a.txt': 'new' }, { replace: true }, { there })).toEqual({
    'a.txt': 'new',
  });
});

it('never copies .git', async () => {
  expect(await filled({ '.git/config': 'x', 'sub/.git/hooks/x': 'x', '.gitignore': 'y' })).toEqual({
    '.gitignore': 'y',
  });
});

it('reads cookiecutter skeletons', async () => {
  const files = await filled(
    {
      '{{cookiecutter.name}}/x.py':
        '{{ cookiecutter.tags | jsonify }}{% if cookiecutter.on == True %}!{% endif %}',
    },
    { values: { name: 'n', tags: ['a'], on: true }, cookiecutterCompat: true },
  );
  expect(files).toEqual({ 'n/x.py': '["a"]!' });
});

it.each<[SkeletonOptions, string]>([
  [{ copyWithoutRender: ['a'], copyWithoutTemplating: ['b'] }, 'can not be used at the same time'],
  [{ templateFileExtension: true, copyWithoutTemplating: ['b'] }, 'incompatible'],
  [{ templateFileExtension: true, cookiecutterCompat: true }, 'incompatible'],
])('refuses %j', async (options, words) => {
  await expect(filled({ a: 'x' }, options)).rejects.toThrow(words);
});

it('says which file cannot be rendered, and where', async () => {
  await expect(filled({ a: 'fine ${{ values.x }}', 'b/c.txt': 'x\n${{ | }}' })).rejects.toThrow(
    /^b\/c.txt cannot be rendered. Line 2, column/,
  );
  await expect(filled({ '${{ | }}': 'x' })).rejects.toThrow(/^the name \$\{\{ \| \}\} cannot/);
});

describe('a path never leaves its folder', () => {
  it.each([
    ['../../up'],
    ['a/../../../up'],
    ['/etc/passwd'],
    ['a\\..\\..\\up'],
    ['.git/config'],
    ['.GIT/config'],
    ['x\u0000y'],
    ['con.txt'],
    ['n'.repeat(300)],
  ])('by the value %j', async (name) => {
    const files = filled(
      { 'sub/${{ values.name }}': 'x' },
      { values: { name } },
      { targetPath: 'out' },
    );
    // An absolute one doubles the slash, which leaves the file out.
    if (name.startsWith('/')) expect(await files).toEqual({});
    else await expect(files).rejects.toThrow(/^The path /);
  });

  it('by the name of a file', async () => {
    await expect(filled({ '../../up': 'x' })).rejects.toThrow('leads out');
  });

  it('but may turn around within it', async () => {
    expect(await filled({ 'a/${{ values.name }}': 'x' }, { values: { name: '../b' } })).toEqual({
      b: 'x',
    });
  });
});

function texted(result: ReturnType<typeof renderTexts>): readonly string[] {
  return result.kind === 'rendered' ? result.texts : [];
}

function orRefused(render: () => string): string {
  try {
    return render();
  } catch {
    return 'refused';
  }
}

describe('rendering equals nunjitsu', () => {
  const pieces = [
    'plain ',
    '\n',
    '\r\n',
    '  ',
    '\t',
    '${{ values.name }}',
    '${{- values.name -}}',
    '${{ values.list | join(",") }}',
    '{% if values.flag %}\n  yes\n{% else %}no{% endif %}',
    '{%- if values.flag -%} x {%- endif -%}',
    '{% for i in values.list %}\n${{ loop.index }}:${{ i }}\n{% endfor %}',
    '{# note #}',
    '{% raw %}${{ kept }}{% endraw %}',
    '{{ not ours }}',
    '${{ values.none }}',
    '$${{ values.n + 1 }}',
    '${{ values.map | dump }}',
    '{% set x = values.n %}${{ x * 2 }}',
    '{% macro m(a) %}[${{ a }}]{% endmacro %}${{ m("q") }}',
    '${{ "${" }}',
    '}} %} #}',
    '{% if %}',
    '\u{1f600}é',
    '${{ values.name | replace("e", "3") | upper }}',
    "${{ 'component:x' | parseEntityRef | dump }}",
    '$',
    '{',
    '${',
    '{ {',
    '${ {',
  ];
  const context: JsonObject = {
    name: 'ledger',
    n: 3,
    flag: true,
    list: ['a', 'b'],
    map: { k: [1, null] },
  };
  const optionSets: SkeletonOptions[] = [
    {},
    { trimBlocks: true },
    { lstripBlocks: true },
    { trimBlocks: true, lstripBlocks: true },
  ];

  it('byte for byte, over texts of all pieces', async () => {
    let seed = 20_251;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    const texts = Array.from({ length: 300 }, () =>
      Array.from({ length: 1 + (next() % 12) }, () => pieces[next() % pieces.length]).join(''),
    );
    for (const options of optionSets) {
      const oracle = createTemplateRenderer({
        filters: FILTERS,
        allowRegexExecution: true,
        trimBlocks: options.trimBlocks ?? false,
        lstripBlocks: options.lstripBlocks ?? false,
      });
      for (const one of texts) {
        const asked = { context: { values: context }, options };
        const { [0]: found = 'refused' } = texted(renderTexts([one], asked));
        expect(found).toBe(orRefused(() => oracle.render(one, { values: context })));
      }
      const well = texts.filter(
        (one) => orRefused(() => oracle.render(one, { values: context })) !== 'refused',
      );
      expect(well.length).toBeGreaterThan(50);
      const files = Object.fromEntries(well.map((one, index) => [`f${index}`, one]));
      const wanted = well.map((one, index) => [
        `f${index}`,
        oracle.render(one, { values: context }),
      ]);
      expect(await filled(files, { ...options, values: context })).toEqual(
        Object.fromEntries(wanted),
      );
    }
  });
});
