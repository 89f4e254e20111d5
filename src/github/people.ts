import type { DerivedEntity } from '../catalog/snapshot.ts';

export type GitHubTeam = {
  slug: string;
  name: string;
  description: string | null;
  url: string;
  avatarUrl: string | null;
  parent: string | null;
  /** Logins of the team's own members. */
  members: string[];
};

export type GitHubPerson = {
  login: string;
  name: string | null;
  email: string | null;
  url: string;
  avatarUrl: string | null;
};

/** What GitHub knows of an organisation's people, as entities. They step back where a descriptor claims the team or person. */
export function derivedEntities(
  organization: string,
  { teams, people }: { teams: readonly GitHubTeam[]; people: readonly GitHubPerson[] },
): DerivedEntity[] {
  const memberOf = new Map<string, string[]>();
  for (const team of teams)
    for (const login of team.members)
      memberOf.set(login, [...(memberOf.get(login) ?? []), entityName(team.slug)]);
  return [
    ...teams.map((team) => groupOf(organization, team)),
    ...people.map((person) => userOf(person, memberOf.get(person.login) ?? [])),
  ];
}

function groupOf(organization: string, team: GitHubTeam): DerivedEntity {
  const slug = `${organization}/${team.slug}`;
  return {
    location: `url:${team.url}`,
    joins: ['github.com/team-slug', slug],
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: entityName(team.slug),
        namespace: 'default',
        title: team.name,
        ...(team.description ? { description: team.description } : {}),
        annotations: { 'github.com/team-slug': slug },
      },
      spec: {
        type: 'team',
        profile: profile({ displayName: team.name, picture: team.avatarUrl }),
        ...(team.parent ? { parent: entityName(team.parent) } : {}),
        children: [],
        members: team.members.map(entityName),
      },
    },
  };
}

function userOf(person: GitHubPerson, memberOf: readonly string[]): DerivedEntity {
  return {
    location: `url:${person.url}`,
    joins: ['github.com/user-login', person.login],
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: {
        name: entityName(person.login),
        namespace: 'default',
        annotations: { 'github.com/user-login': person.login },
      },
      spec: {
        profile: profile({
          displayName: person.name || person.login,
          email: person.email,
          picture: person.avatarUrl,
        }),
        memberOf,
      },
    },
  };
}

function profile(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

/** Slugs and logins are valid entity names but for their length: https://backstage.io/docs/features/software-catalog/descriptor-format#name-required */
function entityName(slug: string): string {
  return slug.slice(0, 63).replace(/[^a-zA-Z0-9]+$/, '');
}
