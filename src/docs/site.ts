import type { DocProblem, PageKind, ParsedPage } from './page.ts';

/** What shows docs: a folder with mkdocs.yml, a folder of Markdown, or only a README. */
export const SITE_KINDS = ['techdocs', 'folder', 'readme'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** A file that docs may be made of. `path` is from the root of its repository; `oid` changes when its content does. */
export type DocFile = { path: string; oid: string; bytes: number | null };

/** An entry of the nav. `path` is a page of the site (`''` its first page), `url` a place elsewhere; a heading of others has neither. */
export type NavItem = {
  title: string;
  path: string | null;
  url: string | null;
  items: readonly NavItem[];
};

/** What is taken from mkdocs.yml, with its defaults. Paths are from the root of the repository. */
export type SiteSettings = {
  docsDir: string;
  /** The file that was read; null where there is none. */
  configFile: string | null;
  snippetFolders: readonly string[];
  /** `https://github.com/o/r/edit/main/docs/`, ends with a slash; null where nobody may edit. */
  editUrl: string | null;
  /** Where files of the repository can be looked at: `https://github.com/o/r/blob/main/`. */
  sourceUrl: string | null;
  /** `[from, to]`, pages of this site. */
  redirects: Readonly<Record<string, string>>;
  copyright: string | null;
};

/** A page of a site. */
export type SitePage = {
  /** Its address below the site, without slashes at either end: `''`, `concepts`, `adr/0007-kafka`. */
  path: string;
  file: string;
  /** Hash of its own text. */
  oid: string;
  /** Hash of all that its HTML is made of: its text, what it includes. */
  etag: string;
  title: string;
  kind: PageKind;
  /** Order of reading; pages that the nav does not name come after those it does. */
  position: number;
  isInNav: boolean;
  parsed: ParsedPage;
  /** Files whose text it takes in -> their object id. */
  includes: Readonly<Record<string, string>>;
  /** Links that lead elsewhere on the web, as absolute addresses. */
  outside: readonly string[];
  problems: readonly DocProblem[];
};

/** A whole site, made of files and nothing else. */
export type Site = {
  kind: SiteKind;
  title: string;
  description: string | null;
  nav: readonly NavItem[];
  settings: SiteSettings;
  pages: readonly SitePage[];
  /** What is no page (pictures, downloads): address below the site -> file. */
  assets: Readonly<Record<string, DocFile>>;
  /** What is wrong with the site itself: its configuration, its nav. */
  problems: readonly DocProblem[];
};

/** Where a site stands, and whose it is. */
export type SitePlace = {
  /** `github:<node id>` or `folder:<path>`, as the catalog names what it reads, and the folder of the site in it. */
  source: string;
  /** Folder with mkdocs.yml (or where it would be), from the root of the source; `''` for the root. */
  root: string;
  kind: SiteKind;
  /** The entity whose docs these are, before others that point at them. */
  ref: string;
};

export function siteId({ source, root }: Pick<SitePlace, 'source' | 'root'>): string {
  return `${source}:${root}`;
}
