import { expect, it } from 'vitest';
import { createGitStore } from './git.ts';

// The oids are what `git hash-object`, `git write-tree` and `git commit-tree` print for the same contents.

function filled() {
  const git = createGitStore();
  const files = new Map([
    ['docs/i.md', git.blob('é\n')],
    ['a/f', git.blob('y\n')],
    ['a.b', git.blob('x\n')],
  ]);
  return { git, files, tree: git.tree(files) };
}

it('gives blobs, trees and commits the ids that git gives them', () => {
  const { git, files, tree } = filled();
  const commit = git.commit(
    {
      tree,
      parents: [],
      author: 'ana',
      at: '2026-06-15T12:30:00Z',
      message: 'First',
      changes: { added: [], modified: [], removed: [] },
    },
    { name: 'Ana Duarte', email: 'ana@marlinpay.example' },
  );
  expect(files.get('docs/i.md')).toBe('c6003325155f475bd7c87731607525dce73be9cf');
  expect(tree).toBe('836bd2497b21d585c86219eb3d317171f6e95dad');
  expect(commit.oid).toBe('a39b2598846e7e3acffe344be76cb92d85cbfbda');
});

it('gives an empty repository the empty tree of git', () => {
  expect(createGitStore().tree(new Map())).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
});

it('reads back every file that was written, whatever folder it lies in', () => {
  const { git, files, tree } = filled();
  const plain = [...files].map(([path, oid]) => [path, { oid, mode: 0o100644 }] as const);
  expect(git.files(tree)).toEqual(new Map(plain));
  expect(git.at(tree, 'docs/i.md')?.oid).toBe(files.get('docs/i.md'));
  expect(git.at(tree, 'docs/none.md')).toBeUndefined();
});
