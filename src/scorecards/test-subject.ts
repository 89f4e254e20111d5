import type { Entity, Relation } from '../catalog/entity.ts';
import { type Fact, type FactValue, known, type Subject } from './fact.ts';

export const SEEN = { source: 'a test', url: null, observedAt: new Date('2026-06-01T00:00:00Z') };

/** A component with these facts; a value is a known fact. */
export function subjectWith(
  facts: Record<string, FactValue | Fact>,
  {
    spec,
    metadata,
    relations = [],
  }: { spec?: object; metadata?: object; relations?: Relation[] } = {},
): Subject {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'ledger', namespace: 'default', ...metadata },
    spec: { type: 'service', owner: 'books', ...spec },
  };
  const all = Object.entries(facts).map(([name, fact]): [string, Fact] => [
    name,
    isFact(fact) ? fact : known(fact, SEEN),
  ]);
  return { entity, relations, facts: Object.fromEntries(all) };
}

function isFact(value: FactValue | Fact): value is Fact {
  return typeof value === 'object' && 'state' in value;
}
