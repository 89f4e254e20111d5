import { describe, expect, it } from 'vitest';
import { locationTargets } from './location-targets.ts';

const HOME = 'url:https://github.com/acme/catalog/blob/main/teams/all.yaml';

function location(...targets: string[]) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: { name: 'all', namespace: 'default' },
    spec: { targets },
  };
}

describe('what a Location points to', () => {
  it.each([
    ['./a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/teams/a.yaml'],
    ['a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/teams/a.yaml'],
    ['../a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/a.yaml'],
    ['/a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/a.yaml'],
    ['./a b.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/teams/a%20b.yaml'],
    ['./*/a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/teams/x/a.yaml'],
    ['./**/a.yaml', HOME, 'url:https://github.com/acme/catalog/blob/main/teams/x/y/a.yaml'],
    [
      'https://github.com/ACME/Shop/blob/main/a.yaml',
      HOME,
      'url:https://github.com/acme/shop/blob/main/a.yaml',
    ],
    [
      'https://github.com/acme/shop/tree/main/a.yaml',
      HOME,
      'url:https://github.com/acme/shop/blob/main/a.yaml',
    ],
    [
      'https://github.com/acme/shop/blob/HEAD/a.yaml',
      HOME,
      'url:https://github.com/acme/shop/blob/main/a.yaml',
    ],
    [
      'https://github.com/acme/shop/blob/main/*.yaml',
      HOME,
      'url:https://github.com/acme/shop/blob/main/a.yaml',
    ],
    [
      './a.yaml',
      'url:https://github.com/acme/shop/blob/release/2/c/all.yaml',
      'url:https://github.com/acme/shop/blob/release/2/c/a.yaml',
    ],
    ['./a.yaml', 'file:/srv/catalog/all.yaml', 'file:/srv/catalog/a.yaml'],
    ['./**/*.yaml', 'file:/srv/catalog/all.yaml', 'file:/srv/catalog/teams/a.yaml'],
    ['/srv/shared/a.yaml', 'file:/srv/catalog/all.yaml', 'file:/srv/shared/a.yaml'],
    [
      'https://github.com/acme/shop/blob/main/a.yaml',
      'file:/srv/catalog/all.yaml',
      'url:https://github.com/acme/shop/blob/main/a.yaml',
    ],
  ])('%s in %s is %s', (target, home, found) => {
    const [one] = locationTargets(location(target), home);
    expect(one?.target).toBe(target);
    expect(one?.matches(found)).toBe(true);
  });

  it.each([
    ['./a.yaml', 'url:https://github.com/acme/catalog/blob/main/a.yaml'],
    ['./*/a.yaml', 'url:https://github.com/acme/catalog/blob/main/teams/x/y/a.yaml'],
    ['./a.yaml', 'url:https://github.com/acme/other/blob/main/teams/a.yaml'],
    ['../../../../../a.yaml', 'url:https://github.com/a.yaml'],
    ['ftp://example.com/a.yaml', 'url:ftp://example.com/a.yaml'],
    ['./100%.yaml', 'url:https://github.com/acme/catalog/blob/main/teams/a.yaml'],
  ])('%s is not %s', (target, other) => {
    expect(locationTargets(location(target), HOME)[0]?.matches(other)).toBe(false);
  });

  it('names `target` and `targets`, each once, and nothing for another kind', () => {
    const both = {
      ...location('./a.yaml', './b.yaml'),
      spec: { target: './a.yaml', targets: ['./a.yaml', './b.yaml'] },
    };
    expect(locationTargets(both, HOME).map(({ target }) => target)).toEqual([
      './a.yaml',
      './b.yaml',
    ]);
    expect(locationTargets({ ...both, kind: 'Component' }, HOME)).toEqual([]);
  });
});
