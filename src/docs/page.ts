/** What sort of page it is: a question about an incident prefers runbooks, one about a decision its record. */
export const PAGE_KINDS = ['page', 'runbook', 'adr', 'readme', 'api'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** `id` is unique in its page and stands in its address. */
export type Heading = { level: number; text: string; id: string };

/** What stands from one heading of a page to the next, without the sections below it. */
export type Section = {
  /** Id of its heading in the rendered page; empty before the first heading and below the page's title. */
  anchor: string;
  /** The headings it stands below and its own, outermost first, without the page's title. */
  path: readonly string[];
  /** Its Markdown without the heading, with what it includes. */
  markdown: string;
  /** The same as plain text, a line a block. */
  text: string;
  /** Where its heading stands in the file, from 1. */
  line: number;
};

/** What a page says of itself above its text. Fields that nobody here uses are left out. */
export type FrontMatter = {
  title?: string;
  description?: string;
  tags?: readonly string[];
  /** As of an ADR: `accepted`, `superseded`. */
  status?: string;
  date?: string;
  /** Parts of the page that it wants left out: `navigation`, `toc`. */
  hide?: readonly string[];
};

/** A link or picture as it is written. */
export type WrittenLink = { href: string; text: string; isImage: boolean; line: number };

/** Something of a page that is written for what Callboard does not do; it is shown as plain text. */
export type Unsupported = { feature: string; line: number };

/** A page as it is read: what search, answers and health need of it. No HTML. */
export type ParsedPage = {
  meta: FrontMatter;
  /** Of the front matter, else the first heading of level 1; null where it has neither. */
  title: string | null;
  headings: readonly Heading[];
  sections: readonly Section[];
  links: readonly WrittenLink[];
  unsupported: readonly Unsupported[];
  /** Files whose text it took in, by their path in the repository. */
  includes: readonly string[];
  /** What it wants to take in and is not there, as it is written. */
  missingIncludes?: readonly { path: string; line: number }[];
  /** Why it is shown as plain text, as a sentence, where it is. */
  tooMuch?: string;
  words: number;
};

/** A page to be looked at: sanitised HTML, without the frame around it. */
export type RenderedPage = {
  html: string;
  /** For the table of contents; what the page hides is left out. */
  headings: readonly Heading[];
  /** Whether it has diagrams that the browser draws. */
  hasDiagrams: boolean;
};

/** Where a link leads. Null: nowhere; it is shown as text, or as a missing picture. */
export type LinkTarget = { href: string; isOutside: boolean } | null;
export type ResolveLink = (href: string, sort: { isImage: boolean }) => LinkTarget;

/** What reading a page needs beside its text. */
export type PageEnvironment = {
  /** Path of the file in its repository: `docs/adr/0007-kafka.md`. */
  file: string;
  /** Text of another file of the repository, for snippets and includes; null where there is none, or it lies outside. */
  include: (path: string) => string | null;
  /** Folders that snippets are looked for in, from the root of the repository, as mkdocs.yml says. */
  snippetFolders: readonly string[];
};

/** Something wrong with docs that a person can mend. */
export type DocProblem = {
  kind:
    | 'config'
    | 'nav'
    | 'link'
    | 'anchor'
    | 'image'
    | 'include'
    | 'unsupported'
    | 'size'
    | 'unreadable';
  /** A sentence with the next step. */
  message: string;
  /** Path in the repository. */
  file: string;
  line: number | null;
  column: number | null;
};
