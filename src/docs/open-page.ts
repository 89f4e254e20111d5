import { asc, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docPages, docSections } from '../db/docs-tables.ts';
import { renderOrPlain } from './markdown-or-plain.ts';
import type { Heading, PageEnvironment, RenderedPage, ResolveLink } from './page.ts';
import { idOf, withOwnAnchors } from './site/anchors.ts';
import type { From, Places } from './site/links.ts';
import { type Addresses, targetOf } from './site/target.ts';
import { type PageRow, pageId, type SiteRow } from './store.ts';
import { textsByOid } from './texts.ts';

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
  const [texts, places] = await Promise.all([
    textsByOid(db, [page.oid, ...Object.values(page.includes)]),
    placesOf(db, site),
  ]);
  const text = texts.get(page.oid) ?? '';
  const headings = LINKS_TO_PLACES.test(text) ? await headingsOf(db, site) : null;
  const env: PageEnvironment = {
    file: page.file,
    snippetFolders: site.settings.snippetFolders,
    include: (path) => texts.get(page.includes[path] ?? '') ?? null,
  };
  const address = (path: string) => addressOf(site, path);
  const addresses: Addresses = {
    page: address,
    asset: address,
    idOn: (path, anchor) => idOf(anchor, headings?.get(pageId(site.id, path)) ?? [], ''),
  };
  const rendered = renderOrPlain(text, env, (href, sort) =>
    targetOf(href, sort, { from: page, places, addresses }),
  );
  return withOwnAnchors(rendered);
}

/** Where the links of a page lead, for whoever quotes it. */
export async function linksOf(
  db: Db,
  { site, page, addressOf }: { site: SiteRow; page: From; addressOf: AddressOf },
): Promise<ResolveLink> {
  const places = await placesOf(db, site);
  const address = (path: string) => addressOf(site, path);
  const addresses: Addresses = { page: address, asset: address, idOn: (_path, anchor) => anchor };
  return (href, sort) => targetOf(href, sort, { from: page, places, addresses });
}

/** Most pages name no place on another: what the others are made of is not read for those. */
const LINKS_TO_PLACES = /[^\s("'<]#[^\s)]/;

async function headingsOf(db: Db, site: SiteRow): Promise<Map<string, Heading[]>> {
  const rows = await db
    .select({ page: docSections.page, anchor: docSections.anchor, path: docSections.path })
    .from(docSections)
    .where(eq(docSections.site, site.id))
    .orderBy(asc(docSections.page), asc(docSections.position));
  const headings = new Map<string, Heading[]>();
  for (const { page, anchor, path } of rows) {
    const heading = { level: path.length + 1, text: path.at(-1) ?? '', id: anchor };
    if (anchor !== '') headings.set(page, [...(headings.get(page) ?? []), heading]);
  }
  return headings;
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
