import { expect, it } from 'vitest';
import { missingOf, planReading, sitesOf } from './reading.ts';

const claim = (name: string) => ({
  ref: `component:default/${name}`,
  kind: 'component',
  name,
  source: 'github:R1',
  folder: name,
  isStated: false,
});
const SOURCE = {
  source: 'github:R1',
  name: 'all',
  repository: 'acme/all',
  commit: 'c0ffee',
  readers: null,
  web: { url: 'https://github.com/acme/all', branch: 'main' },
  adrFolders: [],
  runbooks: ['good/README.md'],
  files: ['good/README.md', 'bad/README.md'].map((path) => ({ path, oid: path, bytes: null })),
};

it('asks for texts until the sites can be made, and keeps them where one breaks us', async () => {
  const reading = planReading(SOURCE, [claim('good'), claim('bad')]);
  const missing = await missingOf(reading, () => undefined);
  expect(missing.map(({ path }) => path)).toEqual(['bad/README.md', 'good/README.md']);
  const texts = (oid: string) => {
    if (oid.startsWith('bad')) throw new Error('out of reach');
    return '# Good\n';
  };
  expect(await missingOf(reading, texts)).toEqual([]);
  expect(await sitesOf(reading, texts)).toMatchObject([
    {
      place: { root: 'good', kind: 'readme' },
      url: 'https://github.com/acme/all/tree/main/good',
      repository: 'acme/all',
      site: { pages: [{ kind: 'runbook' }] },
    },
  ]);
  expect([...reading.broken.keys()]).toEqual(['bad']);
});
