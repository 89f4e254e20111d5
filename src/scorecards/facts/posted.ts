import type { postedFacts } from '../../db/scorecard-tables.ts';
import { type Fact, type FactSpec, type FactValue, unknown } from '../fact.ts';

export type PostedFact = typeof postedFacts.$inferSelect;

/** A value as it was posted, in the type that the fact was declared with; null where it has another. */
export function valueOfType(spec: FactSpec, value: unknown): FactValue | null {
  switch (spec.type) {
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
    case 'string':
      return typeof value === 'string' ? value : null;
    case 'timestamp': {
      const at = typeof value === 'string' && ISO.test(value) ? new Date(value) : null;
      return at === null || Number.isNaN(at.getTime()) ? null : at;
    }
    case 'list<string>':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  }
}

const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/;

/** A posted fact as rules see it. What expired is not known any more, and says whose it was. */
export function postedFact(posted: PostedFact, spec: FactSpec, now: Date): Fact {
  const { source, url, observedAt, expiresAt } = posted;
  if (expiresAt !== null && expiresAt <= now)
    return unknown(
      `what ${source} posted ended on ${expiresAt.toISOString().slice(0, 10)}, and nothing came after it`,
    );
  const value = valueOfType(spec, posted.value);
  if (value === null)
    return unknown(
      `what ${source} posted is not of the type ${spec.type} that it is declared with`,
    );
  return { state: 'known', value, source, url, observedAt };
}
