import {
  bytes,
  flag,
  index,
  json,
  primaryKey,
  serial,
  table,
  text,
  timestamp,
  whole,
} from '#dialect';
import type { DocProblem, FrontMatter, PageKind } from '../docs/page.ts';
import type { NavItem, SiteKind, SiteSettings } from '../docs/site.ts';

/** Docs sites: what one folder of a repository shows. */
export const docSites = table(
  'doc_sites',
  {
    /** `siteId`. */
    id: text().primaryKey(),
    source: text().notNull(),
    root: text().notNull(),
    /** The entity whose docs these are. */
    ref: text().notNull(),
    kind: text().$type<SiteKind>().notNull(),
    title: text().notNull(),
    description: text(),
    nav: json().$type<readonly NavItem[]>().notNull(),
    settings: json().$type<SiteSettings>().notNull(),
    /** Address below the site -> object id, of what is no page. */
    assets: json().$type<Record<string, string>>().notNull(),
    /** `owner/name` for people; null for a folder. */
    repository: text(),
    /** Where it can be looked at: `https://github.com/o/r/tree/main/docs`. */
    url: text(),
    commit: text(),
    /** Who may read it: refs of teams and people; null for everybody of the organisation. */
    readers: json().$type<readonly string[]>(),
    problems: json().$type<readonly DocProblem[]>().notNull(),
    /** Hash of all it is made of; what did not change is not written again. */
    hash: text().notNull(),
    readAt: timestamp().notNull(),
    changedAt: timestamp().notNull(),
  },
  (t) => [index('doc_sites_source').on(t.source), index('doc_sites_ref').on(t.ref)],
);

/** Which site an entity shows; several may show one (`backstage.io/techdocs-entity`). */
export const docEntities = table(
  'doc_entities',
  {
    ref: text().primaryKey(),
    site: text().notNull(),
    /** The page it begins at: `backstage.io/techdocs-entity-path`; empty for the first. */
    path: text().notNull(),
  },
  (t) => [index('doc_entities_site').on(t.site)],
);

/** Pages of sites. Their Markdown is in `blobs`, by `oid`. */
export const docPages = table(
  'doc_pages',
  {
    /** `<site>#<path>`. */
    id: text().primaryKey(),
    site: text().notNull(),
    path: text().notNull(),
    file: text().notNull(),
    oid: text().notNull(),
    etag: text().notNull(),
    title: text().notNull(),
    kind: text().$type<PageKind>().notNull(),
    position: whole().notNull(),
    isInNav: flag().notNull(),
    meta: json().$type<FrontMatter>().notNull(),
    words: whole().notNull(),
    /** Files whose text it takes in, with their object ids. */
    includes: json().$type<Record<string, string>>().notNull(),
    /** Links that lead elsewhere on the web. */
    outside: json().$type<readonly string[]>().notNull(),
    problems: json().$type<readonly DocProblem[]>().notNull(),
    /** When its file was last changed, by the git history, and by whom (login or name); null before that was read. */
    changedAt: timestamp(),
    changedBy: text(),
    /** The object id that this is the age of: another one, and it has to be read again. */
    agedOid: text(),
    /** When it was seen here first. */
    foundAt: timestamp().notNull(),
  },
  (t) => [index('doc_pages_site').on(t.site, t.position), index('doc_pages_oid').on(t.oid)],
);

/** Sections of pages: what is searched, and what answers quote. The database's own full text index follows them (see the migrations). */
export const docSections = table(
  'doc_sections',
  {
    id: serial(),
    page: text().notNull(),
    site: text().notNull(),
    position: whole().notNull(),
    anchor: text().notNull(),
    path: json().$type<readonly string[]>().notNull(),
    markdown: text().notNull(),
    text: text().notNull(),
    line: whole().notNull(),
    /** Words as they are searched for (`search/analyse.ts`): of the page's title, of the headings, of the text. */
    titleWords: text().notNull(),
    headingWords: text().notNull(),
    bodyWords: text().notNull(),
  },
  (t) => [index('doc_sections_page').on(t.page, t.position), index('doc_sections_site').on(t.site)],
);

/** Every word of the sections, and in how many it stood when it was counted: what a misspelled word may have meant, and which words are rare. */
export const docWords = table('doc_words', {
  word: text().primaryKey(),
  sections: whole().notNull(),
});

/** Pictures and downloads, by object id: fetched when somebody first looks. */
export const docFiles = table('doc_files', {
  oid: text().primaryKey(),
  content: bytes().notNull(),
  at: timestamp().notNull(),
});

/** How far the docs of each source are read. */
export const docSources = table('doc_sources', {
  /** As in `entities`. */
  source: text().primaryKey(),
  /** What they were read at: commit, rules and the places of sites together. Another value, and they are read again. */
  version: text().notNull(),
  readAt: timestamp().notNull(),
  /** Why the last read failed, in words; null when it was read. */
  error: text(),
});

/** How often each page was opened or quoted on a day (UTC), by whomever. */
export const docViews = table(
  'doc_views',
  {
    page: text().notNull(),
    day: text().notNull(),
    count: whole().notNull(),
  },
  (t) => [primaryKey({ columns: [t.page, t.day] })],
);

/** Questions about docs that no page answered, counted; nobody's name is kept. */
export const docMisses = table('doc_misses', {
  /** The question as its words are searched for. */
  words: text().primaryKey(),
  /** The question as it was typed last. */
  example: text().notNull(),
  /** What it was about; empty for nothing in particular. */
  refs: json().$type<readonly string[]>().notNull(),
  count: whole().notNull(),
  firstAt: timestamp().notNull(),
  lastAt: timestamp().notNull(),
});
