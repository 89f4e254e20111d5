import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../../cli.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-docs-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function callboard(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

function filesIn(folder: string, { exact = false } = {}): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => (exact ? path : path.replace(/-[0-9a-f]{12}\./, '.')))
    .sort();
}

const LEDGER = {
  'mkdocs.yml': [
    'site_name: Ledger',
    'repo_url: https://github.com/marlin/ledger',
    'edit_uri: edit/main/docs/',
    'plugins:',
    '  - redirects:',
    '      redirect_maps: { old.md: adr/0001-postgres.md }',
    'nav:',
    '  - index.md',
    '  - Decisions:',
    '    - adr/0001-postgres.md',
  ].join('\n'),
  'docs/index.md':
    '# Ledger\n\nKeeps the books.\n\n![Map](map.svg) [Why](adr/0001-postgres.md#why--how) [Code](../src/a.ts)\n\n## <script>alert(1)</script>',
  'docs/adr/0001-postgres.md':
    '# PostgreSQL & us\n\n[Back](../index.md)\n\n## Why & how\n\nBecause.',
  'docs/map.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'docs/evil.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'docs/evil.html': '<script>alert(1)</script>',
  'src/a.ts': '',
};

describe('callboard docs build', () => {
  it('makes a folder of pages that lead to each other wherever the folder lies', async () => {
    const folder = folderWith(LEDGER);
    const site = join(folder, 'site');
    const { exit, out } = await callboard('docs', 'build', folder, '--out', site);
    expect({ exit, out }).toEqual({
      exit: 0,
      out: `1 site with 2 pages in ${site}: 11 files written, 0 as they were, 0 removed.`,
    });
    expect(filesIn(site)).toEqual([
      '-callboard/docs.css',
      '-callboard/docs.js',
      '-callboard/find.js',
      '-callboard/icon.svg',
      '.callboard-docs.json',
      '404.html',
      'adr/0001-postgres/index.html',
      'index.html',
      'map.svg',
      'old/index.html',
      'search-data.js',
      'search.html',
    ]);
    const first = readFileSync(join(site, 'index.html'), 'utf8');
    expect(first).toContain('<img src="./map.svg"');
    expect(first).toContain('href="./adr/0001-postgres/index.html#why-how">Why</a>');
    expect(first).toContain('href="https://github.com/marlin/ledger/blob/HEAD/src/a.ts"');
    expect(first).toContain('href="https://github.com/marlin/ledger/edit/main/docs/index.md"');
    expect(first).not.toContain('<script>alert');
    const decision = readFileSync(join(site, 'adr/0001-postgres/index.html'), 'utf8');
    expect(decision).toContain('<a href="../../index.html">Back</a>');
    expect(decision).toContain('<title>PostgreSQL &amp; us · Ledger</title>');
    expect(readFileSync(join(site, 'old/index.html'), 'utf8')).toContain(
      'url=../adr/0001-postgres/index.html"',
    );
  });

  it('writes only what changed, and takes away what is gone', async () => {
    const folder = folderWith(LEDGER);
    const site = join(folder, 'site');
    await callboard('docs', 'build', folder, '--out', site);
    writeFileSync(join(site, 'CNAME'), 'docs.example.com');
    const before = statSync(join(site, 'index.html')).mtimeMs;
    writeFileSync(
      join(folder, 'docs/adr/0001-postgres.md'),
      '# PostgreSQL & us\n\n## Why & how\n\nStill.',
    );
    rmSync(join(folder, 'docs/map.svg'));
    writeFileSync(
      join(folder, 'docs/index.md'),
      LEDGER['docs/index.md'].replace('![Map](map.svg) ', ''),
    );
    const first = await callboard('docs', 'build', folder, '--out', site);
    // Both pages and what is searched.
    expect(first.out).toContain('3 files written, 7 as they were, 1 removed.');
    expect(statSync(join(site, 'index.html')).mtimeMs).toBeGreaterThan(before);
    expect(filesIn(site)).toContain('CNAME');
    const again = await callboard('docs', 'build', folder, '--out', site);
    expect(again.out).toContain('0 files written, 10 as they were, 0 removed.');
  });

  it('lists several sites, and says where they will be', async () => {
    const folder = folderWith({
      'a/mkdocs.yml': 'site_name: The A',
      'a/docs/index.md': '# A',
      'b c/mkdocs.yml': 'site_name: The B',
      'b c/docs/x.md': '# X',
    });
    const site = join(folder, 'out');
    const { out } = await callboard(
      ...['docs', 'build', folder, '--out', site, '--url', 'https://docs.example.com', '--json'],
    );
    expect(JSON.parse(out)).toMatchObject({
      sites: [
        { title: 'The A', folder: 'a', pages: 1, url: 'https://docs.example.com/a/' },
        { title: 'The B', folder: 'b c', pages: 1, url: 'https://docs.example.com/b%20c/' },
      ],
    });
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('./b%20c/index.html">The B');
    expect(readFileSync(join(site, 'b c/sitemap.xml'), 'utf8')).toContain(
      '<loc>https://docs.example.com/b%20c/x/</loc>',
    );
    const page = readFileSync(join(site, 'b c/x/index.html'), 'utf8');
    expect(page).toMatch(/href="\.\.\/\.\.\/-callboard\/docs-\w+\.css"/);
    // It has no first page of its own, so its address leads to the first there is.
    expect(readFileSync(join(site, 'b c/index.html'), 'utf8')).toContain('url=./x/index.html"');
  });

  it('brings what draws diagrams along where a page has one', async () => {
    const folder = folderWith({
      'docs/index.md': '# Flow\n\n```mermaid\nflowchart LR\n  a --> b\n```\n',
      'docs/b.md': '# B',
    });
    const site = join(folder, 'out');
    await callboard('docs', 'build', folder, '--out', site);
    expect(filesIn(site)).toEqual(
      expect.arrayContaining(['-callboard/diagram.html', '-callboard/mermaid.js']),
    );
    const page = (path: string) => readFileSync(join(site, path), 'utf8');
    expect(page('index.html')).toMatch(/data-frame="\.\/-callboard\/diagram-\w+\.html"/);
    expect(page('b/index.html')).not.toContain('data-frame');
  });

  it('touches no folder that holds something else', async () => {
    const folder = folderWith(LEDGER);
    const out = folderWith({ 'index.html': 'mine' });
    expect(await callboard('docs', 'build', folder, '--out', out)).toMatchObject({ exit: 2 });
    expect(await callboard('docs', 'build', folder, '--out', folder)).toMatchObject({ exit: 2 });
    expect(filesIn(out)).toEqual(['index.html']);
  });

  it('reads nothing outside the folder, wherever links lead', async () => {
    const secret = folderWith({ 'secret.md': '# Secret', 'secret.png': 'secret' });
    const folder = folderWith({ 'docs/index.md': '# Hi\n\n![x](secret.png)' });
    for (const name of ['secret.md', 'secret.png'])
      symlinkSync(join(secret, name), join(folder, 'docs', name));
    const site = join(folder, 'out');
    await callboard('docs', 'build', folder, '--out', site);
    expect(filesIn(site).filter((path) => path.includes('secret'))).toEqual([]);
  });
});

describe('the search of a static site', () => {
  /** Runs the script of the site as a browser does, with as much of a browser as it needs. */
  async function search(site: string, q: string): Promise<string> {
    const read = (name: RegExp) => {
      const file = filesIn(site, { exact: true }).find((path) => name.test(path)) ?? '';
      return readFileSync(join(site, file), 'utf8');
    };
    const world: Record<string, unknown> = {
      URL,
      URLSearchParams,
      FormData: class {
        get = () => q;
      },
      document: {
        createElement: () => ({}),
        querySelector: () => null,
        addEventListener: () => {},
        head: {
          append: (script: { onload: () => void }) => {
            runInContext(read(/^search-data\.js$/), world);
            script.onload();
          },
        },
      },
    };
    createContext(world);
    runInContext(read(/find-/), world);
    const find = world['findInDocs'] as (form: object, signal: object) => Promise<string>;
    return find({ action: 'file:///site/search.html' }, { aborted: false });
  }

  it('finds sections by the beginnings of words, the nearest first, and escapes them', async () => {
    const folder = folderWith({
      'docs/index.md': '# Ledger\n\nSee the <b>rotation</b> of `<keys>` & more.',
      'docs/keys.md': '# Rotate keys\n\n## Who may\n\nAnybody. Clés partagées.',
    });
    await callboard('docs', 'build', folder, '--out', join(folder, 'out'));
    const found = await search(join(folder, 'out'), 'rotat KEYS');
    expect(Array.from(found.matchAll(/href="([^"]*)"/g), ([, href]) => href)).toEqual([
      'file:///site/keys/index.html#who-may',
      'file:///site/index.html',
    ]);
    expect(found).toContain('<mark>rotat</mark>ion of &lt;<mark>keys</mark>&gt; &amp; more.');
    expect(await search(join(folder, 'out'), 'cles')).toContain('keys/index.html#who-may');
    expect(await search(join(folder, 'out'), '.*')).toContain('Nothing here says that');
  });
});

describe('callboard docs check', () => {
  it('passes docs with nothing broken, and tells what is not supported', async () => {
    const folder = folderWith({
      ...LEDGER,
      'mkdocs.yml': 'site_name: Ledger\nplugins: [techdocs-core, kroki]\n',
    });
    const { exit, out } = await callboard('docs', 'check', folder);
    expect(exit).toBe(0);
    expect(out).toContain('1 site, 2 pages, nothing broken.');
    expect(out).toContain('kroki');
  });

  it('tells what is broken, where and what to do', async () => {
    const folder = folderWith({ ...LEDGER, 'docs/index.md': '# Ledger\n\n[Gone](gone.md)' });
    const { exit, out } = await callboard('docs', 'check', folder, '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toEqual({
      sites: [
        {
          root: '',
          title: 'Ledger',
          pages: 2,
          problems: [
            {
              kind: 'link',
              message:
                'The link gone.md leads to docs/gone.md, which is not there. Correct the path or take the link out.',
              file: 'docs/index.md',
              line: 3,
              column: null,
            },
          ],
          unsupported: [],
        },
      ],
    });
  });

  it.each([
    [
      'mkdocs.yml, and those it does not take in',
      ['mkdocs.yml', 'docs/a.md', 'b/mkdocs.yml', 'c/docs/x.md'],
      ['', 'b'],
    ],
    [
      'docs of its own and of folders',
      ['docs/a.md', 'b/mkdocs.yml', 'c/docs/x.md'],
      ['', 'b', 'c'],
    ],
    ['READMEs beside descriptors', ['a/README.md', 'a/catalog-info.yaml', 'b/README.md'], ['a']],
    [
      'mkdocs.yml of its own, and docs beside descriptors',
      [
        ...['mkdocs.yml', 'catalog-info.yaml', 'docs/a.md', 'README.md', 'b/docs/x.md'],
        ...['c/catalog-info.yaml', 'c/docs/x.md', 'c/docs/example/catalog-info.yaml'],
        ...['c/docs/example/docs/y.md', 'd/mkdocs.yml', 'd/e/catalog-info.yaml', 'd/e/README.md'],
      ],
      ['', 'c', 'd', 'd/e'],
    ],
    ['nothing but Markdown', ['a.md', 'b/c.md'], ['']],
    ['nothing but a README', ['README.md', 'src/a.ts'], ['']],
  ])('finds the sites of a folder with %s', async (_, paths, roots) => {
    const folder = folderWith(Object.fromEntries(paths.map((path) => [path, ''])));
    const { out } = await callboard('docs', 'check', folder, '--json');
    expect(JSON.parse(out).sites.map(({ root }: { root: string }) => root)).toEqual(roots);
  });

  it('says that there are no docs', async () => {
    const { exit, out } = await callboard('docs', 'check', folderWith({ 'a.txt': '' }));
    expect({ exit, out }).toEqual({
      exit: 0,
      out: 'There are no docs here: no mkdocs.yml, no docs folder, no README.',
    });
    expect(await callboard('docs', 'check', '/nowhere')).toMatchObject({ exit: 2 });
  });
});
