import type { Db } from '#dialect';
import type { PageKind } from '../page.ts';
import { docsRevision, type SectionRow } from '../store.ts';
import type { Viewer } from '../viewer.ts';
import { type PageSummary, sectionsById } from './candidates.ts';
import { gather } from './gather.ts';
import { lookupOf } from './match.ts';
import { readQuery } from './query.ts';
import { rank } from './rank.ts';
import { nearnessOf, scopeOf, surroundings, type TeamsOf } from './scope.ts';
import { createSites, type SearchedSite, sitesShown } from './sites.ts';
import { type Snippet, snippetOf } from './snippet.ts';
import { createWordCount } from './word-count.ts';

export type DocQuery = {
  text: string;
  viewer: Viewer;
  kinds?: readonly PageKind[];
  /** Only docs of these entities. */
  refs?: readonly string[];
  /** Docs of these entities before others, the first of them most. */
  near?: readonly string[];
  /** 10 where nothing is said. */
  limit?: number;
  offset?: number;
};

export type DocHit = {
  site: Pick<SearchedSite, 'id' | 'ref' | 'title' | 'repository' | 'url' | 'kind'>;
  page: PageSummary;
  section: SectionRow;
  /** To be compared within one search. */
  score: number;
  /** The share of the question's words that it has, the rarer the more they count: 0..1. */
  coverage: number;
  snippet: Snippet;
};

export type DocResults = {
  hits: DocHit[];
  /** How many there are; what is far down a long list is not counted. */
  total: number;
  /** Words that are in no docs, and those that were looked for instead. */
  corrected: readonly { said: string; used: string }[];
};

export type DocSearch = { find: (query: DocQuery) => Promise<DocResults> };

const LIMIT = 10;

/** Full text search over the sections of all docs, the same on both databases. */
export function createDocSearch({
  db,
  now,
  teamsOf,
}: {
  db: Db;
  now: () => Date;
  teamsOf: TeamsOf;
}): DocSearch {
  const wordsAt = createWordCount(db, now);
  const sitesAt = createSites(db);

  async function find(asked: DocQuery): Promise<DocResults> {
    const { text, viewer, refs, near = [], kinds = null, limit = LIMIT, offset = 0 } = asked;
    const revision = await docsRevision(db);
    const [sites, vocabulary] = await Promise.all([sitesAt(revision), wordsAt(revision)]);
    const query = readQuery(text, vocabulary);
    const { terms, corrected } = query;
    if (terms.length === 0) return { hits: [], total: 0, corrected };
    const shown = refs || near.length > 0 ? await sitesShown(db, sites) : null;
    const sitesOf = (ref: string) => shown?.get(ref) ?? new Set<string>();
    const wanted = refs ? new Set(refs.flatMap((ref) => [...sitesOf(ref)])) : null;
    const scope = await scopeOf(sites, { viewer, teamsOf, wanted, kinds });
    const stems = new Set(terms.flatMap(({ any }) => any.map(({ stem }) => stem)));
    const nearness = nearnessOf({ named: sites.named(stems), near: near.map(sitesOf) });
    const close = [...nearness.keys()];
    const candidates = await gather(db, query, { vocabulary, scope, close });
    const lookup = lookupOf(query);
    const ranked = rank(candidates, {
      lookup,
      around: (candidate) => surroundings(candidate, { sites, nearness }),
      now: now(),
    });
    const best = ranked.slice(offset, offset + limit);
    const rows = await sectionsById(
      db,
      best.map(({ candidate }) => candidate.id),
    );
    const hits = best.flatMap(({ candidate, score, coverage }) => {
      const row = rows.get(candidate.id);
      const site = sites.byId.get(candidate.site);
      // Docs may change between two reads.
      if (!(row && site)) return [];
      return [
        {
          ...row,
          site: shortly(site),
          score,
          coverage,
          snippet: snippetOf(row.section.text, lookup),
        },
      ];
    });
    return { hits, total: ranked.length, corrected };
  }

  return { find };
}

function shortly({ id, ref, title, repository, url, kind }: SearchedSite): DocHit['site'] {
  return { id, ref, title, repository, url, kind };
}
