import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Budget } from '../budget.ts';
import type { Faults } from '../failures.ts';
import type { Model } from '../model/model.ts';
import type { Repository } from '../model/types.ts';
import type { Principal } from '../tokens.ts';
import { fieldError } from './error.ts';

/** What resolvers share during one query. */
export type Context = {
  model: Model;
  principal: Principal;
  faults: Faults;
  cost: { points: number; nodes: number };
  budget: Budget;
  /** Objects delivered so far: what GitHub's resource limits and timeouts are modelled on. */
  objects: number;
  /** Counts one delivered object; returns it, or the error that stands in its place. */
  count: (object: unknown) => unknown;
};

export type Resolver = (
  source: never,
  args: never,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/** Type name -> field name -> resolver. A field without one is a property of its source. */
export type Resolvers = Record<string, Record<string, Resolver>>;

export function createContext(given: Omit<Context, 'objects' | 'count'>): Context {
  const context: Context = {
    ...given,
    objects: 0,
    count(object) {
      if (object === null || object === undefined || object instanceof GraphQLError) return object;
      context.objects++;
      if (context.objects > context.faults.resourceLimit) {
        return fieldError('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.');
      }
      if (isRepository(object) && context.faults.brokenRepositories.has(object.name)) {
        return fieldError(
          'INTERNAL',
          'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.',
        );
      }
      return object;
    },
  };
  return context;
}

function isRepository(object: unknown): object is Repository {
  return (object as { type?: string }).type === 'Repository';
}

/** The counted object, or its error thrown: for fields that give one object and not a list. */
export function counted(context: Context, object: unknown): unknown {
  const result = context.count(object);
  if (result instanceof Error) throw result;
  return result;
}
