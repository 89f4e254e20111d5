import { expect, it } from 'vitest';
import { versionsInFile } from './file-past.ts';

const service = (name: string, owner: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { type: service, lifecycle: production, owner: ${owner} }\n`;

/** What texts, a day apart, say of the ledger. */
function told(...texts: (string | null)[]) {
  const versions = texts.map((text, at) => ({
    commit: `c${at}`,
    at: new Date(Date.UTC(2026, 0, 1 + at)),
    text,
  }));
  const place = { ref: 'component:default/ledger', location: 'url:https://github.com/a/b' };
  return versionsInFile(versions, place).map(
    ({ commit, entity, because }) => `${commit} ${entity?.spec?.['owner'] ?? because}`,
  );
}

it('finds the entity by its ref among the documents of a file', () => {
  const both = `${service('vault', 'risk')}---\n${service('Ledger', 'money')}`;
  expect(told(service('ledger', 'risk'), both)).toEqual(['c0 risk', 'c1 money']);
});

it('begins where the file first defines it', () => {
  expect(told(service('book', 'risk'), service('ledger', 'money'))).toEqual(['c1 money']);
  expect(told(service('book', 'risk'), null)).toEqual([]);
});

it('tells when it was away for a while', () => {
  const [here, away] = [service('ledger', 'risk'), service('vault', 'risk')];
  expect(told(here, away, here, null)).toEqual([
    'c0 risk',
    'c1 its file did not define it',
    'c2 risk',
    'c3 its file was deleted',
  ]);
});

it('takes no text that cannot be read for a removal', () => {
  expect(told(service('ledger', 'risk'), 'kind: [', service('ledger', 'money'))).toEqual([
    'c0 risk',
    'c2 money',
  ]);
});
