import type { PageKind } from '../page.ts';
import type { SiteKind } from '../site.ts';
import type { PageRow, SectionRow } from '../store.ts';
import type { Viewer } from '../viewer.ts';

/** What is looked for in docs, and for whom. */
export type DocQuery = {
  text: string;
  viewer: Viewer;
  kinds?: readonly PageKind[];
  /** Only docs of these entities. */
  refs?: readonly string[];
  /** Docs of these entities come first among equals. */
  near?: readonly string[];
  limit?: number;
  offset?: number;
};

/** A section that was found. */
export type DocHit = {
  site: {
    id: string;
    ref: string;
    kind: SiteKind;
    title: string;
    repository: string | null;
    url: string | null;
  };
  page: Omit<PageRow, 'includes' | 'outside' | 'problems'>;
  section: SectionRow;
  score: number;
  /** How much of what was asked it has, rare words counting for more: 0 to 1. */
  coverage: number;
  snippet: { text: string; marks: readonly (readonly [start: number, end: number])[] };
};

export type DocResults = {
  hits: readonly DocHit[];
  total: number;
  /** Words that were taken for others, because none is spelled like them. */
  corrected: readonly { said: string; used: string }[];
};

export type DocSearch = { find: (query: DocQuery) => Promise<DocResults> };
