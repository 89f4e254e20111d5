import type { Db } from '#dialect';
import { parseRef } from '../../catalog/ref.ts';
import { docEntities } from '../../db/docs-tables.ts';
import { allSites } from '../store.ts';
import { indexed, wordsIn } from './analyse.ts';

type SiteRow = Awaited<ReturnType<typeof allSites>>[number];

/** A site as search knows it. `words`: of its name and title, as the index holds words. */
export type SearchedSite = SiteRow & { words: string; names: readonly (readonly string[])[] };

export type SearchedSites = {
  all: readonly SearchedSite[];
  byId: ReadonlyMap<string, SearchedSite>;
  /** Sites whose name stands in a question, by the stems of its words. */
  named: (stems: ReadonlySet<string>) => SearchedSite[];
};

/** The sites of a revision; read again when docs changed. */
export function createSites(db: Db): (revision: string) => Promise<SearchedSites> {
  let known: { revision: string; sites: Promise<SearchedSites> } | null = null;
  return (revision) => {
    if (known?.revision === revision) return known.sites;
    const sites = allSites(db).then(searched);
    const reading = { revision, sites };
    known = reading;
    sites.catch(() => {
      if (known === reading) known = null;
    });
    return sites;
  };
}

function searched(rows: readonly SiteRow[]): SearchedSites {
  const all = rows.map((row) => {
    const { name } = parseRef(row.ref);
    const repository = row.repository?.split('/').at(-1) ?? '';
    const names = [name, repository].map(stemsIn).filter((stems) => stems.length > 0);
    return { ...row, names, words: indexed(`${name} ${repository} ${row.title}`) };
  });
  const byFirst = new Map<string, SearchedSite[]>();
  for (const site of all)
    for (const first of new Set(site.names.map(([stem]) => stem ?? '')))
      byFirst.set(first, [...(byFirst.get(first) ?? []), site]);
  return {
    all,
    byId: new Map(all.map((site) => [site.id, site])),
    named: (stems) =>
      [...stems].flatMap((first) =>
        (byFirst.get(first) ?? []).filter(({ names }) =>
          names.some((name) => name[0] === first && name.every((stem) => stems.has(stem))),
        ),
      ),
  };
}

function stemsIn(name: string): string[] {
  return wordsIn(name).map(({ stem }) => stem);
}

/** Which sites entities show, those they are written for and others: ref -> ids. */
export async function sitesShown(db: Db, sites: SearchedSites): Promise<Map<string, Set<string>>> {
  const shown = new Map<string, Set<string>>();
  const add = (ref: string, id: string) => shown.set(ref, (shown.get(ref) ?? new Set()).add(id));
  for (const { ref, id } of sites.all) add(ref, id);
  for (const { ref, site } of await db.select().from(docEntities)) add(ref, site);
  return shown;
}
