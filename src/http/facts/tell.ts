import type { z } from '@hono/zod-openapi';
import {
  type FactSpec,
  type Facts,
  type FactTable,
  type FactValue,
  unknown,
} from '../../scorecards/fact.ts';
import type { PostedFact } from '../../scorecards/facts/posted.ts';
import type { FactShape, StoredFactShape } from './shapes.ts';

/** A fact as programs read it. */
export function factJson(spec: FactSpec, facts: Facts): z.infer<typeof FactShape> {
  const { name, title, type } = spec;
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
  const found = fact ?? unknown('nobody has posted it');
  if (found.state === 'unknown') {
    const nothing = { value: null, source: null, url: null, observedAt: null };
    return { name, title, type, state: found.state, ...nothing, reason: found.reason };
  }
  const { state, value, source, url, observedAt } = found;
  return {
    ...{ name, title, type, state, source, url },
    value: plain(value),
    observedAt: observedAt?.toISOString() ?? null,
    reason: found.state === 'stale' ? found.reason : null,
  };
}

function plain(value: FactValue): boolean | number | string | string[] {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? [...value] : value;
}

/** What was posted, as it was. */
export function storedJson(fact: PostedFact, table: FactTable): z.infer<typeof StoredFactShape> {
  const { name, value, source, url, postedBy } = fact;
  return {
    ...{ name, source, url, postedBy },
    value: typeof value === 'object' ? [...value] : value,
    observedAt: fact.observedAt.toISOString(),
    postedAt: fact.postedAt.toISOString(),
    expiresAt: fact.expiresAt?.toISOString() ?? null,
    isDeclared: table.has(name),
  };
}
