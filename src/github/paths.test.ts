import { expect, it } from 'vitest';
import { codeownersFileOf, filesWorthKnowing, isDescriptorPath, needsWholeTree } from './paths.ts';

const file = (path: string) => ({ path, oid: `oid of ${path}`, bytes: 10 });

it.each([
  ['catalog-info.yaml', 'ledger', true],
  ['catalog-info.yml', 'ledger', true],
  ['libs/money/catalog-info.yaml', 'monorepo', true],
  ['templates/node-service/template.yaml', 'templates', true],
  ['catalog/teams/payments.yaml', 'platform', true],
  ['teams/payments.yaml', 'software-catalog', true],
  ['deploy/service.yaml', 'ledger', false],
  ['node-service/skeleton/catalog-info.yaml', 'software-templates', false],
  ['node_modules/left-pad/catalog-info.yaml', 'ledger', false],
  ['.github/workflows/ci.yaml', 'software-catalog', false],
  ['catalog-info.json', 'ledger', false],
])('%s in %s is read as a descriptor: %s', (path, repository, isOne) => {
  expect(isDescriptorPath(path, { repository, asked: () => false })).toBe(isOne);
});

it('reads a file under any name when a Location asks for it', () => {
  const asked = (path: string) => path === 'deploy/service.yaml';
  expect(isDescriptorPath('deploy/service.yaml', { repository: 'ledger', asked })).toBe(true);
});

it.each([
  ['ledger', ['src', 'README.md', 'package.json'], false],
  ['monorepo', ['libs', 'README.md'], true],
  ['web', ['pnpm-workspace.yaml', 'src'], true],
  ['software-catalog', ['teams'], true],
  ['catalog-api', ['src'], false],
])('%s with %o is looked through as a whole: %s', (repository, names, isWhole) => {
  expect(needsWholeTree(repository, names)).toBe(isWhole);
});

it('takes the CODEOWNERS that GitHub takes', () => {
  const files = [file('docs/CODEOWNERS'), file('CODEOWNERS'), file('.github/CODEOWNERS')];
  expect(codeownersFileOf(files)?.path).toBe('.github/CODEOWNERS');
  expect(codeownersFileOf(files.slice(0, 2))?.path).toBe('CODEOWNERS');
  expect(codeownersFileOf([file('src/CODEOWNERS')])).toBeNull();
});

it('keeps paths of documents and the root, not of the source', () => {
  const files = ['package.json', 'src/a.ts', 'docs/a.png', 'libs/x/README.md', 'libs/x/b.ts'].map(
    file,
  );
  const kept = Object.keys(filesWorthKnowing(files, new Set()));
  expect(kept).toEqual(['package.json', 'docs/a.png', 'libs/x/README.md']);
});
