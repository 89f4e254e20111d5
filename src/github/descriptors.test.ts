import { describe, expect, it } from 'vitest';
import { askedByText, snapshotOf } from './descriptors.ts';
import type { Facts } from './store.ts';

const facts: Facts = {
  id: 'R_1',
  slug: 'acme/ledger',
  url: 'https://github.com/acme/ledger',
  visibility: 'private',
  isArchived: false,
  defaultBranch: 'main',
  head: 'c0ffee',
  language: null,
  license: null,
  description: null,
  pushedAt: null,
  updatedAt: null,
};

describe('what a repository says', () => {
  const texts: Record<string, string> = {
    'catalog-info.yaml': 'nonsense: [',
    'deploy/k8s.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
    'catalog/a b.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: System\n',
    'template.yaml': '# a form\napiVersion: "scaffolder.backstage.io/v1beta3"\nkind: Template\n',
    'template.yml': 'AWSTemplateFormatVersion: 2010-09-09\n',
  };
  const files = Object.keys(texts).map((path) => ({ path, oid: path, bytes: 1 }));
  const snapshot = snapshotOf(facts, files, (oid) => texts[oid] ?? '');

  it('is its catalog-info, even a broken one, and YAML that holds entities', () => {
    expect(snapshot.source).toBe('github:R_1');
    expect(snapshot.files.map((file) => file.path)).toEqual([
      'catalog-info.yaml',
      'catalog/a b.yaml',
      'template.yaml',
    ]);
  });

  it('names the place where people read it, and the version', () => {
    expect(snapshot.files[1]).toMatchObject({
      location: 'url:https://github.com/acme/ledger/blob/main/catalog/a%20b.yaml',
      commit: 'c0ffee',
    });
  });
});

describe('the Locations of a file', () => {
  const at = 'url:https://github.com/acme/catalog/blob/main/all.yaml';
  const asked = (text: string) =>
    askedByText(text, at).map((one) => `${one.repository} ${one.path}`);

  it('ask for each of their targets', () => {
    const text = [
      'kind: Location\nspec:\n  target: ./a.yaml\n  targets: [./b/*.yaml]',
      'kind: Component\nspec:\n  target: ./no.yaml',
      '"kind": "Location"\nspec:\n  targets: [https://github.com/acme/ledger/blob/main/x.yaml]',
    ].join('\n---\n');
    expect(asked(text)).toEqual([
      'acme/catalog a.yaml',
      'acme/catalog b/*.yaml',
      'acme/ledger x.yaml',
    ]);
  });

  it.each([
    'kind: Location\nspec: [',
    'kind: Location\nspec:\n  targets: 7',
    'kind: Location\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
    '',
  ])('ask for nothing when the file makes no sense: %j', (text) => {
    expect(asked(text)).toEqual([]);
  });
});
