import { describe, expect, it } from 'vitest';
import { adrFoldersOf, claimsOf, type DocsEntity } from './claims.ts';
import { findPlaceIn } from './find-place.ts';
import { runbooksOf } from './named-runbooks.ts';

const find = findPlaceIn({
  repositories: [
    { id: 'R1', url: 'https://github.com/Acme/ledger', defaultBranch: 'main' },
    { id: 'R2', url: 'https://github.com/acme/docs', defaultBranch: 'release/2' },
  ],
  folders: ['/srv/catalog'],
});

const IN_REPOSITORY =
  'url:https://github.com/acme/ledger/blob/main/services/ledger/catalog-info.yaml';

function entity(annotations: Record<string, string>, location = IN_REPOSITORY): DocsEntity {
  const metadata = { name: 'ledger', namespace: 'default', annotations };
  const source = location.startsWith('file:') ? 'folder:/srv/catalog' : 'github:R1';
  const shape = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata };
  const ref = 'component:default/ledger';
  return { ref, kind: 'component', name: 'ledger', source, location, entity: shape };
}

function foldersOf(one: DocsEntity): string[] {
  return claimsOf(one, find).map(
    ({ source, folder, isStated }) => `${isStated ? 'says' : 'beside'} ${source}:${folder}`,
  );
}

const TECHDOCS = 'backstage.io/techdocs-ref';

describe('where docs are looked for', () => {
  it.each([
    ['nothing said', {}, ['beside github:R1:services/ledger']],
    [
      'dir:.',
      { [TECHDOCS]: 'dir:.' },
      ['says github:R1:services/ledger', 'beside github:R1:services/ledger'],
    ],
    [
      'dir:./manual/',
      { [TECHDOCS]: 'dir:./manual/' },
      ['says github:R1:services/ledger/manual', 'beside github:R1:services/ledger'],
    ],
    [
      'dir:../..',
      { [TECHDOCS]: 'dir:../..' },
      ['says github:R1:', 'beside github:R1:services/ledger'],
    ],
    [
      'out of the repository',
      { [TECHDOCS]: 'dir:../../../x' },
      ['beside github:R1:services/ledger'],
    ],
    [
      'another type',
      { [TECHDOCS]: 'github:https://github.com/acme/docs' },
      ['beside github:R1:services/ledger'],
    ],
    [
      'another repository',
      { [TECHDOCS]: 'url:https://github.com/acme/docs/tree/release/2/ledger' },
      ['says github:R2:ledger'],
    ],
    [
      'another repository, whole',
      { [TECHDOCS]: 'url:https://github.com/acme/docs' },
      ['says github:R2:'],
    ],
    [
      'a branch that is not read',
      { [TECHDOCS]: 'url:https://github.com/acme/docs/tree/draft/ledger' },
      ['beside github:R1:services/ledger'],
    ],
    [
      'a repository that is not read',
      { [TECHDOCS]: 'url:https://github.com/other/docs/tree/main' },
      ['beside github:R1:services/ledger'],
    ],
    [
      'below the source location',
      {
        [TECHDOCS]: 'dir:.',
        'backstage.io/source-location': 'url:https://github.com/acme/docs/tree/release/2/src/',
      },
      ['says github:R2:src', 'beside github:R2:src'],
    ],
    [
      'beside the code of a central list',
      { 'github.com/project-slug': 'acme/docs' },
      ['beside github:R2:'],
    ],
    ['docs of another entity', { 'backstage.io/techdocs-entity': 'component:default/other' }, []],
  ])('%s', (_what, annotations, expected) => {
    expect(foldersOf(entity(annotations as Record<string, string>))).toEqual(expected);
  });

  it('a descriptor in a hidden folder is about the folder above', () => {
    const at = 'url:https://github.com/acme/ledger/blob/main/.backstage/catalog-info.yaml';
    expect(foldersOf(entity({}, at))).toEqual(['beside github:R1:']);
  });

  it('finds files of a folder, and only there', () => {
    expect(foldersOf(entity({}, 'file:/srv/catalog/ledger/a.yaml'))).toEqual([
      'beside folder:/srv/catalog:ledger',
    ]);
    expect(foldersOf(entity({}, 'file:/srv/catalog-2/a.yaml'))).toEqual([]);
  });

  it('knows folders of decision records', () => {
    const own = entity({ 'backstage.io/adr-location': 'docs/adrs' });
    const away = entity({
      'backstage.io/adr-location': 'https://github.com/acme/docs/tree/release/2/adrs',
    });
    expect(Object.fromEntries(adrFoldersOf([own, away], find))).toEqual({
      'github:R1': ['services/ledger/docs/adrs'],
      'github:R2': ['adrs'],
    });
  });

  it('knows pages that are named as a runbook', () => {
    const at = (url: string, title: string) => ({ url, title });
    const own = entity({ 'acme.example/runbook': 'docs/stuck.md#first', 'acme.example/x': 'y.md' });
    own.entity.metadata.links = [
      at('https://github.com/acme/ledger/blob/main/ops/Slow.md?plain=1', 'Runbook'),
      at('https://github.com/acme/ledger/blob/main/ops/why.md', 'Background'),
      at('https://github.com/acme/docs/blob/release/2/other.md', 'Runbook'),
      at('https://wiki.example/runbook', 'Runbook'),
    ];
    const outside = entity({ 'acme.example/runbook': '../../../x.md' });
    expect(Object.fromEntries(runbooksOf([own, outside], find))).toEqual({
      'github:R1': ['ops/Slow.md', 'services/ledger/docs/stuck.md'],
    });
  });
});
