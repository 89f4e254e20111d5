import type { Site } from '../site.ts';
import { isBroken } from './health.ts';

/** What a site tells of itself as facts of scorecards, by their names in `scorecards/facts/table.ts`. A README alone is no docs. */
export type SiteFacts = { docsPages: number; brokenDocsLinks: number };

export function factsOfSite(site: Pick<Site, 'kind' | 'pages' | 'problems'> | null): SiteFacts {
  if (site === null || site.kind === 'readme') return { docsPages: 0, brokenDocsLinks: 0 };
  const problems = [...site.problems, ...site.pages.flatMap((page) => page.problems)];
  return { docsPages: site.pages.length, brokenDocsLinks: problems.filter(isBroken).length };
}
