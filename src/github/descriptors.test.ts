import { describe, expect, it } from 'vitest';
import { snapshotOf } from './descriptors.ts';
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
  createdAt: null,
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
  const snapshot = snapshotOf(
    { facts, files, descriptors: files, paths: [] },
    { textOf: (oid) => texts[oid] ?? '', unreadOf: () => new Map(), kinds: new Set() },
  );

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
