import { AxeBuilder } from '@axe-core/playwright';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../../src/catalog/query/queries.ts';
import { createCatalogIndex } from '../../src/catalog/search.ts';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openTestDb } from '../../src/db/test-db.ts';
import { readAssets } from '../../src/http/pages/assets.ts';
import { createFormLinks } from '../../src/http/pages/templates/form-links.ts';
import { templatePages } from '../../src/http/pages/templates/routes.ts';
import { TEAMS, WIDE } from '../../src/http/pages/templates/test-template.ts';
import {
  createTestScaffolder,
  type TestScaffolder,
} from '../../src/http/scaffolder/test-scaffolder.ts';
import { type Listening, listen } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// The web form of a template as somebody fills it in, with a script and without, and the run that comes of it.

describe.skipIf(!chromiumPath)('the form of a template', () => {
  let db: Db;
  let server: Listening;
  let browser: Browser;
  let scaffolder: TestScaffolder;
  const now = () => new Date('2026-06-15T12:00:00Z');

  beforeAll(async () => {
    db = await openTestDb();
    const file = { location: 'file:/teams.yaml', path: 'teams.yaml', text: TEAMS, commit: null };
    const snapshots = [{ source: 'folder:/', files: [file], derived: [] }];
    await applySnapshots(db, { snapshots, now });
    scaffolder = createTestScaffolder(WIDE);
    const assets = readAssets('/assets');
    const pages = templatePages(assets, {
      db,
      scaffolder,
      links: createFormLinks({ db, now, hereOf: () => null }),
      index: createCatalogIndex(db),
      queries: createCatalogQueries(db),
      places: [{ host: 'github.com', owner: 'acme' }],
      now,
      log: createLog('silent'),
      signIn: null,
      actorOf: async () => null,
      areWritesOpen: true,
    });
    const app = new Hono()
      .use(requestId())
      .get('/assets/:name', (c) => assets.serve(c, c.req.param('name')))
      .route('/templates', pages);
    server = await listen(app, { port: 0, host: '127.0.0.1' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await db?.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${server.url}/templates${path}`);
    return page;
  }
  const clean = async (page: Page) =>
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  it('is filled in page by page, with a field that another brings, a picker, a dry run and a secret', async () => {
    const page = await open('/default/go-service');
    await page.getByLabel('Name').fill('Refunds!');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('things are to be put right').waitFor();
    await clean(page);
    await page.getByRole('link', { name: /Owner: This is required/ }).click();
    expect(page.url()).toContain('#f-1');
    await page.getByLabel('Name').fill('refunds');

    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByLabel('Owner').pressSequentially('boo');
    await answered;
    await page
      .locator('datalist option[value="group:default/books"]')
      .waitFor({ state: 'attached' });
    await page.getByLabel('Owner').fill('group:default/books');

    expect(await page.getByLabel('Engine').count()).toBe(0);
    await page.getByLabel('Database').check();
    await page.getByLabel('Engine').selectOption('mysql');
    expect(await page.getByLabel('Name').inputValue()).toBe('refunds');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByLabel('Repository').last().fill('refunds');
    await page.getByLabel('Labels').fill('tier: 1');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByText('acme/refunds on github.com').waitFor();
    await clean(page);

    await page.getByLabel('Token').fill('hush-hush');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('4 files would be').waitFor();
    await page.getByText('README.md').click();
    await page.getByText('# Refunds <b>').waitFor();
    await clean(page);
    expect(await page.getByLabel('Token').inputValue()).toBe('hush-hush');

    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('About to start').waitFor();
    expect(scaffolder.started.at(-1)).toMatchObject({
      values: { owner: 'group:default/books', database: true, engine: 'mysql' },
      secrets: { token: 'hush-hush' },
    });
    const id = page.url().split('/').at(-1) ?? '';
    scaffolder.move(id, { state: 'completed' }, { type: 'log', step: null, message: 'All done' });
    await page.getByText('Completed').waitFor();
    await page.getByText('All done').waitFor();
    await clean(page);
    await page.context().close();
  });

  it('does the same without a script', async () => {
    const page = await open('/default/go-service', { javaScriptEnabled: false });
    await page.getByLabel('Name').fill('ledger-two');
    await page.getByLabel('Owner').fill('Platform');
    await page.getByLabel('Database').check();
    await page.getByRole('button', { name: 'Show what Database asks for' }).click();
    await page.getByLabel('Engine').selectOption('postgres');
    await page.getByLabel('Name').press('Enter');
    await page.getByLabel('Repository').last().fill('ledger-two');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('Token: This is required.').waitFor();
    await page.getByLabel('Token').fill('x');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'ledger-two' }).waitFor();
    expect(scaffolder.started.at(-1)?.values).toMatchObject({ owner: 'group:default/platform' });
    await page.context().close();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('can be used by everybody, %s and %i wide', async (colorScheme, width) => {
    const page = await open('', { colorScheme, viewport: { width, height: 844 } });
    for (const path of ['', '/runs', '/numbers', '/default/go-service']) {
      await page.goto(`${server.url}/templates${path}`);
      await clean(page);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
      const folder = process.env['SCREENSHOTS'];
      if (folder)
        await page.screenshot({
          path: `${folder}/${path.replaceAll('/', '_') || 'list'}-${colorScheme}.png`,
          fullPage: true,
        });
    }
    await page.context().close();
  });
});
