import { safeUrl } from '../../html.ts';
import type { LinkTarget } from '../page.ts';
import { type From, meaningOf, type Places } from './links.ts';
import { encodePath } from './paths.ts';

/** How addresses of a site are written where it is shown. */
export type Addresses = {
  page: (path: string) => string;
  asset: (path: string) => string;
  /** The id that a written anchor means on a page; null where it is not known. */
  idOn: (path: string, anchor: string) => string | null;
};

/** Where a written link leads; null for what leads nowhere, which is shown as text. */
export function targetOf(
  href: string,
  { isImage }: { isImage: boolean },
  { from, places, addresses }: { from: From; places: Places; addresses: Addresses },
): LinkTarget {
  const meaning = meaningOf(href, from, places);
  switch (meaning.kind) {
    case 'nowhere':
      return null;
    case 'outside': {
      const url = safeUrl(meaning.url);
      return url === null ? null : { href: url, isOutside: true };
    }
    case 'asset':
      return { href: addresses.asset(meaning.path), isOutside: false };
    case 'page': {
      if (isImage) return null;
      const { path, anchor } = meaning;
      const id = anchor === '' ? '' : (addresses.idOn(path, anchor) ?? anchor);
      const address = path === from.path && id !== '' ? '' : addresses.page(path);
      return { href: `${address}${hash(id)}`, isOutside: false };
    }
    case 'file': {
      if (isImage || places.sourceUrl === null || isLostPage(meaning.file, places)) return null;
      const href = `${places.sourceUrl}${encodePath(meaning.file)}${hash(meaning.anchor)}`;
      return { href, isOutside: true };
    }
  }
}

/** Markdown below the docs folder is a page, or it is not there. */
function isLostPage(file: string, { docsDir }: Places): boolean {
  return docsDir !== '' && file.startsWith(`${docsDir}/`) && /\.(md|markdown)$/i.test(file);
}

function hash(anchor: string): string {
  return anchor === '' ? '' : `#${encodeURIComponent(anchor)}`;
}
