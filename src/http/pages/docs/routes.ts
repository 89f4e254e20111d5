import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { formatRef } from '../../../catalog/ref.ts';
import { DOCS, docAddress } from '../../../docs/address.ts';
import { gatherHealth } from '../../../docs/health/gather.ts';
import { listSites, type SiteInList } from '../../../docs/overview.ts';
import { noteView, pageAt, type SiteRow, siteOfEntity } from '../../../docs/store.ts';

import { describeError } from '../../../errors.ts';
import { type Html, html } from '../../../html.ts';
import { requirePageAccess } from '../../page-access.ts';
import type { Assets } from '../assets.ts';
import { frame } from '../frame.ts';
import { drawPage } from '../layout.ts';
import { DOCS_SEARCH } from '../paths.ts';
import { drawAbout, drawFoot } from './about.ts';
import { drawNoDocs, drawNoPage } from './absent.ts';
import { DIAGRAM } from './diagrams.ts';
import { drawDocsPage } from './draw-page.ts';
import { fileHeaders, guardFiles } from './files.ts';
import { findPage } from './find-page.ts';
import { drawFound, drawPanel, HITS_A_PAGE, readFindQuery } from './found.ts';
import { createGatherer } from './gather.ts';
import { drawHealth } from './health.ts';
import { drawSiteList } from './list.ts';
import { navLinks, neighboursOf } from './nav.ts';
import { type DocsPagesParts, viewerOf } from './parts.ts';

const HITS_IN_PANEL = 8;

/** `/docs`: all docs, the search across them, and their pages with the files beside them. */
export function docsPages(assets: Assets, parts: DocsPagesParts): Hono {
  const { db, index, docs, now, log, signIn, actorOf } = parts;
  const app = new Hono();
  const gatherer = createGatherer(db);
  const head = assets.docsHead;
  const whole = (title: string, main: Html, { hasDiagrams = false } = {}) => {
    const all = hasDiagrams
      ? html`${head}<script src="${assets.diagrams}" data-frame="${DIAGRAM}" defer></script>\n`
      : head;
    return drawPage(assets, { title, place: 'docs', main, search: null, head: all });
  };

  app.use(requirePageAccess(signIn));
  app.use(guardFiles());
  app.use(etag({ weak: true }));
  frame(app, { whole: (page) => drawPage(assets, page), log, hasDiagrams: true });

  app.get('/', async (c) => {
    const view = await index.current();
    const main = drawSiteList({
      view,
      now: now(),
      sites: await readable(c),
      owner: c.req.query('owner') || null,
      page: Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1),
    });
    return c.html(whole('Docs', main));
  });

  app.get('/health', async (c) => {
    const view = await index.current();
    const shown = new Set((await readable(c)).map(({ id }) => id));
    const health = await gatherHealth({ db, view, now: now() }, (site) => shown.has(site));
    const main = drawHealth({ health, view, now: now(), hrefOf: docAddress });
    return c.html(whole('Docs health', main));
  });

  app.get('/search', async (c) => {
    const view = await index.current();
    const query = readFindQuery(new URL(c.req.url).searchParams);
    const isPanel = c.req.header('X-Part') === 'panel';
    const limit = isPanel ? HITS_IN_PANEL : HITS_A_PAGE;
    const results = query.text.trim()
      ? await docs.search.find({
          text: query.text,
          viewer: await viewerOf(c, actorOf),
          ...(query.within && { refs: [query.within] }),
          ...(query.kind && { kinds: [query.kind] }),
          limit,
          offset: (query.page - 1) * limit,
        })
      : { hits: [], total: 0, corrected: [] };
    c.header('Vary', 'X-Part');
    if (isPanel) return c.html(drawPanel({ view, query, results }));
    return c.html(whole(query.text.trim() || 'Search docs', drawFound({ view, query, results })));
  });

  app.get('/:namespace/:kind/:name/:path{.*}', (c) =>
    show(c, c.req.param('path').replace(/\/+$/, '')),
  );
  app.get('/:namespace/:kind/:name', (c) => show(c, ''));

  /** The sites that whoever looks may read. */
  async function readable(c: Context): Promise<SiteInList[]> {
    const viewer = await viewerOf(c, actorOf);
    const all = await listSites(db);
    const isOpen = await Promise.all(all.map(({ readers }) => docs.mayRead(viewer, readers)));
    return all.filter((_, at) => isOpen[at]);
  }

  async function show(c: Context, asked: string): Promise<Response> {
    const { namespace = '', kind = '', name = '' } = c.req.param();
    const ref = formatRef({ namespace, kind, name });
    const view = await index.current();
    const found = await siteOfEntity(db, ref, asked);
    const viewer = await viewerOf(c, actorOf);
    if (!found || !(await docs.mayRead(viewer, found.site.readers)))
      return c.html(whole('No docs', drawNoDocs(view, ref)), 404);
    const { site } = found;
    if (Object.hasOwn(site.assets, asked)) return file(c, site, asked);
    const titles = await gatherer.pagesIn(site);
    const { redirects } = site.settings;
    const at = findPage(asked || found.path, { paths: titles.map(({ path }) => path), redirects });
    const page = at.kind === 'missing' ? null : await pageAt(db, site.id, at.path);
    if (at.kind === 'missing' || !page) {
      const near = at.kind === 'missing' ? at.nearest : [];
      const nearest = near.flatMap((path) => titles.find((title) => title.path === path) ?? []);
      return c.html(whole('Not there', drawNoPage({ site, asked, nearest })), 404);
    }
    const { pathname, search } = new URL(c.req.url);
    const address = docAddress(site.ref, page.path);
    if (decoded(pathname) !== decoded(address)) return c.redirect(address + search);
    const [rendered, around] = await Promise.all([
      docs.open(site, page),
      gatherer.surroundingsOf({ view, site, page }, now()),
    ]);
    await count(c, page.id);
    const hrefOf = (path: string) => docAddress(site.ref, path);
    const place = (one: { path: string; title: string } | null) =>
      one && { title: one.title, href: hrefOf(one.path) };
    const { previous, next } = neighboursOf(titles, page.path);
    const main = drawDocsPage({
      site: { title: site.title, href: hrefOf('') },
      above: [{ title: 'Docs', href: DOCS }],
      nav: navLinks(site.nav, { here: page.path, hrefOf }),
      title: page.title,
      body: rendered.html,
      headings: rendered.headings,
      hides: page.meta.hide ?? [],
      previous: place(previous),
      next: place(next),
      search: { action: DOCS_SEARCH, hidden: { in: site.ref }, label: `Search ${site.title}` },
      about: drawAbout(around),
      foot: drawFoot(around),
      copyright: site.settings.copyright,
    });
    return c.html(
      whole(
        page.title === site.title ? page.title : `${page.title} · ${site.title}`,
        main,
        rendered,
      ),
    );
  }

  async function file(c: Context, site: SiteRow, path: string): Promise<Response> {
    c.set('isForeignFile', true);
    const asset = await docs.assets.read(site, path);
    if (!asset) return c.text('This file cannot be read now, or is larger than 5 MB.', 404);
    return c.body(new Uint8Array(asset.content), 200, fileHeaders(asset, path));
  }

  /** What is looked at ahead is not read, and a look that cannot be counted is still a look. */
  async function count(c: Context, page: string): Promise<void> {
    if (c.req.method === 'HEAD' || c.req.header('sec-purpose')?.includes('prefetch')) return;
    try {
      await noteView(db, page, now());
    } catch (error) {
      log.warn({ page, reason: describeError(error) }, 'docs view not counted');
    }
  }

  return app;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
