import { describe, expect, it } from 'vitest';
import { idOf } from './anchors.ts';
import { meaningOf, type Places } from './links.ts';
import { siteFrom } from './test-site.ts';

const PAGES = {
  'docs/index.md': '',
  'docs/guide.md': '',
  'docs/adr/index.md': '',
  'docs/adr/0001-postgres.md': '',
  'docs/My page.md': '',
};

const places: Places = {
  pageOfFile: new Map([
    ['docs/index.md', ''],
    ['docs/guide.md', 'guide'],
    ['docs/adr/index.md', 'adr'],
    ['docs/adr/0001-postgres.md', 'adr/0001-postgres'],
    ['docs/My page.md', 'My page'],
  ]),
  addresses: new Set(['', 'guide', 'adr', 'adr/0001-postgres', 'My page']),
  hasAsset: (address) => ['adr/map.png', 'books.pdf', '-/assets/logo.png'].includes(address),
  docsDir: 'docs',
  redirects: { 'old/guide': 'guide' },
  sourceUrl: 'https://github.com/marlin/ledger/blob/main/',
};

const FROM_ADR = { file: 'docs/adr/0001-postgres.md', path: 'adr/0001-postgres' };

describe('what a link means', () => {
  it.each([
    // As MkDocs reads them.
    ['../guide.md', 'page guide'],
    ['../guide.md#steps', 'page guide #steps'],
    ['../guide.md?plain=1#L3', 'page guide #L3'],
    ['index.md', 'page adr'],
    ['./', 'page adr'],
    ['../My%20page.md', 'page My page'],
    ['#context', 'page adr/0001-postgres #context'],
    ['map.png', 'asset adr/map.png'],
    ['../../assets/logo.png', 'asset -/assets/logo.png'],
    ['../../src/ledger.ts#L10', 'file src/ledger.ts #L10'],
    // As GitHub reads them.
    ['/docs/guide.md', 'page guide'],
    ['/guide.md', 'page guide'],
    ['/src/ledger.ts', 'file src/ledger.ts'],
    ['https://github.com/marlin/ledger/blob/main/docs/guide.md#a', 'page guide #a'],
    // As a browser reads them on the finished page.
    ['../../guide/', 'page guide'],
    ['/books.pdf', 'asset books.pdf'],
    ['../guide.html', 'page guide'],
    ['../guide', 'page guide'],
    ['../../old/guide/', 'page guide'],
    // As notes name one another.
    ['wiki:My page', 'page My page'],
    ['wiki:0001_Postgres#Context', 'page adr/0001-postgres #Context'],
    ['wiki:ADR', 'page adr'],
    ['wiki:adr/0001-postgres', 'page adr/0001-postgres'],
    ['wiki:No such page', 'file docs/adr/No such page.md'],
    // Elsewhere, and nowhere.
    ['https://example.com/a#b', 'outside https://example.com/a#b'],
    ['//example.com/a', 'outside https://example.com/a'],
    ['mailto:ana@example.com', 'outside mailto:ana@example.com'],
    ['../../../../etc/passwd', 'nowhere'],
    ['gone.md', 'file docs/adr/gone.md'],
    ['%E0%A4%A.md', 'file docs/adr/%E0%A4%A.md'],
  ])('%s: %s', (href, meaning) => {
    const found = meaningOf(href, FROM_ADR, places);
    const anchor = 'anchor' in found && found.anchor !== '' ? ` #${found.anchor}` : '';
    const where =
      found.kind === 'nowhere'
        ? ''
        : found.kind === 'outside'
          ? ` ${found.url}`
          : ` ${found.kind === 'file' ? found.file : found.path}`;
    expect(`${found.kind}${where}${anchor}`).toBe(meaning);
  });
});

describe('the place on a page that an anchor means', () => {
  const headings = [
    { level: 2, text: 'Create & drop', id: 'create-drop' },
    { level: 2, text: 'Steps', id: 'steps' },
    { level: 2, text: 'Steps', id: 'steps_1' },
  ];
  it.each([
    ['create-drop', 'create-drop'],
    ['create--drop', 'create-drop'],
    ['Create-Drop', 'create-drop'],
    ['steps_1', 'steps_1'],
    ['steps-1', 'steps_1'],
    ['here', 'here'],
    ['box', 'box'],
    ['elsewhere', null],
  ])('#%s is %s', (anchor, id) => {
    expect(idOf(anchor, headings, '<a name="here"></a> and {#box .big}')).toBe(id);
  });
});

describe('what is wrong with the links of a page', () => {
  it('is told with the line and what to do', () => {
    const site = siteFrom({
      ...PAGES,
      'docs/Logo.png': '',
      'docs/index.md': '# Home\n\n## Steps',
      'docs/guide.md': [
        '# Guide',
        '[a](gone.md) [b](postgres.md)',
        '[c](index.md#step) [d](#guide) [e](GUIDE.md)',
        '![f](logo.png) ![g](missing.png)',
        '[h](javascript:alert(1)) [i](../src/a.ts) [j](../../..) [k](https://example.com)',
      ].join('\n\n'),
      'src/a.ts': '',
      'other/postgres.md': '',
    });
    const guide = site.pages.find(({ path }) => path === 'guide');
    expect(guide?.problems.map(({ kind, line, message }) => `${line} ${kind} ${message}`)).toEqual([
      '3 link The link gone.md leads to docs/gone.md, which is not there. Correct the path or take the link out.',
      '3 link The link postgres.md leads to docs/postgres.md, which is not there. Correct the path: other/postgres.md has that name.',
      '5 anchor The link index.md#step names a heading that docs/index.md does not have. Did you mean #steps?',
      '5 link The link GUIDE.md differs from the file docs/guide.md in upper and lower case. Write it as the file is called.',
      '7 image The picture logo.png differs from the file docs/Logo.png in upper and lower case. Write it as the file is called.',
      '7 image The picture missing.png leads to docs/missing.png, which is not there. Correct the path or take the link out.',
      '9 link The link ../../.. leads out of the repository. Write its whole address.',
    ]);
    expect(guide?.outside).toEqual(['https://example.com']);
  });

  it('is nothing for a picture beside the docs folder, which is taken along', () => {
    const site = siteFrom({ 'docs/index.md': '![x](../assets/logo.png)', 'assets/logo.png': '' });
    expect(Object.keys(site.assets)).toEqual(['-/assets/logo.png']);
    expect(site.pages[0]?.problems).toEqual([]);
  });
});
