import { eq, inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docPages } from '../db/docs-tables.ts';
import { blobs } from '../db/schema.ts';
import { safeUrl } from '../html.ts';
import { renderPage } from './markdown/render.ts';
import type { LinkTarget, PageEnvironment, RenderedPage } from './page.ts';
import { meaningOf, type Places } from './site/links.ts';
import type { PageRow, SiteRow } from './store.ts';

/** Address of a page or another file of a site: `path` is where it stands below the site, not encoded. */
export type AddressOf = (site: Pick<SiteRow, 'ref' | 'assets'>, path: string) => string;

export type PageOpener = {
  /** Renders a page. Pages that were opened lately are kept for as long as nothing they are made of changes. */
  open(site: SiteRow, page: PageRow): Promise<RenderedPage>;
};

const MOST_KEPT = 500;

export function createPageOpener({ db, addressOf }: { db: Db; addressOf: AddressOf }): PageOpener {
  const kept = new Map<string, Promise<RenderedPage>>();
  return {
    open(site, page) {
      const key = `${page.id} ${page.etag} ${site.hash}`;
      const known = kept.get(key) ?? render(db, { site, page, addressOf });
      kept.delete(key);
      kept.set(key, known);
      known.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return known;
    },
  };
}

async function render(
  db: Db,
  { site, page, addressOf }: { site: SiteRow; page: PageRow; addressOf: AddressOf },
): Promise<RenderedPage> {
  const [texts, places] = await Promise.all([textsOf(db, page), placesOf(db, site)]);
  const env: PageEnvironment = {
    file: page.file,
    snippetFolders: site.settings.snippetFolders,
    include: (path) => texts.get(page.includes[path] ?? '') ?? null,
  };
  return renderPage(texts.get(page.oid) ?? '', env, (href) =>
    targetOf(href, { site, page, places, addressOf }),
  );
}

async function textsOf(db: Db, page: PageRow): Promise<Map<string, string>> {
  const oids = [page.oid, ...Object.values(page.includes)].filter((oid) => oid !== '');
  const rows = await db
    .select({ oid: blobs.oid, text: blobs.text })
    .from(blobs)
    .where(inArray(blobs.oid, oids));
  return new Map(rows.map(({ oid, text }) => [oid, text]));
}

async function placesOf(db: Db, site: SiteRow): Promise<Places> {
  const rows = await db
    .select({ file: docPages.file, path: docPages.path })
    .from(docPages)
    .where(eq(docPages.site, site.id));
  return {
    pageOfFile: new Map(rows.map(({ file, path }) => [file, path])),
    addresses: new Set(rows.map(({ path }) => path)),
    hasAsset: (address) => Object.hasOwn(site.assets, address),
    docsDir: site.settings.docsDir,
    redirects: site.settings.redirects,
    sourceUrl: site.settings.sourceUrl,
  };
}

function targetOf(
  href: string,
  {
    site,
    page,
    places,
    addressOf,
  }: { site: SiteRow; page: PageRow; places: Places; addressOf: AddressOf },
): LinkTarget {
  const meaning = meaningOf(href, page, places);
  if (meaning.kind === 'nowhere') return null;
  if (meaning.kind === 'outside') {
    const url = safeUrl(meaning.url);
    return url === null ? null : { href: url, isOutside: true };
  }
  if (meaning.kind === 'asset') return { href: addressOf(site, meaning.path), isOutside: false };
  const anchor = meaning.anchor === '' ? '' : `#${encodeURIComponent(meaning.anchor)}`;
  if (meaning.kind === 'page')
    return { href: `${addressOf(site, meaning.path)}${anchor}`, isOutside: false };
  const { sourceUrl } = places;
  if (sourceUrl === null) return null;
  const path = meaning.file.split('/').map(encodeURIComponent).join('/');
  return { href: `${sourceUrl}${path}${anchor}`, isOutside: true };
}
