import { editDistance } from '../../../catalog/distance.ts';

/** What is at an address below a site. */
export type AtPath =
  | { kind: 'page'; path: string }
  /** It is at another address of the site. */
  | { kind: 'moved'; path: string }
  /** Pages whose addresses look most like it, the likest first. */
  | { kind: 'missing'; nearest: readonly string[] };

const NEAREST = 5;

/**
 * Finds the page that somebody means by `asked`: as MkDocs wrote its addresses, as the files are called, by a redirect of the site, or in another case.
 * @param redirects of mkdocs.yml: page -> page
 */
export function findPage(
  asked: string,
  { paths, redirects }: { paths: readonly string[]; redirects: Readonly<Record<string, string>> },
): AtPath {
  const all = new Set(paths);
  if (all.has(asked)) return { kind: 'page', path: asked };
  const plain = withoutEnding(asked);
  const old = [asked, plain].find((one) => Object.hasOwn(redirects, one));
  const target = old === undefined ? undefined : redirects[old];
  if (target !== undefined) return { kind: 'moved', path: target };
  if (all.has(plain)) return { kind: 'moved', path: plain };
  const key = keyOf(plain);
  const same = paths.find((path) => keyOf(path) === key);
  if (same !== undefined) return { kind: 'moved', path: same };
  return { kind: 'missing', nearest: nearestOf(plain, paths) };
}

/** `guides/keys/`, `guides/keys.html`, `guides/keys/index.md` -> `guides/keys` */
function withoutEnding(path: string): string {
  return path
    .replace(/\/+$/, '')
    .replace(/\.(?:html?|md|markdown)$/i, '')
    .replace(/(?:^|\/)(?:index|readme)$/i, '');
}

/** What two spellings of an address have in common. */
function keyOf(path: string): string {
  return path.toLowerCase().replaceAll(/[\s_]+/g, '-');
}

function nearestOf(asked: string, paths: readonly string[]): string[] {
  const key = keyOf(asked);
  const last = key.split('/').at(-1) ?? '';
  const words = key.split(/[/-]+/).filter((word) => word.length > 2);
  const scored = paths.flatMap((path) => {
    const other = keyOf(path);
    const otherLast = other.split('/').at(-1) ?? '';
    if (otherLast === last) return [{ path, score: 0 }];
    const most = Math.max(2, Math.floor(last.length / 3));
    const slips = editDistance(last, otherLast, most);
    if (slips <= most) return [{ path, score: slips }];
    const shared = words.filter((word) => other.includes(word)).length;
    return shared > 0 ? [{ path, score: 100 - shared }] : [];
  });
  return scored
    .toSorted((a, b) => a.score - b.score || a.path.localeCompare(b.path))
    .slice(0, NEAREST)
    .map(({ path }) => path);
}
