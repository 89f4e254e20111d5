import { isMap } from '../../catalog/findings.ts';

/** What a document of a folder of standards is meant as; null where it is empty. */
export type Sort = 'scorecard' | 'initiative' | 'facts' | 'tech-insights';

/** By what only documents of that sort have; what nothing is known of is read as a scorecard, and told what that needs. */
export function sortOf(value: unknown): Sort | null {
  if (value === null || value === undefined) return null;
  if (!isMap(value)) return 'scorecard';
  if ('techInsights' in value) return 'tech-insights';
  const kind = typeof value['kind'] === 'string' ? value['kind'].toLowerCase() : null;
  if (kind === 'initiative' || (kind === null && 'due' in value)) return 'initiative';
  const isOnlyFacts = 'facts' in value && !('checks' in value) && !('levels' in value);
  return kind === 'facts' || (kind === null && isOnlyFacts) ? 'facts' : 'scorecard';
}
