import { addressOfPage, decoded, folderOf, isIndex, isMarkdown, joinPath } from './paths.ts';
import { WIKI, wikiMeaning } from './wiki.ts';

/** Where links of a site may lead. */
export type Places = {
  /** Path in the repository of each page -> its address below the site. */
  pageOfFile: ReadonlyMap<string, string>;
  /** Addresses of the pages. */
  addresses: ReadonlySet<string>;
  hasAsset: (address: string) => boolean;
  /** Folder of the pages, from the root of the repository. */
  docsDir: string;
  redirects: Readonly<Record<string, string>>;
  /** `https://github.com/o/r/blob/main/` */
  sourceUrl: string | null;
};

/** The page that a link stands on. */
export type From = { file: string; path: string };

/** What a written link means. `anchor` is as it was written, without `#`; empty for none. */
export type Meaning =
  | { kind: 'page'; path: string; anchor: string }
  | { kind: 'asset'; path: string }
  /** A file of the repository that is no page, if it is there at all. */
  | { kind: 'file'; file: string; anchor: string }
  | { kind: 'outside'; url: string }
  | { kind: 'nowhere' };

/** Prefix of the addresses of pictures that stand outside the docs folder; the repository's path follows. */
export const ELSEWHERE = '-/';

/**
 * Reads a link as MkDocs does (relative to the file, `.md`), as GitHub does (`/` is the root of the repository), and as a browser
 * would on the finished page (`../concepts/`): people write all three, and each is meant to lead somewhere.
 */
export function meaningOf(href: string, from: From, places: Places): Meaning {
  const written = href.trim();
  if (/^\/\//.test(written)) return { kind: 'outside', url: `https:${written}` };
  if (WIKI.test(written)) return wikiMeaning(decoded(written), from, places);
  if (/^[a-z][a-z0-9+.-]*:/i.test(written)) return ownAddress(written, places);
  const [beforeHash = '', ...rest] = written.split('#');
  const anchor = decoded(rest.join('#'));
  const path = decoded(beforeHash.split('?')[0] ?? '');
  if (path === '') return { kind: 'page', path: from.path, anchor };
  const found = candidates(path, from, places)
    .map((file) => lookUp(file, anchor, places))
    .find((one) => one !== null);
  if (found) return found;
  const address = addressSpace(path, from, places, anchor);
  if (address) return address;
  const file = candidates(path, from, places)[0];
  return file === undefined ? { kind: 'nowhere' } : { kind: 'file', file, anchor };
}

/** `https://github.com/o/r/blob/main/docs/x.md` is a page here. */
function ownAddress(url: string, places: Places): Meaning {
  const { sourceUrl } = places;
  if (sourceUrl && url.startsWith(sourceUrl)) {
    const [path = '', anchor = ''] = url.slice(sourceUrl.length).split('#');
    const page = places.pageOfFile.get(decoded(path));
    if (page !== undefined) return { kind: 'page', path: page, anchor: decoded(anchor) };
  }
  return { kind: 'outside', url };
}

/** Paths of the repository that a written path may mean, the likeliest first. */
function candidates(path: string, from: From, { docsDir }: Places): string[] {
  const bases = path.startsWith('/') ? ['', docsDir] : [folderOf(from.file)];
  return bases.flatMap((base) => joinPath(base, path) ?? []);
}

function lookUp(file: string, anchor: string, places: Places): Meaning | null {
  const page = pageAt(file, places);
  if (page !== null) return { kind: 'page', path: page, anchor };
  const inDocs = places.docsDir === '' ? file : file.slice(places.docsDir.length + 1);
  const isInDocs = places.docsDir === '' || file.startsWith(`${places.docsDir}/`);
  if (isInDocs && places.hasAsset(inDocs)) return { kind: 'asset', path: inDocs };
  const elsewhere = `${ELSEWHERE}${file}`;
  return places.hasAsset(elsewhere) ? { kind: 'asset', path: elsewhere } : null;
}

/** A page by its file, without its ending, or by its folder. */
function pageAt(file: string, { pageOfFile }: Places): string | null {
  const names = [file, `${file}.md`, joinPath(file, 'index.md'), joinPath(file, 'README.md')];
  if (/\.html?$/i.test(file)) names.push(file.replace(/\.html?$/i, '.md'));
  for (const name of names) {
    const page = name === null ? undefined : pageOfFile.get(name);
    if (page !== undefined) return page;
  }
  return null;
}

/** As the finished page would lead on: every page is a folder there. */
function addressSpace(path: string, from: From, places: Places, anchor: string): Meaning | null {
  const folder = isIndex(from.file) ? from.path : folderOf(from.path);
  for (const base of [folder, from.path]) {
    const address = joinPath(path.startsWith('/') ? '' : base, path);
    if (address === null) continue;
    const page = isMarkdown(address) ? addressOfPage(address) : address.replace(/\.html?$/i, '');
    const wanted = (Object.hasOwn(places.redirects, page) && places.redirects[page]) || page;
    if (places.addresses.has(wanted)) return { kind: 'page', path: wanted, anchor };
    if (places.hasAsset(address)) return { kind: 'asset', path: address };
  }
  return null;
}
