import type { ParsePage } from '../parsed-pages.ts';
import type { DocFile, SiteKind } from '../site.ts';

/** The files that a site is made of, and what is known of them beside their text. */
export type SiteSource = {
  /** Folder with mkdocs.yml (or where it would be), from the root of the repository; `''` for the root itself. */
  root: string;
  kind: SiteKind;
  /** Every file of the repository, so that links to source files are known to lead somewhere. */
  files: readonly DocFile[];
  /** Text of a file of the repository; undefined where it was not fetched (yet), or there is none. */
  read: (path: string) => string | undefined;
  /** Folders of decision records (`backstage.io/adr-location`), from the root of the repository. */
  adrFolders?: readonly string[];
  /** Pages that entities name as their runbook, as files of the repository. */
  runbooks?: readonly string[];
  /** How a page is read, where some are known already. */
  parse?: ParsePage;
};

/** Where people find the repository itself; null where there is no such place. */
export type SiteAddresses = {
  /** `https://github.com/o/r/blob/main/`: a path of the repository follows. */
  sourceUrl: string | null;
  /** `https://github.com/o/r/edit/main/` */
  editUrl: string | null;
};
