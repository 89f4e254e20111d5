import { factsOfSite } from '../../docs/health/site-facts.ts';
import { type Facts, known, type Seen } from '../../scorecards/fact.ts';
import { filesOf } from './folder-files.ts';
import { siteOf, sitesOf } from './folder-sites.ts';

/** What the docs of a checkout tell, by the folder of an entity: its own, else those of the root. */
export async function docsFactsOf(
  folder: string,
  seenAt: (path: string) => Seen,
): Promise<(folder: string) => Facts> {
  const files = await filesOf(folder, null);
  const sites = new Map(sitesOf(files).map((place) => [place.root, siteOf(files, place)]));
  return (root) => {
    const site = sites.get(root) ?? sites.get('') ?? null;
    const seen = seenAt(site?.settings.docsDir ?? '');
    const facts = Object.entries(factsOfSite(site));
    return Object.fromEntries(facts.map(([name, value]) => [name, known(value, seen)]));
  };
}
