import { UserError } from '../errors.ts';
import type { Location } from './locations.ts';

/**
 * A test of locations from a filter predicate, as Backstage reads one of them: `{"target": {"$hasPrefix": "https://github.com/acme"}}`. Text is
 * compared without its casing, except ids in `$in`.
 * @see https://backstage.io/docs/features/software-catalog/catalog-customization (filter predicates)
 * @throws UserError for what is none.
 */
export function locationMatcher(query: unknown): (location: Location) => boolean {
  if (!isMap(query)) throw invalid('expected an object');
  if ('$all' in query) {
    const parts = listOf(query['$all']).map(locationMatcher);
    // Unlike for entities, all of nothing is nothing here.
    return (location) => parts.length > 0 && parts.every((matches) => matches(location));
  }
  if ('$any' in query) {
    const parts = listOf(query['$any']).map(locationMatcher);
    return (location) => parts.some((matches) => matches(location));
  }
  if ('$not' in query) {
    const matches = locationMatcher(query['$not']);
    return (location) => !matches(location);
  }
  const operator = Object.keys(query).find((key) => key.startsWith('$'));
  if (operator) throw invalid(`unknown logic operator '${operator}'`);
  const fields = Object.entries(query).map(([key, value]) => fieldMatcher(key, value));
  return (location) => fields.every((matches) => matches(location));
}

const FIELDS = new Map<string, keyof Location>([
  ['id', 'id'],
  ['type', 'type'],
  ['target', 'target'],
  ['entityref', 'entityRef'],
]);

function fieldMatcher(key: string, wanted: unknown): (location: Location) => boolean {
  const field = FIELDS.get(key.toLowerCase());
  if (!field)
    throw invalid(`expected key to be 'id', 'type', 'target', or 'entityRef', got '${key}'`);
  const matches = valueMatcher(wanted, { isExact: field === 'id' });
  return (location) => matches(location[field]);
}

function valueMatcher(wanted: unknown, { isExact }: { isExact: boolean }) {
  if (isPrimitive(wanted)) return (value: string) => fold(value) === fold(String(wanted));
  if (!isMap(wanted)) throw invalid(`got unknown matcher object '${JSON.stringify(wanted)}'`);
  const { $exists, $in, $hasPrefix } = wanted;
  if (typeof $exists === 'boolean') return () => $exists;
  if (Array.isArray($in)) {
    const values = $in.filter(isPrimitive).map(String);
    if (isExact) return (value: string) => values.includes(value);
    return (value: string) => values.some((one) => fold(one) === fold(value));
  }
  if (typeof $hasPrefix === 'string')
    return (value: string) => fold(value).startsWith(fold($hasPrefix));
  // No field of a location is a list.
  if ('$contains' in wanted) return () => false;
  throw invalid(`got unknown matcher object '${JSON.stringify(wanted)}'`);
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw invalid('expected a list of predicates');
  return value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function fold(text: string): string {
  return text.toUpperCase();
}

function invalid(what: string): UserError {
  return new UserError(`Invalid filter predicate, ${what}`, '');
}
