import { expect, it } from 'vitest';
import { testTemplate } from '../runs/test-scaffolder.ts';
import { formOf } from './form-of.ts';
import { withRepositoryName } from './repository-name.ts';

const PUBLISH = { id: 'publish', name: 'Publish', action: 'publish:github', input: {} };
const ACME = { host: 'github.com', owner: 'acme' };
const OTHER = { host: 'github.com', owner: 'other' };

function named(
  values: Record<string, string>,
  from: string | null,
  { steps = [PUBLISH], places = [ACME], options = {} } = {},
) {
  const repo = { type: 'string', 'ui:field': 'RepoUrlPicker', 'ui:options': options };
  const properties = { name: { type: 'string' }, repo };
  const template = testTemplate(steps, { pages: [{ properties }] });
  return withRepositoryName(values, {
    template,
    form: formOf(template, values),
    places,
    from,
    to: 'ledger',
  })['repo'];
}

const LEDGER = 'github.com?owner=acme&repo=ledger';
const OLD = 'github.com?owner=other&repo=old';

it.each([
  ['is called as the service is', {}, null, {}, LEDGER],
  [
    'follows when the service is called otherwise, and stays where it is',
    { repo: OLD },
    'old',
    {},
    'github.com?owner=other&repo=ledger',
  ],
  ['keeps a name of its own', { repo: OLD }, 'older', {}, OLD],
  ['is not guessed where there are two places', {}, null, { places: [ACME, OTHER] }, undefined],
  [
    'stands where the template says',
    {},
    null,
    { places: [OTHER], options: { allowedOwners: ['acme'] } },
    LEDGER,
  ],
  [
    'is not guessed among names to choose from',
    {},
    null,
    { options: { allowedRepos: ['x'] } },
    undefined,
  ],
  [
    'is not guessed where nothing new is made',
    {},
    null,
    { steps: [{ ...PUBLISH, action: 'publish:github:pull-request' }] },
    undefined,
  ],
])('a new repository %s', (_, values, from, over, expected) => {
  expect(named(values, from, over)).toBe(expected);
});
