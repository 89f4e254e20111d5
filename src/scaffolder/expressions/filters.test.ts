import { parseEntityRef as backstages } from '@backstage/catalog-model';
import { describe, expect, it } from 'vitest';
import { parseEntityRef, parseRepoUrl } from './filters.ts';
import { renderValue } from './render.ts';

function rendered(expression: string, context = {}) {
  return renderValue(expression, { context }).value;
}

describe('parseRepoUrl', () => {
  it.each([
    ['github.com?owner=o&repo=r', { host: 'github.com', owner: 'o', repo: 'r' }],
    ['ghe.corp.test:8443?repo=r&owner=/o/', { host: 'ghe.corp.test:8443', owner: 'o', repo: 'r' }],
    ['gitlab.com?project=7', { host: 'gitlab.com', project: '7' }],
    [
      'dev.azure.com?organization=o&project=p&repo=r',
      { host: 'dev.azure.com', organization: 'o', project: 'p', repo: 'r' },
    ],
  ])('reads %s', (url, parts) => {
    expect(parseRepoUrl(url)).toEqual(parts);
  });

  it.each([
    ['github.com?owner=o', 'missing repo'],
    ['github.com', 'missing owner'],
    ['not a host at all', 'Invalid repo URL'],
    [undefined, 'missing owner'],
  ])('refuses %s', (url, words) => {
    expect(() => parseRepoUrl(url)).toThrow(words);
  });
});

describe('parseEntityRef', () => {
  it.each([
    ['component:default/ledger', undefined],
    ['Group:Payments/Core', undefined],
    ['core', { defaultKind: 'Group' }],
    ['payments/core', { defaultKind: 'Group', defaultNamespace: 'x' }],
    ['core', { defaultKind: 'Group', defaultNamespace: 'x' }],
    [{ name: 'core' }, { defaultKind: 'Group' }],
    [{ kind: 'User', namespace: 'n', name: 'ana' }, undefined],
  ])('reads %j as Backstage does', (ref, defaults) => {
    expect(parseEntityRef(ref, defaults)).toEqual(backstages(ref, defaults));
  });

  it.each([[''], ['core'], ['a:'], [{ kind: 'User' }], [null], [7]])('refuses %j', (ref) => {
    expect(() => parseEntityRef(ref)).toThrow();
  });
});

it.each([
  ["${{ 'github.com?owner=o&repo=r' | projectSlug }}", 'o/r'],
  ["${{ 'github.com?owner=o&repo=r' | parseRepoUrl | pick('repo') }}", 'r'],
  ["${{ 'component:x' | parseEntityRef | pick('namespace') }}", 'default'],
  [
    "${{ 'x' | parseEntityRef({ defaultKind: 'group' }) }}",
    { kind: 'group', namespace: 'default', name: 'x' },
  ],
  ["${{ it | pick('a.b[0].c') }}", 'deep'],
  ["${{ it | pick('dotted.key') }}", 'direct'],
  ['${{ it | pick(\'a["b"][0]\') }}', { c: 'deep' }],
  ["${{ it | pick('a.b.length') }}", 1],
  ["${{ it | pick('none.at.all') }}", undefined],
  ["${{ it | pick('constructor.name') }}", undefined],
  ["${{ it | pick('__proto__') }}", undefined],
])('renders %s', (expression, value) => {
  const it = { a: { b: [{ c: 'deep' }] }, 'dotted.key': 'direct' };
  expect(rendered(expression, { it })).toEqual(value);
});
