import { excerpt } from '../../catalog/excerpt.ts';
import { didYouMean } from '../../catalog/wording.ts';
import type { FactSpec, FactTable, FactType } from '../fact.ts';
import { factLike } from '../rule-words.ts';
import { valueOfType } from './posted.ts';

const EXAMPLES: Record<FactType, string> = {
  bool: 'true or false',
  int: 'a whole number',
  string: 'a text',
  timestamp: 'a time such as "2026-03-01" or "2026-03-01T09:30:00Z"',
  'list<string>': 'a list of texts',
};

/** What is wrong with a value that somebody posts, as a sentence; null where it fits. Names that nobody declared take anything. */
export function wrongValue(spec: FactSpec | undefined, value: unknown): string | null {
  if (spec === undefined || valueOfType(spec, value) !== null) return null;
  return `\`${spec.name}\` takes ${EXAMPLES[spec.type]}, and ${excerpt(JSON.stringify(value), 60)} is none.`;
}

/** What to know of a name that is kept although no rule can ask for it; null for one that is declared. */
export function undeclared(name: string, table: FactTable): string | null {
  if (table.has(name)) return null;
  const meant = factLike(name, table);
  const near = meant === null ? '' : ` Or${didYouMean(meant).replace(/^ –/, '')}`;
  return `\`${name}\` is kept, but no rule can ask for it until a file of scorecards declares it under \`facts\`.${near}`;
}
