import { expect, it } from 'vitest';
import { type Known, proposeEntity } from './proposal.ts';

const knows = (handle: string) => (handle === '@acme/books' ? 'group:default/books' : null);
const propose = (known: Partial<Known>) => proposeEntity({ slug: 'acme/ledger', ...known }, knows);
const ownerOf = ({ fields }: ReturnType<typeof propose>) =>
  fields.find(({ field }) => field === 'spec.owner');

it('takes the first owner of the descriptor whom the catalog knows', () => {
  const codeowners = '* @acme/ghosts @acme/books\n/src/ @acme/other\n';
  const proposal = propose({ codeowners });
  expect(proposal.entity).toMatchObject({ spec: { owner: 'group:default/books' } });
  expect(ownerOf(proposal)).toMatchObject({
    state: 'analysisSuggestedValue',
    description: 'CODEOWNERS names @acme/books.',
  });
});

it('leaves to a person what nobody says', () => {
  const proposal = propose({ codeowners: '* @acme/ghosts\n' });
  expect(proposal.entity).toMatchObject({ spec: { type: 'other', lifecycle: 'unknown' } });
  expect(ownerOf(proposal)).toMatchObject({ state: 'needsUserInput', value: null });
});

it('makes a valid name and valid tags of what GitHub allows', () => {
  const long = `.${'x'.repeat(99)}`;
  const { entity } = propose({ slug: `acme/${long}`, topics: ['go', 'Not_a_tag', 'x'.repeat(70)] });
  expect(entity).toMatchObject({ metadata: { name: 'x'.repeat(62), tags: ['go'] } });
});

it('calls an archived repository deprecated', () => {
  expect(propose({ isArchived: true }).entity).toMatchObject({ spec: { lifecycle: 'deprecated' } });
});
