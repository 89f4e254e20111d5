import { expect, it } from 'vitest';
import type { DocProblem } from '../page.ts';
import { type HealthInput, type HealthPage, judgeHealth } from './health.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const before = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);

const OWNERS: Record<string, string> = {
  'component:default/ledger': 'group:default/books',
  'component:default/export': 'group:default/books',
  'component:default/shop': 'group:default/web',
};
const ownerOf = (ref: string) => OWNERS[ref] ?? null;

function problem(kind: DocProblem['kind']): DocProblem {
  return { kind, message: '', file: 'docs/index.md', line: 1, column: null };
}

function page(id: string, more: Partial<HealthPage> = {}): HealthPage {
  const [site = '', path = ''] = id.split('#');
  const foundAt = before(200);
  return {
    id,
    site,
    path,
    title: path,
    kind: 'page',
    changedAt: before(10),
    foundAt,
    problems: [],
    ...more,
  };
}

function judge(input: Partial<HealthInput>) {
  const sites = [
    { id: 'books', ref: 'component:default/ledger', kind: 'techdocs' as const },
    { id: 'readme', ref: 'component:default/shop', kind: 'readme' as const },
  ].map((site) => ({ ...site, owner: ownerOf(site.ref) }));
  return judgeHealth({
    now: NOW,
    days: 90,
    services: Object.keys(OWNERS).map((ref) => ({ ref, owner: ownerOf(ref) })),
    shown: new Map(sites.map(({ id, ref }) => [ref, id])),
    sites,
    pages: [],
    views: new Map(),
    misses: [],
    ownerOf,
    ...input,
  });
}

it('counts a service as documented when it shows more than a README', () => {
  const health = judge({});
  expect(health.all).toMatchObject({ services: 3, documented: 1 });
  expect(health.undocumented).toEqual(['component:default/export', 'component:default/shop']);
});

it('puts the team first whose services are covered worst', () => {
  expect(
    judge({}).teams.map(({ ref, services, documented }) => [ref, services, documented]),
  ).toEqual([
    ['group:default/web', 1, 0],
    ['group:default/books', 2, 1],
  ]);
});

it('calls a page stale after a year, but no decision, and none whose age is not known', () => {
  const pages = [
    page('books#new'),
    page('books#old', { changedAt: before(366) }),
    page('books#unread', { changedAt: null }),
    page('books#decided', { kind: 'adr', changedAt: before(2000) }),
  ];
  const { all, stale } = judge({ pages });
  expect(all).toMatchObject({ pages: 4, aged: 2, stale: 1 });
  expect(stale.map(({ path, ref }) => [path, ref])).toEqual([['old', 'component:default/ledger']]);
});

it('counts what leads nowhere, and not what is only not supported', () => {
  const problems = [problem('link'), problem('image'), problem('unsupported')];
  const { all, broken } = judge({ pages: [page('books#a', { problems }), page('books#b')] });
  expect(all.broken).toBe(2);
  expect(broken.map(({ path, problems: of }) => [path, of.length])).toEqual([['a', 2]]);
});

it('lists pages that nobody opened, unless they are too new for anybody to have done so', () => {
  const pages = [
    page('books#seen'),
    page('books#unseen'),
    page('books#new', { foundAt: before(5) }),
  ];
  const { unopened } = judge({ pages, views: new Map([['books#seen', 3]]) });
  expect(unopened.map(({ path }) => path)).toEqual(['unseen']);
});

it('counts each question without a page for the teams it was about, and once for all', () => {
  const miss = { example: 'how do i close the books', count: 2, lastAt: before(1) };
  const refs = ['component:default/ledger', 'component:default/export'];
  const misses = [
    { ...miss, refs },
    { ...miss, refs: [], count: 5, example: 'where do i park' },
    { ...miss, refs, lastAt: before(100) },
  ];
  const { all, teams, unanswered } = judge({ misses });
  expect(all.unanswered).toBe(7);
  expect(teams.find(({ ref }) => ref === 'group:default/books')?.unanswered).toBe(2);
  expect(unanswered.map(({ example }) => example)).toEqual([
    'where do i park',
    'how do i close the books',
  ]);
});
