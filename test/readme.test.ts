import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsTable } from '../src/config.ts';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

it('lists every setting as the code knows it (npm run docs writes the table)', () => {
  expect(readme).toContain(settingsTable());
});

it.each([...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? ''))(
  'links to %s, which is there',
  (path) => {
    expect(() => readFileSync(new URL(path, root))).not.toThrow();
  },
);
