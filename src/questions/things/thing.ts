/** What a pasted text points to, as far as its shape says. Which entity that is, the catalog says. */
export type Thing =
  /** A repository, or a place in it. `rest`: what follows `blob/` and the like, still with its branch. */
  | { kind: 'code'; said: string; host: string; slug: string; place: CodePlace | null }
  /** A path whose first part may name a repository. */
  | { kind: 'path'; said: string; path: string }
  | { kind: 'host'; said: string; host: string; address: string }
  /** A package or namespace, with whatever stands below it. */
  | { kind: 'module'; said: string; name: string }
  /** What an alert or a label calls something. */
  | { kind: 'name'; said: string; name: string };

export type CodePlace = {
  /** With a branch before it where `hasBranch`. */
  path: string;
  hasBranch: boolean;
  sort: 'file' | 'folder' | null;
};

export type Pasted = {
  /** "stack trace", "alert", "address", … */
  what: string;
  /** The first that resolves counts. */
  things: readonly Thing[];
  /** Its shape leaves no doubt: where nothing resolves it is unknown, and no name to be looked up. */
  isSure: boolean;
};
