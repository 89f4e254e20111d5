import { describe, expect, it } from 'vitest';
import type { Entity } from '../../catalog/entity.ts';
import type { Fix } from '../scorecard.ts';
import { type FixWorld, planFix } from './plan-fix.ts';
import { renderedFix } from './render-fix.ts';

const DESCRIPTOR = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ledger # the book
  tags: [money, old]
spec:
  type: service
  lifecycle: "experimental"
  owner: books
`;
const GONE = { kind: 'stuck', reason: 'Gone.', nextStep: '', url: null } as const;

function world(change: Partial<FixWorld> = {}): FixWorld {
  return {
    ref: 'component:default/ledger',
    name: 'ledger',
    kinds: undefined,
    descriptor: { kind: 'file', repository: 'acme/books', path: 'catalog-info.yaml', url: '' },
    home: { kind: 'home', repository: 'acme/books', folder: 'svc', files: {}, url: '' },
    owner: { label: 'Books', entity: team({ 'github.com/team-slug': 'books' }) },
    ...change,
  };
}

function team(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'v1',
    kind: 'Group',
    metadata: { name: 'books', namespace: 'default', annotations },
    spec: {},
  };
}

function edited(fix: Fix, text: string, change: Partial<FixWorld> = {}) {
  const plan = planFix(fix, world(change));
  return plan.kind === 'planned' ? plan.edit(text) : plan;
}

describe('a fix of the descriptor', () => {
  it('states what is wanted and touches nothing else', () => {
    const set = {
      'spec.lifecycle': 'production',
      'metadata.annotations.pagerduty.com/service-id': 'P1',
      'metadata.tags': ['money', 'tier-1'],
    };
    const text = DESCRIPTOR.replace('"experimental"', '"production"')
      .replace('[money, old]', '[money, tier-1]')
      .replace('spec:', '  annotations:\n    pagerduty.com/service-id: P1\nspec:');
    const fix: Fix = { action: 'edit-descriptor', set };
    expect(edited(fix, DESCRIPTOR)).toEqual({ kind: 'edited', text });
    expect(edited(fix, text)).toEqual({ kind: 'same' });
  });

  it('writes yes, no and numbers as such, also where a text stood', () => {
    const fix: Fix = { action: 'edit-descriptor', set: { 'spec.lifecycle': true, 'spec.tier': 1 } };
    const out = edited(fix, DESCRIPTOR.replace('"experimental"', '"yes"'));
    // Backstage takes no lifecycle but a text: what would break the descriptor is not proposed.
    expect(out).toMatchObject({ kind: 'stuck' });
    const tier: Fix = { action: 'edit-descriptor', set: { 'spec.tier': 1, 'spec.isPublic': true } };
    expect(edited(tier, DESCRIPTOR)).toEqual({
      kind: 'edited',
      text: `${DESCRIPTOR}  tier: 1\n  isPublic: true\n`,
    });
  });
});

describe('a file that is missing', () => {
  const content = 'Runbook';
  it.each([
    ['docs/runbook.md', 'svc/docs/runbook.md'],
    ['.github/dependabot.yml', '.github/dependabot.yml'],
    ['/SECURITY.md', 'SECURITY.md'],
  ])('is made where it is looked for: %s', (path, made) => {
    const plan = planFix({ action: 'add-file', path, content }, world());
    expect(plan).toMatchObject({ kind: 'planned', path: made, mayCreate: true });
    expect(edited({ action: 'add-file', path, content }, '')).toEqual({
      kind: 'edited',
      text: 'Runbook\n',
    });
    expect(edited({ action: 'add-file', path, content }, 'Something')).toEqual({ kind: 'same' });
  });

  it.each(['../../other/file', 'docs/../../../x', '.git/hooks/pre-commit', ''])(
    'never leaves the repository: %j',
    (path) => {
      expect(planFix({ action: 'add-file', path, content }, world())).toMatchObject({
        kind: 'stuck',
        nextStep: expect.stringContaining('scorecard'),
      });
    },
  );

  it('is filled in for the entity, and says what could not be', async () => {
    const fix: Fix = { action: 'add-file', path: 'docs/${{ entity.metadata.name }}.md', content };
    const about = { entity: team({}), owner: null };
    const asked: unknown[] = [];
    const done = await renderedFix(fix, about, async (input, { context }) => {
      asked.push(input, context['entity']);
      return { value: ['docs/books.md', content], problems: [] };
    });
    expect(asked).toEqual([[fix.path, content], team({})]);
    expect(done).toEqual({ ...fix, path: 'docs/books.md' });
    const failed = await renderedFix(fix, about, async () => ({ value: [], problems: ['Odd.'] }));
    expect(failed).toMatchObject({ kind: 'stuck', reason: expect.stringContaining('Odd.') });
  });
});

describe('a line of CODEOWNERS', () => {
  const fix: Fix = { action: 'codeowners' };
  it('goes into the file that counts, for the folder of the code', () => {
    const files = { CODEOWNERS: 'a', 'docs/CODEOWNERS': 'b' };
    const home = { kind: 'home', repository: 'acme/books', folder: 'svc', files, url: '' } as const;
    expect(planFix(fix, world())).toMatchObject({ path: '.github/CODEOWNERS' });
    expect(planFix(fix, world({ home }))).toMatchObject({ path: 'CODEOWNERS' });
    expect(edited(fix, '')).toEqual({ kind: 'edited', text: '/svc/ @acme/books\n' });
  });

  it.each<[why: string, change: Partial<FixWorld>]>([
    ['nobody owns it', { owner: null }],
    ['GitHub knows no such team', { owner: { label: 'Books', entity: team({}) } }],
    [
      'the team is of another organisation',
      { owner: { label: 'Books', entity: team({ 'github.com/team-slug': 'other/books' }) } },
    ],
    ['its code is nowhere', { home: GONE }],
  ])('is not proposed where %s', (_, change) => {
    expect(planFix(fix, world(change))).toMatchObject({ kind: 'stuck' });
  });
});
