import { posix } from 'node:path';
import { renderOrPlain } from '../../docs/markdown-or-plain.ts';
import type { RenderedPage } from '../../docs/page.ts';
import { idOf, withOwnAnchors } from '../../docs/site/anchors.ts';
import type { Places } from '../../docs/site/links.ts';
import { encodePath } from '../../docs/site/paths.ts';
import { targetOf } from '../../docs/site/target.ts';
import type { Site, SitePage } from '../../docs/site.ts';
import { isPublished } from './published.ts';

/** A site with where its links lead, and the text of its files. */
export type SiteToDraw = {
  site: Site;
  places: Places;
  read: (path: string) => string | undefined;
  /** Headings of its pages, by their path. */
  byPath: ReadonlyMap<string, SitePage>;
};

export function siteToDraw(site: Site, read: SiteToDraw['read']): SiteToDraw {
  const { docsDir, redirects, sourceUrl } = site.settings;
  const pageOfFile = new Map(site.pages.map(({ file, path }) => [file, path]));
  const hasAsset = (address: string) => {
    const file = Object.hasOwn(site.assets, address) ? site.assets[address] : undefined;
    return file !== undefined && isPublished(file.path, read);
  };
  const addresses = new Set(pageOfFile.values());
  return {
    site,
    places: { pageOfFile, addresses, hasAsset, docsDir, redirects, sourceUrl },
    read,
    byPath: new Map(site.pages.map((page) => [page.path, page])),
  };
}

/**
 * Address of a page from another, both as paths below the site. It names the file, so that it holds below any address and also where a
 * folder is opened without a server.
 */
export function hrefFrom(here: string, path: string): string {
  return fileFrom(here, path === '' ? 'index.html' : `${path}/index.html`);
}

/** Address of any file of the site from a page of it. */
export function fileFrom(here: string, path: string): string {
  const way = encodePath(posix.relative(`/${here}`, `/${path}`));
  // What has a colon in its first part would be read as a scheme.
  return way.startsWith('.') ? way : `./${way}`;
}

export function renderStatic(
  { site, places, read, byPath }: SiteToDraw,
  page: SitePage,
): RenderedPage {
  const env = {
    file: page.file,
    snippetFolders: site.settings.snippetFolders,
    include: (path: string) => (Object.hasOwn(page.includes, path) ? (read(path) ?? null) : null),
  };
  const addresses = {
    page: (path: string) => hrefFrom(page.path, path),
    asset: (path: string) => fileFrom(page.path, path),
    idOn: (path: string, anchor: string) =>
      idOf(anchor, byPath.get(path)?.parsed.headings ?? [], ''),
  };
  const rendered = renderOrPlain(read(page.file) ?? '', env, (href, sort) =>
    targetOf(href, sort, { from: page, places, addresses }),
  );
  return withOwnAnchors(rendered);
}
