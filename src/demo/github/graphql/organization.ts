import type { Model } from '../model/model.ts';
import type { Organization, Permission, Repository, Team, User } from '../model/types.ts';
import { connection, type PageArgs } from './connection.ts';
import { counted, type Resolvers } from './context.ts';
import { fieldError } from './error.ts';

type RepositoryArgs = PageArgs & {
  isArchived?: boolean | null;
  visibility?: 'PUBLIC' | 'INTERNAL' | 'PRIVATE' | null;
  privacy?: 'PUBLIC' | 'PRIVATE' | null;
  orderBy?: { field: OrderField; direction: 'ASC' | 'DESC' } | null;
};
type GrantOrder = { field: string; direction: 'ASC' | 'DESC' };
const RIGHTS: readonly Permission[] = ['READ', 'TRIAGE', 'WRITE', 'MAINTAIN', 'ADMIN'];
type OrderField = 'CREATED_AT' | 'UPDATED_AT' | 'PUSHED_AT' | 'NAME' | 'STARGAZERS';

export const organizationResolvers: Resolvers = {
  Organization: {
    url: ({ login }: Organization) => `https://github.com/${login}`,
    resourcePath: ({ login }: Organization) => `/${login}`,
    avatarUrl: ({ login }: Organization) => `https://github.com/${login}.png`,
    isVerified: () => true,
    requiresTwoFactorAuthentication: () => true,
    repositories(_org: Organization, args: RepositoryArgs, context, info) {
      const field = args.orderBy?.field ?? 'NAME';
      const repositories = sorted(context.model, field).filter(
        (one) =>
          (args.isArchived == null || one.isArchived === args.isArchived) &&
          (!args.visibility || one.visibility.toUpperCase() === args.visibility) &&
          (!args.privacy || (one.visibility === 'public') === (args.privacy === 'PUBLIC')),
      );
      const descending = args.orderBy?.direction === 'DESC';
      return connection(descending ? repositories.toReversed() : repositories, args, {
        context,
        info,
        key: (one) => [sortValue(one, field), one.databaseId],
        descending,
        extra: { totalDiskUsage: 0 },
      });
    },
    repository(org: Organization, { name }: { name: string }, context) {
      const found = context.model.find(org.login, name);
      if (!found) {
        throw fieldError(
          'NOT_FOUND',
          `Could not resolve to a Repository with the name '${org.login}/${name}'.`,
        );
      }
      return counted(context, found);
    },
    membersWithRole: (_org: Organization, args: PageArgs, context, info) =>
      connection(membersOf(context.model), args, {
        context,
        info,
        key: (user) => [user.databaseId],
        edge: (user) => ({ role: user.role, hasTwoFactorEnabled: true }),
      }),
    teams(
      _org: Organization,
      args: PageArgs & { rootTeamsOnly: boolean; query?: string; userLogins?: string[] },
      context,
      info,
    ) {
      const teams = [...context.model.teams.values()].filter(
        (team) =>
          (!args.rootTeamsOnly || team.parent === null) &&
          (!args.query || `${team.name} ${team.slug}`.toLowerCase().includes(args.query)) &&
          (!args.userLogins || team.members.some(({ login }) => args.userLogins?.includes(login))),
      );
      return connection(byName(teams), args, {
        context,
        info,
        key: (team) => [team.name.toLowerCase(), team.databaseId],
      });
    },
    team: (_org: Organization, { slug }: { slug: string }, { model }) =>
      model.teams.get(slug) ?? null,
    samlIdentityProvider: () => null,
  },
  Team: {
    url: teamUrl,
    combinedSlug: (team: Team, _args, { model }) => `${model.organization.login}/${team.slug}`,
    resourcePath: (team: Team, _args, { model }) =>
      `/orgs/${model.organization.login}/teams/${team.slug}`,
    organization: (_team: Team, _args, { model }) => model.organization,
    avatarUrl: () => null,
    parentTeam: (team: Team, _args, { model }) =>
      team.parent === null ? null : (model.teams.get(team.parent) ?? null),
    ancestors(team: Team, args: PageArgs, context, info) {
      const found: Team[] = [];
      let above = team.parent;
      while (above !== null) {
        const parent: Team | undefined = context.model.teams.get(above);
        if (!parent || found.includes(parent)) break;
        found.push(parent);
        above = parent.parent;
      }
      return connection(found, args, { context, info });
    },
    childTeams: (team: Team, args: PageArgs, context, info) =>
      connection(
        byName([...context.model.teams.values()].filter(({ parent }) => parent === team.slug)),
        args,
        { context, info, key: (child) => [child.name.toLowerCase(), child.databaseId] },
      ),
    members(team: Team, args: PageArgs & { membership: string; role?: string }, context, info) {
      const roles = membersOfTeam(context.model, team, args.membership);
      const members = [...roles].flatMap(([login, role]) => {
        const user = context.model.users.get(login);
        return user && (!args.role || args.role === role) ? [{ user, role }] : [];
      });
      return connection(members, args, {
        context,
        info,
        key: ({ user }) => [user.login],
        node: ({ user }) => user,
        edge: ({ role }) => ({ role }),
      });
    },
    repositories(team: Team, args: PageArgs & { orderBy?: GrantOrder | null }, context, info) {
      const granted = [...team.repositories].flatMap(([id, permission]) => {
        const repository = context.model.repositories.get(id);
        return repository && context.model.sees(repository) ? [{ repository, permission }] : [];
      });
      const rank = (permission: Permission) =>
        args.orderBy?.field === 'PERMISSION' ? RIGHTS.indexOf(permission) : 0;
      const descending = args.orderBy?.direction === 'DESC';
      granted.sort(
        (a, b) =>
          rank(a.permission) - rank(b.permission) ||
          a.repository.databaseId - b.repository.databaseId,
      );
      return connection(descending ? granted.toReversed() : granted, args, {
        context,
        info,
        key: ({ repository, permission }) => [rank(permission), repository.databaseId],
        descending,
        node: ({ repository }) => repository,
        edge: ({ permission }) => ({ permission }),
      });
    },
  },
  User: {
    url: ({ login }: User) => `https://github.com/${login}`,
    resourcePath: ({ login }: User) => `/${login}`,
    avatarUrl: ({ login }: User) => `https://github.com/${login}.png`,
    // The public e-mail: nobody here shows one.
    email: () => '',
    organizationVerifiedDomainEmails: (user: User, { login }: { login: string }, { model }) =>
      user.email && login.toLowerCase() === model.organization.login.toLowerCase()
        ? [user.email]
        : [],
    isEmployee: () => false,
    isSiteAdmin: () => false,
    isViewer: () => false,
  },
};

function teamUrl(team: Team, _args: never, { model }: { model: Model }): string {
  return `https://github.com/orgs/${model.organization.login}/teams/${team.slug}`;
}

function membersOf(model: Model): User[] {
  return [...model.users.values()]
    .filter((user) => user.role !== null)
    .sort((a, b) => a.databaseId - b.databaseId);
}

/** GitHub counts the members of child teams as members too (`ALL`), unless asked for `IMMEDIATE` ones. */
function membersOfTeam(
  model: Model,
  team: Team,
  membership: string,
): Map<string, 'MAINTAINER' | 'MEMBER'> {
  const roles = new Map<string, 'MAINTAINER' | 'MEMBER'>();
  const visit = (one: Team, depth: number): void => {
    if (depth > 0 || membership !== 'CHILD_TEAM') {
      for (const { login, role } of one.members) {
        if (!roles.has(login)) roles.set(login, depth === 0 ? role : 'MEMBER');
      }
    }
    if (membership === 'IMMEDIATE' || depth > 20) return;
    for (const child of model.teams.values())
      if (child.parent === one.slug) visit(child, depth + 1);
  };
  visit(team, 0);
  return new Map([...roles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byName(teams: Team[]): Team[] {
  return teams.sort((a, b) => {
    const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
    return one < other ? -1 : one > other ? 1 : a.databaseId - b.databaseId;
  });
}

function sortValue(repository: Repository, field: OrderField): string | number {
  if (field === 'CREATED_AT') return repository.createdAt;
  if (field === 'UPDATED_AT') return repository.updatedAt;
  if (field === 'PUSHED_AT') return repository.pushedAt ?? '';
  return field === 'NAME' ? repository.name.toLowerCase() : 0;
}

const orders = new WeakMap<Model, Map<string, { version: number; list: Repository[] }>>();

/** Sorting 20,000 repositories for each of 200 pages would cost seconds: an order is kept until the model changes. */
function sorted(model: Model, field: OrderField): Repository[] {
  const known = orders.get(model) ?? new Map<string, { version: number; list: Repository[] }>();
  orders.set(model, known);
  const kept = known.get(field);
  if (kept?.version === model.version) return kept.list;
  const list = model.visible().sort((a, b) => {
    const [one, other] = [sortValue(a, field), sortValue(b, field)];
    return one < other ? -1 : one > other ? 1 : a.databaseId - b.databaseId;
  });
  known.set(field, { version: model.version, list });
  return list;
}
