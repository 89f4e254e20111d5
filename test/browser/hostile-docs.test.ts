import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { type Context, Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderPage } from '../../src/docs/markdown/render.ts';
import type { PageEnvironment, RenderedPage } from '../../src/docs/page.ts';
import { html } from '../../src/html.ts';
import { readAssets } from '../../src/http/pages/assets.ts';
import { DIAGRAM, diagramRoutes } from '../../src/http/pages/docs/diagrams.ts';
import { drawDocsPage } from '../../src/http/pages/docs/draw-page.ts';
import { frame } from '../../src/http/pages/frame.ts';
import { drawPage } from '../../src/http/pages/layout.ts';
import { createLog } from '../../src/log.ts';
import { rootFolder } from '../../src/root.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// Every document of fixtures/docs/hostile in a page as readers get it, and once more without the policy, so that the sanitiser alone holds.

const FOLDER = join(rootFolder(), 'fixtures', 'docs', 'hostile');
const DOCUMENTS = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const PLACE = '/docs/default/component/hostile';

function render(name: string): RenderedPage {
  const env: PageEnvironment = { file: `docs/${name}`, snippetFolders: ['.'], include: () => null };
  return renderPage(readFileSync(join(FOLDER, name), 'utf8'), env, (href) => ({
    href,
    isOutside: /^[a-z]+:|^[\\/]{2}/i.test(href),
  }));
}

function application(): OpenAPIHono {
  const app = new OpenAPIHono();
  const assets = readAssets('/assets');
  app.get('/assets/:name', (c) => assets.serve(c, c.req.param('name')));
  diagramRoutes(app);
  const whole = (name: string) => {
    const { html: body, headings, hasDiagrams } = render(name);
    const main = drawDocsPage({
      site: { title: 'Hostile', href: PLACE },
      above: [],
      nav: [
        { title: 'Home', href: PLACE, isOutside: false, isHere: true, isOpen: true, items: [] },
      ],
      title: 'Hostile',
      body,
      headings,
      hides: [],
      previous: null,
      next: null,
      search: { action: '/docs/search', hidden: {}, label: 'Search' },
      about: null,
      foot: html`<p id="cb-foot">The foot of the page</p>`,
      copyright: null,
    });
    const head = hasDiagrams
      ? html`${assets.docsHead}<script src="${assets.diagrams}" data-frame="${DIAGRAM}" defer></script>`
      : assets.docsHead;
    return drawPage(assets, { title: 'Hostile', place: 'docs', main, search: null, head });
  };
  const answer = (c: Context) => {
    const name = c.req.param('name') ?? '';
    return DOCUMENTS.includes(name) ? c.html(whole(name)) : c.notFound();
  };
  app.get('/bare/:name', answer);
  const pages = new Hono();
  frame(pages, {
    whole: (page) => drawPage(assets, page),
    log: createLog('silent'),
    hasDiagrams: true,
  });
  pages.get('/:name', answer);
  app.route(PLACE, pages);
  return app;
}

describe.skipIf(!chromiumPath)('hostile documents in Chromium', () => {
  let server: Server;
  let browser: Browser;
  let url: string;
  let page: Page;
  /** Whatever a page did that a text would not. */
  let deeds: string[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server = serve({ fetch: application().fetch, port: 0 }, () => resolve()) as Server;
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
    const context = await browser.newContext({ colorScheme: 'dark' });
    page = await context.newPage();
    context.on('page', () => deeds.push('opened a window'));
    page.on('request', (request) => {
      const wanted = request.url();
      if (!wanted.startsWith(url) && !wanted.startsWith(`blob:${url}`))
        deeds.push(`asked ${wanted}`);
    });
    page.on('dialog', async (dialog) => {
      deeds.push(`said ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on('download', () => deeds.push('downloaded'));
    page.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });
  beforeEach(() => {
    deeds = [];
  });

  /** Everything a person may do by accident: move over it, press it, focus it, unfold it. */
  const touchAll = () =>
    page.evaluate(`for (const one of document.querySelectorAll('.doc-body *')) {
      for (const kind of ['mouseover', 'mousemove', 'focus', 'toggle', 'error', 'load', 'animationstart', 'beforetoggle'])
        one.dispatchEvent(new Event(kind));
      if (one.matches('summary, label, input')) one.click();
    }`);

  const seen = () =>
    page.evaluate<Record<string, unknown>>(`scrollTo(0, 0), ({
      pwned: window.pwned ?? null,
      title: document.title,
      links: [...document.querySelectorAll('a[href], area[href]')].map((a) => a.protocol).filter((one) => !['http:', 'https:', 'mailto:', 'tel:'].includes(one)),
      main: document.getElementById('main')?.matches('body > main') ?? false,
      foot: document.getElementById('cb-foot')?.matches('main > .docs > article.doc > footer.doc-foot > p') ?? false,
      header: document.elementFromPoint(30, 20)?.closest('header.top') !== null,
      forms: document.querySelectorAll('.doc-body :is(form, button:not(.copy), select, textarea, iframe, object, embed, svg, script, style, link, meta, base)').length,
    })`);

  const CALM = {
    pwned: null,
    title: 'Hostile · Callboard',
    links: [],
    main: true,
    foot: true,
    header: true,
    forms: 0,
  };

  it.each(DOCUMENTS)('%s is shown and does nothing', async (name) => {
    for (const path of [`${PLACE}/${name}`, `/bare/${name}`]) {
      await page.goto(url + path);
      await touchAll();
      expect({ path, ...(await seen()) }).toEqual({ path, ...CALM });
      expect(deeds).toEqual([]);
      expect(page.url().split('#')[0]).toBe(url + path);
    }
  });

  it('draws diagrams as pictures for light and dark, and keeps the source of what is none', async () => {
    await page.goto(`${url}${PLACE}/diagrams.md`);
    await expect.poll(() => page.locator('.diagram-frame').count(), { timeout: 25_000 }).toBe(0);
    expect(await page.locator('.diagram').count()).toBe(2);
    const dark = page.locator('.diagram-dark').first();
    expect(await dark.isVisible()).toBe(true);
    expect(await page.locator('.diagram-light').first().isVisible()).toBe(false);
    // The picture was read: SVG that is not well-formed has no width.
    const width = await page.evaluate<number>(
      `(async () => { const image = document.querySelector('.diagram-dark'); await image.decode(); return image.naturalWidth; })()`,
    );
    expect(width).toBeGreaterThan(50);
    const kept = await page.locator('.diagram-note + pre').allTextContents();
    expect(kept.join()).toContain('this is no diagram');
    expect(await seen()).toEqual(CALM);
    expect(deeds).toEqual([]);
  });
});
