import type { CodeownersRule } from './codeowners.ts';

/** The last rule that matches `path` (`src/api/pay.ts`, no leading slash) decides; null where none does. */
export function codeownersOf(
  rules: readonly CodeownersRule[],
  path: string,
): CodeownersRule | null {
  return rules.findLast((rule) => matches(rule.pattern, path)) ?? null;
}

/**
 * Whether a pattern of CODEOWNERS covers a path, by the rules of .gitignore: anchored when a slash stands anywhere but at its
 * end, `*` and `?` within one folder, `**` across folders, a folder covering all below it, except that `docs/*` covers only
 * what lies directly in it.
 */
function matches(pattern: string, path: string): boolean {
  const isFolder = pattern.endsWith('/');
  const segments = pattern.split('/').filter((segment) => segment !== '');
  // `/` alone matches nothing, in .gitignore as on GitHub.
  if (segments.length === 0) return false;
  const isAnchored = pattern.slice(0, -1).includes('/');
  const parts = path.split('/').filter((part) => part !== '');
  const last = segments.at(-1);
  // GitHub: `docs/*` owns the files in docs, and none in the folders below it.
  const isDeep = !(isAnchored && last === '*');
  const starts = isAnchored ? 1 : parts.length;
  for (let start = 0; start < starts; start++)
    if (matchesFrom(segments, parts, start, { isFolder, isDeep })) return true;
  return false;
}

/** Every number of path parts that the segments can take from `start` on, kept as a set: linear however many `**` there are. */
function matchesFrom(
  segments: readonly string[],
  parts: readonly string[],
  start: number,
  rule: { isFolder: boolean; isDeep: boolean },
): boolean {
  let ends = new Set([start]);
  for (const segment of segments) {
    const next = new Set<number>();
    if (segment === '**') {
      for (let end = Math.min(...ends); end <= parts.length; end++) next.add(end);
    } else {
      for (const end of ends)
        if (end < parts.length && matchesPart(segment, parts[end] ?? '')) next.add(end + 1);
    }
    if (next.size === 0) return false;
    ends = next;
  }
  if (segments.at(-1) === '**') return Math.min(...ends) < parts.length;
  const isWhole = ends.has(parts.length);
  if (rule.isFolder) return [...ends].some((end) => end < parts.length);
  return isWhole || rule.isDeep;
}

/** `*`, `?` and `\\` before a character within one part of a path. Goes back to the last star only, so that many stars stay quick. */
function matchesPart(pattern: string, part: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let here = 0;
  while (here < part.length) {
    const isEscape = pattern[at] === '\\' && at + 1 < pattern.length;
    if (pattern[at] === '*') {
      star = at++;
      resume = here;
    } else if (at < pattern.length && isSame(pattern, at, part[here])) {
      at += isEscape ? 2 : 1;
      here++;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

function isSame(pattern: string, at: number, letter: string | undefined): boolean {
  if (pattern[at] === '\\' && at + 1 < pattern.length) return pattern[at + 1] === letter;
  return pattern[at] === '?' || pattern[at] === letter;
}
