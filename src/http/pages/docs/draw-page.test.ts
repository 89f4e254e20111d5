import { describe, expect, it } from 'vitest';
import type { NavItem } from '../../../docs/site.ts';
import { type DocsPage, drawDocsPage } from './draw-page.ts';
import { navLinks, neighboursOf, trailOf } from './nav.ts';

const item = (title: string, path: string | null, items: NavItem[] = []): NavItem => ({
  title,
  path,
  url: null,
  items,
});
const NAV = [
  item('Home', ''),
  item('Guides', null, [item('Retries', 'guides/retries'), item('Keys', 'guides/keys')]),
  { ...item('Status', null), url: 'https://status.example' },
];
const hrefOf = (path: string) => `/docs/x/${path}`;

const PAGE: DocsPage = {
  site: { title: 'Ledger', href: '/docs/x/' },
  above: [{ title: 'Docs', href: '/docs' }],
  nav: navLinks(NAV, { here: 'guides/keys', hrefOf }),
  title: 'Keys <of> all',
  body: '<p>Turn them.</p>',
  headings: [
    { level: 2, text: 'Why', id: 'why' },
    { level: 3, text: 'How & when', id: 'how' },
    { level: 4, text: 'Deep', id: 'deep' },
  ],
  hides: [],
  previous: { title: 'Retries', href: '/docs/x/guides/retries' },
  next: null,
  search: { action: '/docs/search', hidden: { in: 'x' }, label: 'Search Ledger docs' },
  about: null,
  foot: null,
  copyright: null,
};
const drawn = (change: Partial<DocsPage> = {}) => String(drawDocsPage({ ...PAGE, ...change }));

describe('the nav', () => {
  it('is open where the page is, and leads to it by the headings above', () => {
    const nav = navLinks(NAV, { here: 'guides/keys', hrefOf });
    expect(nav.map(({ isOpen }) => isOpen)).toEqual([false, true, false]);
    expect(trailOf(nav)).toEqual(['Guides']);
    expect(nav[2]).toMatchObject({ href: 'https://status.example', isOutside: true });
  });

  it('turns pages in the order of reading, past those that it does not name', () => {
    const pages = [
      { path: '', isInNav: true },
      { path: 'hidden', isInNav: false },
      { path: 'last', isInNav: true },
    ];
    expect(neighboursOf(pages, '')).toMatchObject({ previous: null, next: { path: 'last' } });
    expect(neighboursOf(pages, 'hidden')).toEqual({ previous: null, next: null });
  });
});

describe('a page of docs', () => {
  it('has a title even where its text has none', () => {
    expect(drawn()).toContain('<h1>Keys &lt;of&gt; all</h1><p>Turn them.</p>');
    expect(drawn({ body: '<h1 id="k">Keys</h1>' }).match(/<h1/g)).toHaveLength(1);
  });

  it('marks where somebody is and lists what is worth looking up', () => {
    expect(drawn()).toContain('<a href="/docs/x/guides/keys" aria-current="page">Keys</a>');
    expect(drawn()).toContain('<a href="#how">How &amp; when</a>');
    expect(drawn()).not.toContain('#deep');
  });

  it('leaves out what the page hides', () => {
    const page = drawn({ hides: ['navigation', 'toc'], search: null });
    expect(page).not.toContain('docs-nav');
    expect(page).not.toContain('On this page');
  });
});
