import { describe, expect, it } from 'vitest';
import type { NavItem, Site } from '../site.ts';
import { askedFor, siteFrom } from './test-site.ts';

/** The nav as lines: "Title: path", what is below indented. */
function navLines(items: readonly NavItem[], indent = ''): string[] {
  return items.flatMap(({ title, path, url, items: below }) => [
    `${indent}${title}${path === null ? '' : `: ${path || '(first)'}`}${url === null ? '' : `: ${url}`}`,
    ...navLines(below, `${indent}  `),
  ]);
}

function messages(site: Site): string[] {
  return [...site.problems, ...site.pages.flatMap(({ problems }) => problems)].map(
    ({ kind, file, line, column, message }) =>
      `${kind} ${[file, line, column].filter((part) => part !== null).join(':')} ${message}`,
  );
}

const PAGES = {
  'docs/index.md': '# Ledger\n\nKeeps the books.',
  'docs/guide.md': '# Guide',
  'docs/adr/0001-postgres.md': '# Use PostgreSQL',
};

describe('the texts a site wants', () => {
  it('asks for the settings, then the pages, then what they include', () => {
    const texts = {
      ...PAGES,
      'mkdocs.yml': 'site_name: Ledger\nnav:\n  - index.md\n',
      'docs/guide.md': '# Guide\n\n--8<-- "shared/steps.md"\n',
      'shared/steps.md': 'One step.',
      'src/ledger.ts': 'export {};',
    };
    expect(askedFor(texts)).toEqual([
      ['mkdocs.yml'],
      ['docs/adr/0001-postgres.md', 'docs/guide.md', 'docs/index.md'],
      ['shared/steps.md'],
    ]);
  });

  it('asks for nothing where there is nothing', () => {
    expect(askedFor({ 'src/ledger.ts': '' })).toEqual([]);
  });
});

describe('the nav', () => {
  it('is as mkdocs.yml writes it: nested, with titles of pages where it has none, and links elsewhere', () => {
    const site = siteFrom({
      ...PAGES,
      'mkdocs.yml':
        'site_name: Ledger\nnav:\n  - index.md\n  - How to:\n      - The guide: guide.md\n      - Chat: https://chat.example.com\n',
    });
    expect(navLines(site.nav)).toEqual([
      'Ledger: (first)',
      'How to',
      '  The guide: guide',
      '  Chat: https://chat.example.com',
    ]);
    expect(site.pages.map(({ path, isInNav }) => [path, isInNav])).toEqual([
      ['', true],
      ['guide', true],
      ['adr/0001-postgres', false],
    ]);
  });

  it('is made of the folders where nobody wrote one', () => {
    const site = siteFrom({ ...PAGES, 'mkdocs.yml': 'site_name: Ledger' });
    expect(navLines(site.nav)).toEqual([
      'Ledger: (first)',
      'Guide: guide',
      'Adr',
      '  Use PostgreSQL: adr/0001-postgres',
    ]);
  });

  it('is read from SUMMARY.md', () => {
    const site = siteFrom({
      ...PAGES,
      'docs/SUMMARY.md':
        '# Contents\n\n* [Start](index.md)\n* Decisions\n    * [Everything](adr/)\n* [](guide.md)\n',
    });
    expect(navLines(site.nav)).toEqual([
      'Start: (first)',
      'Decisions',
      '  Everything',
      '    Use PostgreSQL: adr/0001-postgres',
      'Guide: guide',
    ]);
    expect(site.pages.map(({ path }) => path)).not.toContain('SUMMARY');
  });

  it('is ordered by .pages', () => {
    const site = siteFrom({
      ...PAGES,
      'docs/.pages': 'nav:\n  - adr\n  - ...\n  - Chat: https://chat.example.com\n',
      'docs/adr/.pages': 'title: Decisions',
    });
    expect(navLines(site.nav)).toEqual([
      'Decisions',
      '  Use PostgreSQL: adr/0001-postgres',
      'Ledger: (first)',
      'Guide: guide',
      'Chat: https://chat.example.com',
    ]);
  });

  it('leads from a section to its first page where the theme does', () => {
    const site = siteFrom({
      ...PAGES,
      'docs/adr/index.md': '# Decisions',
      'mkdocs.yml':
        'site_name: x\ntheme:\n  features: [navigation.indexes]\nnav:\n  - Decisions:\n    - adr/index.md\n    - adr/0001-postgres.md\n',
    });
    expect(navLines(site.nav)).toEqual(['Decisions: adr', '  Use PostgreSQL: adr/0001-postgres']);
  });

  it('names what is missing, where it stands and what may be meant', () => {
    const site = siteFrom({
      ...PAGES,
      'mkdocs.yml':
        'site_name: Ledger\nnav:\n  - Guide: giude.md\n  - Nothing:\n  - docs/guide.md\n',
    });
    expect(site.nav).toEqual([]);
    expect(messages(site)).toEqual([
      'nav mkdocs.yml:3:12 The nav names giude.md, which is not there. Did you mean guide.md?',
      'nav mkdocs.yml:4:5 "Nothing" names no page, so it is left out of the nav. Write `- Nothing: page.md`.',
      'nav mkdocs.yml:5:5 The nav names docs/guide.md, which is not there. Did you mean guide.md?',
    ]);
  });

  it('takes in the docs of other folders', () => {
    const site = siteFrom({
      'mkdocs.yml':
        "site_name: Platform\nplugins: [techdocs-core]\nnav:\n  - index.md\n  - Ledger: '!include ./services/ledger/mkdocs.yml'\n  - Others: '*include ./tools/*/mkdocs.yml'\n",
      'docs/index.md': '# Platform\n\n[Ledger](../services/ledger/docs/guide.md)',
      'services/ledger/mkdocs.yml': 'site_name: ledger\nnav:\n  - index.md\n  - guide.md\n',
      'services/ledger/docs/index.md': '# Ledger\n\n[Guide](guide.md), ![Books](books.png)',
      'services/ledger/docs/guide.md': '# Guide',
      'services/ledger/docs/books.png': 'picture',
      'tools/cli/mkdocs.yml': 'site_name: The Tool',
      'tools/cli/docs/index.md': '# Tool',
    });
    expect(navLines(site.nav)).toEqual([
      'Platform: (first)',
      'Ledger',
      '  Ledger: ledger',
      '  Guide: ledger/guide',
      'Others',
      '  The Tool',
      '    Tool: the-tool',
    ]);
    expect(Object.keys(site.assets)).toEqual(['ledger/books.png']);
    expect(messages(site)).toEqual([]);
  });
});

describe('pages', () => {
  it('begin with the README of the repository where the docs have no first page', () => {
    const { 'docs/index.md': _, ...others } = PAGES;
    const site = siteFrom({ ...others, 'README.md': '# The ledger\n\n[Guide](docs/guide.md)' });
    expect(site.pages[0]).toMatchObject({ path: '', file: 'README.md', title: 'The ledger' });
    expect(messages(site)).toEqual([]);
  });

  it('are the README alone where there is nothing else', () => {
    const site = siteFrom(
      { 'README.md': 'No heading.', 'CONTRIBUTING.md': '# How', 'docs.png': '' },
      { kind: 'readme' },
    );
    expect(site.pages.map(({ path, kind }) => [path, kind])).toEqual([['', 'readme']]);
    expect(site.nav).toEqual([]);
  });

  it('keep an address each, index.md before README.md', () => {
    const site = siteFrom({
      'docs/README.md': '# Read me',
      'docs/index.md': '# Index',
      'docs/adr.md': '# List',
      'docs/adr/index.md': '# Decisions',
    });
    expect(Object.fromEntries(site.pages.map(({ path, file }) => [path, file]))).toEqual({
      '': 'docs/index.md',
      'README.md': 'docs/README.md',
      adr: 'docs/adr/index.md',
      'adr.md': 'docs/adr.md',
    });
  });

  it('leave out what exclude_docs says, drafts and what begins with a dot', () => {
    const site = siteFrom({
      'mkdocs.yml':
        'site_name: x\nexclude_docs: |\n  *.gen.md\n  /drafts/\n  !drafts/kept.md\ndraft_docs: later.md\n',
      'docs/index.md': '# x',
      'docs/api.gen.md': '# x',
      'docs/drafts/a.md': '# x',
      'docs/drafts/kept.md': '# x',
      'docs/later.md': '# x',
      'docs/.obsidian/x.md': '# x',
    });
    expect(site.pages.map(({ path }) => path)).toEqual(['', 'drafts/kept']);
  });

  it.each([
    ['docs/runbooks/rotate-keys.md', '# Rotate the keys', 'runbook'],
    ['docs/ops/ledger-runbook.md', '# Ledger', 'runbook'],
    ['docs/runbooks/index.md', '# All of them', 'page'],
    ['docs/x.md', '# Runbook: keys', 'runbook'],
    ['docs/x.md', '---\ntags: [runbook]\n---\n# Keys', 'runbook'],
    ['docs/adr/0007-kafka.md', '# Use Kafka', 'adr'],
    ['docs/decisions/kafka.md', '# Use Kafka', 'adr'],
    ['docs/adr/template.md', '# Title', 'page'],
    ['docs/adr/index.md', '# Decisions', 'page'],
    ['docs/x.md', '# ADR-7: Kafka', 'adr'],
    ['docs/guide.md', '# Guide', 'page'],
  ])('%s with %j is a %s', (file, text, kind) => {
    const site = siteFrom({ [file]: text });
    expect(site.pages.find((page) => page.file === file)?.kind).toBe(kind);
  });

  it('say that they are too long to be laid out, or include what is not there', () => {
    const site = siteFrom({
      'docs/index.md': '# x\n\n--8<-- "gone.md"\n',
      'docs/long.md': 'word '.repeat(100_000),
    });
    expect(messages(site)).toEqual([
      'include docs/index.md:3 gone.md is to be included and cannot be. Correct the path; it must lie in the repository.',
      expect.stringMatching(/^size docs\/long\.md This page is too long to be laid out: /),
    ]);
  });

  it('have another etag when what they include changed', () => {
    const texts = { 'docs/index.md': '# x\n\n--8<-- "part.md"\n', 'part.md': 'one' };
    const etag = (site: Site) => site.pages[0]?.etag;
    const before = etag(siteFrom(texts));
    expect(etag(siteFrom({ ...texts, 'part.md': 'one more' }))).not.toBe(before);
    expect(etag(siteFrom({ ...texts, 'other.md': 'x' }))).toBe(before);
  });
});

describe('mkdocs.yml', () => {
  it('may be broken: the docs are shown without it', () => {
    const site = siteFrom({ ...PAGES, 'mkdocs.yml': 'site_name: "Ledger\nnav: [\n' });
    expect(site.pages).toHaveLength(3);
    expect(messages(site)).toEqual([
      expect.stringMatching(/^config mkdocs\.yml:\d+:\d+ mkdocs\.yml is not valid YAML: /),
    ]);
  });

  it('may hold tags of Python, templates and settings that run code, which are passed over', () => {
    const site = siteFrom({
      ...PAGES,
      'mkdocs.yml': [
        'site_name: !ENV [NAME, Ledger]',
        'site_description: {{ description }}',
        'hooks: [evil.py]',
        'markdown_extensions:',
        '  - pymdownx.emoji:',
        '      emoji_index: !!python/name:materialx.emoji.twemoji',
      ].join('\n'),
    });
    expect(site.title).toBe('Ledger');
    expect(site.description).toBeNull();
    expect(messages(site)).toEqual([]);
  });

  it('cannot lead out of its folder', () => {
    const site = siteFrom(
      {
        'ledger/mkdocs.yml': 'docs_dir: ../secret',
        'secret/x.md': '# x',
        'ledger/docs/a.md': '# a',
      },
      { root: 'ledger' },
    );
    expect(site.pages.map(({ file }) => file)).toEqual(['ledger/docs/a.md']);
    expect(messages(site)).toEqual([
      'config ledger/mkdocs.yml:1:11 `docs_dir: ../secret` leads out of the folder ledger, so `docs` is read. Move the pages below mkdocs.yml.',
    ]);
  });

  it('says where pages moved to', () => {
    const site = siteFrom({
      ...PAGES,
      'mkdocs.yml':
        'site_name: x\nplugins:\n  - redirects:\n      redirect_maps:\n        old/guide.md: guide.md#top\n        gone.md: nowhere.md\n  - kroki\n',
    });
    expect(site.settings.redirects).toEqual({ 'old/guide': 'guide#top' });
    expect(messages(site)).toEqual([
      'unsupported mkdocs.yml:7:5 The MkDocs plugin kroki is not carried out here; what is written for it shows as plain text.',
      'config mkdocs.yml gone.md is redirected to nowhere.md, which is no page. Name a page that is there.',
    ]);
  });

  it('says where pages are edited, unless the repository itself is known', () => {
    const texts = {
      ...PAGES,
      'mkdocs.yml': 'repo_url: https://github.com/o/r\nedit_uri: edit/trunk/docs\n',
    };
    expect(siteFrom(texts).settings).toMatchObject({
      editUrl: 'https://github.com/o/r/edit/trunk/docs/',
      sourceUrl: 'https://github.com/o/r/blob/HEAD/',
    });
    const editUrl = 'https://github.com/marlin/ledger/edit/main/';
    expect(siteFrom(texts, { editUrl }).settings.editUrl).toBe(`${editUrl}docs/`);
  });
});
