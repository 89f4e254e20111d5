import { expect, it } from 'vitest';
import { derivedEntities, type GitHubPerson, type GitHubTeam } from './people.ts';

const team = (slug: string, more: Partial<GitHubTeam> = {}): GitHubTeam => ({
  slug,
  name: slug.toUpperCase(),
  description: null,
  url: `https://github.com/orgs/acme/teams/${slug}`,
  avatarUrl: null,
  parent: null,
  members: [],
  ...more,
});
const ana: GitHubPerson = {
  login: 'ana-d',
  name: 'Ana Duarte',
  email: 'ana@acme.example',
  url: 'https://github.com/ana-d',
  avatarUrl: null,
};

it('makes a Group of a team, joined to descriptors by its slug', () => {
  const payments = team('payments', {
    parent: 'engineering',
    members: ['ana-d'],
    description: 'Takes money.',
  });
  expect(derivedEntities('acme', { teams: [payments], people: [] })).toEqual([
    {
      location: 'url:https://github.com/orgs/acme/teams/payments',
      joins: ['github.com/team-slug', 'acme/payments'],
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: {
          name: 'payments',
          namespace: 'default',
          title: 'PAYMENTS',
          description: 'Takes money.',
          annotations: { 'github.com/team-slug': 'acme/payments' },
        },
        spec: {
          type: 'team',
          profile: { displayName: 'PAYMENTS' },
          parent: 'engineering',
          children: [],
          members: ['ana-d'],
        },
      },
    },
  ]);
});

it('makes a User of a person, with the teams and the e-mail that GitHub knows', () => {
  const teams = [
    team('payments', { members: ['ana-d'] }),
    team('risk'),
    team('guild', { members: ['ana-d'] }),
  ];
  const [user] = derivedEntities('acme', { teams, people: [ana] }).slice(-1);
  expect(user?.joins).toEqual(['github.com/user-login', 'ana-d']);
  expect(user?.entity).toMatchObject({
    kind: 'User',
    metadata: { name: 'ana-d', annotations: { 'github.com/user-login': 'ana-d' } },
    spec: {
      profile: { displayName: 'Ana Duarte', email: 'ana@acme.example' },
      memberOf: ['payments', 'guild'],
    },
  });
});

it('calls a person without a name by the login, and invents no e-mail', () => {
  const [user] = derivedEntities('acme', {
    teams: [],
    people: [{ ...ana, name: '', email: null }],
  });
  expect(user?.entity.spec?.['profile']).toEqual({ displayName: 'ana-d' });
});
