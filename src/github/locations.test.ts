import { describe, expect, it } from 'vitest';
import { asksOf } from '../catalog/asks.ts';
import { placeIn } from './descriptors.ts';
import { askedFile, askedPaths, byRepository, isAskedOf, missingOf } from './locations.ts';
import type { Facts } from './store.ts';

const facts: Facts = {
  id: 'R_1',
  slug: 'acme/catalog',
  url: 'https://github.com/acme/catalog',
  visibility: 'private',
  isArchived: false,
  defaultBranch: 'release/2',
  head: 'c0ffee',
  language: null,
  license: null,
  description: null,
  createdAt: null,
  pushedAt: null,
  updatedAt: null,
};

const location = (...targets: string[]) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets: ${JSON.stringify(targets)}\n`;

function asked(...targets: string[]) {
  const { asks } = asksOf(location(...targets), placeIn(facts, 'all/index.yaml'), new Set());
  const files = asks.flatMap((ask) => askedFile(ask, facts) ?? []);
  return byRepository(new Map([['here', { source: 'github:R_1', files }]]));
}

describe('targets of a Location', () => {
  it.each([
    ['./teams.yaml', 'all/teams.yaml'],
    ['../libs/*/catalog-info.yaml', 'libs/*/catalog-info.yaml'],
    ['/libs/a.yaml', 'libs/a.yaml'],
    ['https://github.com/Acme/Catalog/blob/release/2/deploy/a%20b.yaml', 'deploy/a b.yaml'],
    ['https://github.com/acme/catalog/tree/HEAD/a.yaml?plain=1#L3', 'a.yaml'],
  ])('%s is the file %s of a branch whose name holds a slash', (target, path) => {
    expect(askedPaths(asked(target), facts)).toEqual([{ path, isRequired: true }]);
  });

  it('are files of other repositories, on the branch that those have', () => {
    const asks = asked('https://github.com/Acme/Ledger/blob/main/deploy/a.yaml');
    const ledger = { url: 'https://github.com/acme/ledger', defaultBranch: 'main' };
    expect(askedPaths(asks, ledger)).toEqual([{ path: 'deploy/a.yaml', isRequired: true }]);
    expect(askedPaths(asks, { ...ledger, defaultBranch: 'trunk' })).toEqual([]);
  });

  it.each(['../../outside.yaml', 'https://acme.example/catalog.yaml', 'file:/etc/passwd'])(
    '%s is none of our files',
    (target) => {
      expect([...asked(target).keys()]).toEqual([]);
    },
  );

  it('are exact paths or globs', () => {
    const paths = askedPaths(asked('../libs/*/catalog-info.yaml', '../a.yaml'), facts);
    const isAsked = isAskedOf(paths);
    expect(
      ['libs/x/catalog-info.yaml', 'a.yaml', 'libs/x/y/catalog-info.yaml'].map(isAsked),
    ).toEqual([true, true, false]);
    expect(missingOf(paths, new Set())).toEqual(['a.yaml']);
  });
});
