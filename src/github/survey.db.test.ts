import { afterAll, beforeAll, expect, it } from 'vitest';
import { component, createTestSync, type TestSync } from './test-sync.ts';

let world: TestSync;
beforeAll(async () => {
  world = await createTestSync({
    repositories: [
      {
        name: 'ledger',
        files: {
          'package.json': '{"description":"Keeps books."}',
          'package-lock.json': '{}',
          'api/openapi.yaml': 'openapi: 3.1.0\n',
          'test/openapi.yaml': 'openapi: 3.1.0\n',
          'node_modules/x/openapi.yaml': 'openapi: 3.1.0\n',
          'src/main.ts': '',
          '.github/CODEOWNERS': '* @acme/books\n',
        },
      },
      { name: 'shop', files: { 'catalog-info.yaml': component('shop'), 'go.mod': 'module x\n' } },
      { name: 'empty', files: {} },
    ],
  });
});
afterAll(() => world.db.close());

it('reads what tells what a repository is, and nothing else of it', async () => {
  const survey = await world.sync.platform.survey('https://github.com/acme/ledger');
  expect(survey).toMatchObject({ slug: 'acme/ledger', codeowners: '* @acme/books\n', files: [] });
  expect([...(survey?.manifests ?? [])]).toEqual([
    ['package.json', '{"description":"Keeps books."}'],
    ['api/openapi.yaml', 'openapi: 3.1.0\n'],
  ]);
  expect(survey?.paths).toContain('src/main.ts');
});

it('keeps descriptors, manifests and CODEOWNERS apart', async () => {
  const survey = await world.sync.platform.survey('https://github.com/acme/shop');
  expect(survey?.files.map(({ path }) => path)).toEqual(['catalog-info.yaml']);
  expect([...(survey?.manifests.keys() ?? [])]).toEqual(['go.mod']);
  expect(survey?.codeowners).toBeNull();
});

it('sees nothing in an empty repository, and no repository that is not there', async () => {
  const survey = await world.sync.platform.survey('https://github.com/acme/empty');
  expect(survey).toMatchObject({ paths: [], files: [] });
  expect(await world.sync.platform.survey('https://github.com/acme/ghost')).toBeNull();
});
