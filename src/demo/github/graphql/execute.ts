import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  getNamedType,
  type OperationDefinitionNode,
  parse,
  Source,
  validate,
} from 'graphql';
import { connection, type PageArgs } from './connection.ts';
import type { Context, Resolver, Resolvers } from './context.ts';
import { type Cost, costOf } from './cost.ts';
import { asGitHubError, asValidationError, forbidden } from './error.ts';
import { gitResolvers } from './git.ts';
import { organizationResolvers } from './organization.ts';
import { queryResolvers } from './query.ts';
import { repositoryResolvers } from './repository.ts';
import { ruleResolvers } from './rules.ts';
import { githubSchema } from './schema.ts';
import { workResolvers } from './work.ts';

const resolvers = merged(
  ...[queryResolvers, organizationResolvers, repositoryResolvers],
  ...[gitResolvers, workResolvers, ruleResolvers],
);

/** A family of resolvers may add fields to the types of another. */
function merged(...families: Resolvers[]): Resolvers {
  const all: Resolvers = {};
  for (const family of families)
    for (const [type, fields] of Object.entries(family)) all[type] = { ...all[type], ...fields };
  return all;
}

/** The permission of an App without which a field answers FORBIDDEN. */
const PERMISSIONS: Record<string, string> = {
  'Organization.membersWithRole': 'members',
  'Organization.teams': 'members',
  'Organization.team': 'members',
  'Repository.object': 'contents',
  'Repository.codeowners': 'contents',
  'Repository.pullRequests': 'pull_requests',
  'Repository.deployments': 'deployments',
  'Repository.environments': 'environments',
  'Repository.vulnerabilityAlerts': 'vulnerability_alerts',
  'Commit.checkSuites': 'checks',
  'Commit.statusCheckRollup': 'checks',
  'Ref.branchProtectionRule': 'administration',
};

export type Prepared = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
};
export type Refused = { errors: Record<string, unknown>[] };

// Clients send the same few texts again and again; parsing and checking one costs more than running it.
const prepared = new Map<string, DocumentNode | Refused>();
const KEPT_DOCUMENTS = 200;

/** Parses and checks a query against GitHub's schema. */
export function prepare(query: string, operationName?: string | null): Prepared | Refused {
  let document = prepared.get(query);
  if (!document) {
    document = check(query);
    if (prepared.size >= KEPT_DOCUMENTS) prepared.delete(prepared.keys().next().value ?? '');
    prepared.set(query, document);
  }
  if ('errors' in document) return document;
  const operations = document.definitions.filter((one) => one.kind === 'OperationDefinition');
  const operation = operationName
    ? operations.find((one) => one.name?.value === operationName)
    : operations[0];
  if (!operation || (!operationName && operations.length > 1)) {
    return { errors: [{ message: 'An operation name is required' }] };
  }
  return { document, operation };
}

function check(query: string): DocumentNode | Refused {
  try {
    const document = parse(new Source(query), { maxTokens: 100_000 });
    const errors = validate(githubSchema(), document);
    return errors.length > 0 ? { errors: errors.map(asValidationError) } : document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [asValidationError(error)] };
  }
}

export function costOfPrepared(query: Prepared, variables: Record<string, unknown>): Cost {
  return costOf(githubSchema(), query, variables);
}

/** Runs a prepared query; data and errors as GitHub would send them. */
export async function run(
  query: Prepared,
  { variables, context }: { variables: Record<string, unknown>; context: Context },
): Promise<{ data?: unknown; errors?: unknown[] }> {
  const result = await execute({
    schema: githubSchema(),
    document: query.document,
    rootValue: {},
    contextValue: context,
    variableValues: variables,
    operationName: query.operation.name?.value ?? null,
    fieldResolver: resolveField,
    typeResolver: (value) => (value as { type: string }).type,
  });
  const { data, errors } = result;
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(asGitHubError) }),
  };
}

const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  const type = info.parentType.name;
  const field = `${type}.${info.fieldName}`;
  if (isForbidden(field, source, context)) throw forbidden();
  const resolver: Resolver | undefined = resolvers[type]?.[info.fieldName];
  if (resolver) return resolver(source as never, args as never, context, info);
  const value = (source as Record<string, unknown> | null)?.[info.fieldName];
  if (value !== undefined) return typeof value === 'function' ? value() : value;
  // A list that the demo does not model is an empty one; any other missing value fails loudly where it must not be null.
  if (getNamedType(info.returnType).name.endsWith('Connection')) {
    return connection([], args as PageArgs, { context, info });
  }
  return undefined;
};

function isForbidden(field: string, source: unknown, context: Context): boolean {
  const repositories = context.faults.forbidden.get(field);
  if (repositories === null) return true;
  if (repositories?.has((source as { name?: string }).name ?? '')) return true;
  const permission = PERMISSIONS[field];
  return (
    permission !== undefined &&
    context.principal.kind === 'installation' &&
    !(permission in context.model.installation.permissions)
  );
}
