import { describe, expect, it } from 'vitest';
import type { DocsClaim, DocsEntity } from './claims.ts';
import { planPlaces, planShown } from './places.ts';

const SOURCE = 'github:R1';

function claim(name: string, folder: string, more: Partial<DocsClaim> = {}): DocsClaim {
  const { kind = 'component' } = more;
  const ref = `${kind}:default/${name}`;
  return { ref, kind, name, source: SOURCE, folder, isStated: false, ...more };
}

function placesOf(paths: readonly string[], claims: readonly DocsClaim[]): string[] {
  const places = planPlaces({ source: SOURCE, name: 'ledger', paths, claims });
  return places.map(({ root, kind, ref }) => `${root || '.'} ${kind} ${ref}`);
}

function entity(ref: string, annotations: Record<string, string> = {}): DocsEntity {
  const [kind = '', name = ''] = ref.split(':default/');
  const metadata = { name, namespace: 'default', annotations };
  const shape = { apiVersion: 'backstage.io/v1alpha1', kind, metadata };
  return { ref, kind, name, source: SOURCE, location: '', entity: shape };
}

function shownOf(entities: readonly DocsEntity[], claims: readonly DocsClaim[], sites: string[]) {
  const shown = planShown({ entities, claims, sites: new Set(sites), nameOf: () => 'ledger' });
  return shown.map(({ ref, site, path }) => [ref, site, path].filter(Boolean).join(' '));
}

describe('the sites of a source', () => {
  it.each([
    [
      'a site with settings',
      ['mkdocs.yml', 'docs/index.md', 'README.md'],
      ['. techdocs component:default/ledger'],
    ],
    ['settings in the other spelling', ['mkdocs.yaml'], ['. techdocs component:default/ledger']],
    ['a folder of pages', ['README.md', 'docs/a.md'], ['. folder component:default/ledger']],
    ['a README alone', ['README.md', 'src/main.go'], ['. readme component:default/ledger']],
    ['pictures are no docs', ['docs/a.png'], []],
    ['nothing', ['src/main.go'], []],
    ['notes beside the code are no site', ['NOTES.md'], []],
  ])('%s', (_what, paths, expected) => {
    expect(placesOf(paths, [claim('ledger', '')])).toEqual(expected);
  });

  it('takes any folder of pages that somebody names', () => {
    const paths = ['manual/a.md', 'README.md'];
    const claims = [claim('ledger', 'manual', { isStated: true }), claim('ledger', '')];
    expect(placesOf(paths, claims)).toEqual(['manual folder component:default/ledger']);
  });

  it('shows what stands beside the descriptor where nothing is at the place it names', () => {
    const claims = [claim('ledger', 'gone', { isStated: true }), claim('ledger', '')];
    expect(placesOf(['README.md'], claims)).toEqual(['. readme component:default/ledger']);
  });

  it('gives each folder of a monorepo its own, and none to a list of many', () => {
    const many = Array.from({ length: 11 }, (_, at) => claim(`service-${at}`, ''));
    const paths = ['README.md', 'libs/money/mkdocs.yml'];
    expect(placesOf(paths, [...many, claim('money', 'libs/money')])).toEqual([
      'libs/money techdocs component:default/money',
    ]);
    expect(placesOf(paths, [...many, claim('ledger', '')])).toEqual([
      '. readme component:default/ledger',
    ]);
  });

  it('belongs to who names it, then to the component of its name', () => {
    const api = claim('ledger-api', '', { kind: 'api' });
    const other = claim('a-worker', '');
    expect(placesOf(['README.md'], [api, other, claim('ledger', '')])).toEqual([
      '. readme component:default/ledger',
    ]);
    const stated = { ...api, isStated: true };
    expect(placesOf(['README.md'], [stated, other])).toEqual(['. readme api:default/ledger-api']);
  });
});

describe('the site that an entity shows', () => {
  it('is what it names, what it stands beside, or that of the entity it points to', () => {
    const entities = [
      entity('component:default/ledger'),
      entity('api:default/ledger-api'),
      entity('component:default/worker', {
        'backstage.io/techdocs-entity': 'ledger',
        'backstage.io/techdocs-entity-path': '/worker/',
      }),
      entity('component:default/lost', {
        'backstage.io/techdocs-entity': 'component:default/none',
      }),
      entity('component:default/without'),
    ];
    const claims = [
      claim('ledger', 'manual', { isStated: true }),
      claim('ledger', ''),
      claim('ledger-api', '', { kind: 'api' }),
    ];
    expect(shownOf(entities, claims, [`${SOURCE}:manual`, `${SOURCE}:`])).toEqual([
      `component:default/ledger ${SOURCE}:manual`,
      `api:default/ledger-api ${SOURCE}:`,
      `component:default/worker ${SOURCE}:manual worker`,
    ]);
  });

  it('ends where entities point at one another', () => {
    const entities = [
      entity('component:default/a', { 'backstage.io/techdocs-entity': 'b' }),
      entity('component:default/b', { 'backstage.io/techdocs-entity': 'a' }),
    ];
    expect(shownOf(entities, [], [`${SOURCE}:`])).toEqual([]);
  });
});
