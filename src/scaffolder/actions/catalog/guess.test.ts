import { expect, it } from 'vitest';
import type { Survey } from '../../../catalog/platform.ts';
import { tryAction } from '../test-action.ts';

const LEDGER: Survey = {
  slug: 'acme/ledger',
  url: 'https://github.com/acme/ledger',
  description: 'Book of record.',
  language: 'Go',
  topics: [],
  isArchived: false,
  codeowners: '* @acme/books',
  files: [],
  paths: ['go.mod', 'main.go'],
  manifests: new Map([['go.mod', 'module x']]),
};
const described = { location: 'url:x', path: 'catalog-info.yaml', text: '', commit: null };
const SURVEYS: Record<string, Survey> = {
  'https://github.com/acme/ledger': LEDGER,
  'https://github.com/acme/known': { ...LEDGER, slug: 'acme/known', files: [described] },
  'https://github.com/acme/old': { ...LEDGER, slug: 'acme/old', isArchived: true },
};

function guess(repositories: string[] | string, more = {}) {
  return tryAction(
    'catalog:guess',
    { repositories, ...more },
    {
      outside: {
        host: { organization: 'acme', host: 'github.com' } as never,
        catalog: {
          survey: async (address: string) => SURVEYS[address] ?? null,
          ownerOf: async (handle: string) =>
            handle === '@acme/books' ? 'group:default/books' : null,
        } as never,
      },
    },
  );
}

it('writes a descriptor for each repository that has none, and says why it leaves others out', async () => {
  const { output, files, log } = await guess([
    'https://github.com/acme/ledger.git',
    'acme/ledger',
    'known',
    'acme/old',
    'acme/ghost',
  ]);
  expect(Object.keys(files)).toEqual(['acme/ledger/catalog-info.yaml']);
  expect(files['acme/ledger/catalog-info.yaml']).toContain('owner: group:default/books');
  expect(output['repositories']).toMatchObject([
    { repoUrl: 'github.com?owner=acme&repo=ledger', name: 'ledger', folder: 'acme/ledger' },
  ]);
  expect(output['skipped']).toEqual([
    { slug: 'acme/known', reason: 'It has catalog-info.yaml already.' },
    { slug: 'acme/old', reason: 'It is archived, and takes no pull requests.' },
    { slug: 'acme/ghost', reason: 'GitHub shows no such repository to Callboard.' },
  ]);
  expect(log).toContain('acme/ledger: owner group:default/books (CODEOWNERS names @acme/books)');
});

it('takes a list that was typed, and the owner that was chosen', async () => {
  const { files } = await guess('acme/ledger, known', { owner: 'group:default/chosen' });
  expect(files['acme/ledger/catalog-info.yaml']).toContain('owner: group:default/chosen');
});

it.each([
  [['acme/known'], 'There is nothing to describe'],
  [['../../etc'], 'names no repository'],
  [['https://github.com/'], 'names no repository'],
])('refuses %j', async (repositories, words) => {
  await expect(guess(repositories)).rejects.toThrow(words);
});
