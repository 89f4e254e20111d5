import type { Model } from '../model/model.ts';
import { nodeId, readNodeId } from '../model/node-id.ts';
import type { Principal } from '../tokens.ts';
import { counted, type Resolvers } from './context.ts';
import { fieldError } from './error.ts';
import { gitNode } from './git.ts';

/** The root of every query, and finding things by their global id. */
export const queryResolvers: Resolvers = {
  Query: {
    id: () => 'Q',
    relay: () => ({}),
    organization(_source, { login }: { login: string }, { model }) {
      if (login.toLowerCase() !== model.organization.login.toLowerCase()) {
        throw fieldError(
          'NOT_FOUND',
          `Could not resolve to an Organization with the login of '${login}'.`,
        );
      }
      return model.organization;
    },
    repositoryOwner: (_source, { login }: { login: string }, { model }) =>
      login.toLowerCase() === model.organization.login.toLowerCase()
        ? model.organization
        : model.users.get(login),
    repository(_source, args: { owner: string; name: string; followRenames: boolean }, context) {
      const found = context.model.find(args.owner, args.name);
      const isFormer = found && found.name.toLowerCase() !== args.name.toLowerCase();
      if (!found || (isFormer && !args.followRenames)) {
        throw fieldError(
          'NOT_FOUND',
          `Could not resolve to a Repository with the name '${args.owner}/${args.name}'.`,
        );
      }
      return counted(context, found);
    },
    user(_source, { login }: { login: string }, { model }) {
      const found = model.users.get(login);
      if (!found) {
        throw fieldError('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
      }
      return found;
    },
    viewer: (_source, _args, { model, principal }) => viewerOf(model, principal),
    node(_source, { id }: { id: string }, context) {
      const found = byId(context.model, id);
      if (!found) throw notFound(id);
      return counted(context, found);
    },
    nodes(_source, { ids }: { ids: string[] }, context) {
      if (ids.length > 100) {
        throw fieldError(
          'EXCESSIVE_PAGINATION',
          `You may not provide more than 100 node ids; you provided ${ids.length}.`,
        );
      }
      return ids.map((id) => context.count(byId(context.model, id)) ?? notFound(id));
    },
    rateLimit: (_source, _args, { cost, budget }) => ({
      cost: cost.points,
      nodeCount: cost.nodes,
      limit: budget.limit,
      remaining: budget.remaining,
      used: budget.used,
      resetAt: budget.resetAt.toISOString(),
    }),
  },
};

/** A personal token speaks for an owner of the organisation, an App for its bot. */
function viewerOf(model: Model, principal: Principal): unknown {
  const people = [...model.users.values()];
  const owner = people.find(({ role }) => role === 'ADMIN') ?? people[0];
  if (principal.kind === 'user' && owner) return owner;
  const login = principal.kind === 'user' ? 'octocat' : `${model.installation.appSlug}[bot]`;
  return { type: 'User', id: nodeId('User', 1), databaseId: 1, login, name: null };
}

function notFound(id: string) {
  return fieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
}

function byId(model: Model, id: string): unknown {
  const read = readNodeId(id);
  if (!read) return undefined;
  switch (read.type) {
    case 'Repository': {
      const found = model.repositories.get(id);
      return found && model.sees(found) ? found : undefined;
    }
    case 'Organization':
      return model.organization.id === id ? model.organization : undefined;
    case 'User':
      return [...model.users.values()].find((user) => user.id === id);
    case 'Team':
      return [...model.teams.values()].find((team) => team.id === id);
    case 'Blob':
    case 'Tree':
    case 'Commit': {
      const owner = model.repositories.get(nodeId('Repository', read.databaseId));
      return owner && model.sees(owner) ? gitNode(model, owner, read.within) : undefined;
    }
    case 'PullRequest':
    case 'Release':
    case 'Deployment':
      return model
        .visible()
        .flatMap((one) => [...one.pullRequests, ...one.releases, ...one.deployments])
        .find((one) => one.id === id);
    default:
      return undefined;
  }
}
