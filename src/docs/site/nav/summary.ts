import { decoded, joinPath } from '../paths.ts';
import type { NavEntry } from './entry.ts';

type Line = { indent: number; title: string; href: string | null };

/** Reads a nav that is written as a list of links, as `SUMMARY.md` of the literate-nav plugin and of GitBook is. */
export function readSummary(
  text: string,
  { folder, pagesOf }: { folder: string; pagesOf: (folder: string) => readonly NavEntry[] },
): NavEntry[] {
  const lines = text.split(/\r?\n/).flatMap(lineOf);
  return nested(lines, { folder, pagesOf });
}

/** What is further in stands beside it: nobody finds anything there. */
const DEEPEST = 60;
const ITEM = /^([ \t]*)[-*+][ \t]+(.*)$/;
const HEADING = /^##+[ \t]+(.*)$/;
const LINK = /^\[([^\]]*)\]\(<?([^)>\s]*)>?[^)]*\)/;

/** Headings are sections of the outermost level; everything else stands below the last of them by its indent. */
function lineOf(line: string): Line[] {
  const heading = HEADING.exec(line);
  if (heading) return [{ indent: -1, title: heading[1]?.trim() ?? '', href: null }];
  const item = ITEM.exec(line);
  if (!item) return [];
  const indent = Math.min(DEEPEST, (item[1] ?? '').replaceAll('\t', '    ').length);
  const written = item[2]?.trim() ?? '';
  const link = LINK.exec(written);
  if (link) return [{ indent, title: link[1] ?? '', href: link[2] ?? '' }];
  return [{ indent, title: written, href: /^\S+\.md$|\/$/.test(written) ? written : null }];
}

type Place = { folder: string; pagesOf: (folder: string) => readonly NavEntry[] };

function nested(lines: readonly Line[], place: Place): NavEntry[] {
  const entries: NavEntry[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    let end = at + 1;
    while (end < lines.length && (lines[end]?.indent ?? 0) > line.indent) end++;
    entries.push(...entryOf(line, nested(lines.slice(at + 1, end), place), place));
    at = end;
  }
  return entries;
}

function entryOf(
  { title, href }: Line,
  items: readonly NavEntry[],
  { folder, pagesOf }: Place,
): NavEntry[] {
  if (href === null) return items.length > 0 ? [{ kind: 'section', title, items }] : [];
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return [{ kind: 'url', title, url: href }];
  const path = joinPath(folder, decoded(href.replace(/[?#].*$/, '')));
  if (path === null) return [];
  if (href.endsWith('/')) {
    const found = [...pagesOf(path), ...items];
    return found.length > 0 ? [{ kind: 'section', title, items: found }] : [];
  }
  const page: NavEntry = { kind: 'file', title: title === href ? null : title || null, file: path };
  return items.length > 0 ? [{ kind: 'section', title, items: [page, ...items] }] : [page];
}
