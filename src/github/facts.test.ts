import { describe, expect, it } from 'vitest';
import { aliasesOf, planFacts, toFacts } from './facts.ts';
import type { Facts, RepositoryRow } from './store.ts';

const fact: Facts = {
  id: 'R_1',
  slug: 'acme/ledger',
  url: 'https://github.com/acme/ledger',
  visibility: 'private',
  isArchived: false,
  defaultBranch: 'main',
  head: 'a1',
  language: 'Go',
  license: null,
  description: null,
  createdAt: null,
  pushedAt: new Date('2026-06-01T00:00:00Z'),
  updatedAt: new Date('2026-06-01T00:00:00Z'),
};
const row: RepositoryRow = {
  ...fact,
  readHead: 'a1',
  topics: [],
  files: {},
  codeowners: null,
  codeownersPath: null,
  adminTeams: null,
  committers: null,
  seenAt: new Date('2026-06-01T00:00:00Z'),
  missingSince: null,
  readError: null,
};
const plan = (change: Partial<Facts>, stored: Partial<RepositoryRow> = {}) =>
  planFacts(new Map([['R_1', { ...row, ...stored }]]), [{ ...fact, ...change }]);

describe('what a listing says', () => {
  it('changes nothing when nothing changed', () => {
    expect(plan({})).toEqual({ reread: [], renames: [], changed: 0 });
  });

  it.each([
    [{ isArchived: true }, []],
    [{ visibility: 'public' as const }, []],
    [{ head: 'b2' }, []],
    [{ updatedAt: new Date('2026-06-02T00:00:00Z') }, ['R_1']],
    [{ defaultBranch: 'trunk' }, ['R_1']],
  ])('with %o is one change, and asks to read again: %o', (change, reread) => {
    expect(plan(change)).toEqual({ reread, renames: [], changed: 1 });
  });

  it('under another name with the same id is a rename', () => {
    const renamed = { slug: 'acme/book', url: 'https://github.com/acme/book' };
    expect(plan(renamed)).toEqual({
      reread: ['R_1'],
      renames: [{ id: 'R_1', from: 'acme/ledger', to: 'acme/book' }],
      changed: 1,
    });
  });

  it('asks again for what could not be read', () => {
    expect(plan({}, { readError: 'GitHub answered 502' }).reread).toEqual(['R_1']);
  });

  it('is no fact when GitHub withholds the default branch of a repository that is not empty', () => {
    const answer = {
      id: 'R_1',
      nameWithOwner: 'acme/ledger',
      url: 'https://github.com/acme/ledger',
      visibility: 'private' as const,
      isArchived: false,
      updatedAt: new Date(),
      defaultBranchRef: null,
    };
    expect(toFacts({ ...answer, isEmpty: false })).toBeNull();
    expect(toFacts({ ...answer, isEmpty: true })).toMatchObject({ head: null });
  });
});

describe('the old name of a repository', () => {
  const rename = { id: 'R_1', from: 'acme/ledger', to: 'acme/book' };
  const component = (name: string) => ({
    id: 'R_1',
    ref: `component:default/${name}`,
    kind: 'Component',
    name,
  });

  it('goes on meaning its one component', () => {
    const api = { id: 'R_1', ref: 'api:default/book', kind: 'API', name: 'book' };
    expect(aliasesOf([rename], [component('book'), api])).toEqual([
      { alias: 'ledger', ref: 'component:default/book' },
    ]);
  });

  it.each([
    ['several components', rename, [component('a'), component('b')]],
    ['no component', rename, []],
    ['a component still called so', rename, [component('ledger')]],
    ['a transfer that keeps it', { ...rename, to: 'other/ledger' }, [component('book')]],
  ])('is no alias with %s', (_case, renamed, entities) => {
    expect(aliasesOf([renamed], entities)).toEqual([]);
  });
});
