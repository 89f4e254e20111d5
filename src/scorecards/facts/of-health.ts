import { type Fact, type FactValue, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import type { RepositoryHealth } from './health.ts';

type Part = keyof RepositoryHealth;
type Read = Fact | { value: FactValue; url?: string | null };

/**
 * A fact of what the host tells of a repository. What it refuses, or could not say lately, stays as it was with its age; where it never
 * said it, nobody knows.
 */
export function ofHealth<Name extends Part>(
  { around: { repository } }: Checkout,
  part: Name,
  read: (value: NonNullable<RepositoryHealth[Name]>) => Read,
): Fact {
  if (repository === null) return unknown('nothing here has read it from the repository’s host');
  const { health, partsReadAt, refused, error, url } = repository;
  const value = health[part];
  const why = refused[part] ?? error;
  if (value === null || value === undefined)
    return unknown(why === null ? 'GitHub has not said it yet' : why);
  const found = read(value as NonNullable<RepositoryHealth[Name]>);
  if ('state' in found) return found;
  const at = partsReadAt[part];
  const seen = {
    source: 'GitHub',
    url: found.url ?? url,
    observedAt: at === undefined ? null : new Date(at),
  };
  const fact = known(found.value, seen);
  return why === null || fact.state !== 'known' ? fact : { ...fact, state: 'stale', reason: why };
}
