import { type Operation, type Operations, operationsIn } from '../catalog/definition/operations.ts';
import { enumerate, labelOf } from '../catalog/labels.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Fact } from './answer.ts';
import { type EntityFacts, statedFact } from './facts.ts';
import type { Room } from './intention.ts';

/** An API with what its definition says. */
export type Contract = Operations & { facts: EntityFacts };

/** The APIs that are meant: the ones named, and those that a component named provides. */
export async function contractsOf(room: Room, refs: readonly string[]): Promise<Contract[]> {
  const { view } = room;
  const apis = refs.flatMap((ref) =>
    view.get(ref)?.kind === 'api' ? [ref] : view.out(ref, 'providesApi'),
  );
  const found = await Promise.all(
    [...new Set(apis)].slice(0, 20).map(async (ref) => {
      const facts = await room.facts(ref);
      return facts && { facts, ...(await operationsIn(facts.entity)) };
    }),
  );
  return found.filter((contract) => contract !== null);
}

/** `GET /v1/payouts`, `rpc Submit`. */
export function operationName({ sort, name }: Operation): string {
  return `${sort} ${name}`;
}

export function operationFact({ facts }: Contract, operation: Operation): Fact {
  const state = operation.deprecated === null ? '' : ' (deprecated)';
  return statedFact(facts, 'operation', `${operationName(operation)}${state}`);
}

/** Who uses an API, for whoever wants to change it; an operation's own users are not recorded. */
export function consumersSentence(view: CatalogView, ref: string): string {
  const consumers = view.out(ref, 'apiConsumedBy');
  if (consumers.length === 0)
    return `Nothing in the catalog says that it consumes ${labelOf(view, ref)}.`;
  const names = enumerate(consumers.map((one) => labelOf(view, one)));
  return `${labelOf(view, ref)} is consumed by ${names}; which operations they use is not recorded.`;
}
