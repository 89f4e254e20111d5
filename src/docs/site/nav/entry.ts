import type { DocProblem } from '../../page.ts';

/** An entry of the nav before its pages were read: `file` is a path of the repository. A title of null is the page's own. */
export type NavEntry =
  | { kind: 'file'; title: string | null; file: string }
  | { kind: 'url'; title: string; url: string }
  | { kind: 'section'; title: string; items: readonly NavEntry[] };

export type ReadNav = { entries: readonly NavEntry[]; problems: readonly DocProblem[] };

/** A file or folder name as a title: `api-guide.md` is "Api guide". */
export function titleOfName(name: string): string {
  const words = name
    .replace(/\.[a-z]+$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Files that the nav names, in its order. */
export function filesOf(entries: readonly NavEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'section') return filesOf(entry.items);
    return entry.kind === 'file' ? [entry.file] : [];
  });
}
