import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { type FolderPages, openFolderPages } from './folder-pages.ts';
import { HOSTILE, LONG, writeGrocer } from './grocer.ts';

// The pages as a person looks at them: the real service over a folder of descriptors, on a real port.

describe.skipIf(!chromiumPath)('the pages of the catalog', () => {
  let pages: FolderPages;
  let url: string;
  beforeAll(async () => {
    pages = await openFolderPages('grocer', writeGrocer);
    ({ url } = pages);
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());
  afterEach(() => pages.closeWindows());
  const open: FolderPages['open'] = (path, options) => pages.open(path, options);

  const count = (page: Page) => page.locator('[data-count]');
  const names = (page: Page) => page.locator('.entities tbody th > a').allTextContents();
  const facet = (page: Page, name: string) =>
    page.getByRole('complementary', { name: 'Filters' }).getByRole('link', { name });

  describe('the list', () => {
    it('finds while somebody types, puts the name itself first, and keeps the address', async () => {
      const page = await open('/catalog');
      await page.keyboard.type('basket');
      await page.getByText('4 entities for “basket”', { exact: true }).waitFor();
      expect((await names(page))[0]).toBe('Basket');
      expect(page.url()).toContain('q=basket');
      await page.keyboard.type('-rest');
      await expect.poll(() => names(page)).toEqual(['basket-rest']);
      expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2);
    });

    it('forgives a typo, and names what looks alike where nothing fits', async () => {
      const page = await open('/catalog?q=bsaket');
      expect(await names(page)).toContain('Basket');
      await page.goto(`${url}/catalog?q=zzbasketzz`);
      await page.getByText('The nearest names').waitFor();
    });

    it('narrows by facets that add up, and widens again by taking them away', async () => {
      const page = await open('/catalog');
      await facet(page, 'Components').click();
      await page.getByRole('link', { name: 'Remove Kind: Components' }).waitFor();
      await facet(page, 'experimental').click();
      await expect.poll(() => count(page).textContent()).toBe('18 entities');
      expect(page.url()).toContain('kind=component&lifecycle=experimental');
      await page.getByRole('link', { name: 'Remove Kind: Components' }).click();
      await page.getByRole('link', { name: 'Remove Lifecycle: experimental' }).click();
      await expect.poll(() => page.url()).toBe(`${url}/catalog`);
      await page.goBack();
      await expect.poll(() => count(page).textContent()).toBe('18 entities');
    });

    it('searches within what is chosen', async () => {
      const page = await open('/catalog?kind=api');
      await page.getByRole('searchbox').fill('basket');
      await expect.poll(() => names(page)).toEqual(['basket-events', 'basket-rest']);
    });

    it('tells a screen reader how many it has found', async () => {
      const page = await open('/catalog');
      expect(await page.getByRole('status').textContent()).toMatch(/^\d+ entities$/);
    });
  });

  describe('without a script', () => {
    const plain = { javaScriptEnabled: false };

    it('searches, narrows and turns pages', async () => {
      const page = await open('/catalog?kind=component', plain);
      await page.getByRole('searchbox').fill('basket');
      await page.getByRole('button', { name: 'Search' }).click();
      expect(await names(page)).toEqual(['Basket']);
      await page.goto(`${url}/catalog`);
      await page.getByRole('link', { name: 'Next' }).click();
      expect(await names(page)).toContain('window');
      await facet(page, 'APIs').click();
      expect(await count(page).textContent()).toBe('7 entities');
    });

    it('shows everything about an entity', async () => {
      const page = await open('/catalog/default/api/basket-rest', plain);
      await page.locator('.item-name').getByText('/baskets', { exact: true }).click();
      await page.getByRole('heading', { name: 'Request (required)' }).waitFor();
      expect(await page.locator('#yaml-text').textContent()).toContain('name: basket-rest');
    });
  });

  describe('an entity', () => {
    it('says whose it is, where that is said and what it touches', async () => {
      const page = await open('/catalog/DEFAULT/Component/Basket');
      const facts = page.getByRole('complementary', { name: 'Facts' });
      expect(await facts.textContent()).toMatch(/Owner.*Fresh Food.*part of grocer.*#team-fresh/s);
      expect(await facts.textContent()).toMatch(/Described in.*basket\.yaml/s);
      await facts.getByRole('link', { name: 'Runbook' }).waitFor();
      expect(await page.getByRole('link', { name: 'Trap' }).count()).toBe(0);
      const needs = page.locator('.relation', { hasText: 'Needed by' });
      expect(await needs.textContent()).toMatch(/Needed by 18.*aisle-21/s);
    });

    it('draws forty things around it, all leading to their pages and in sight by moving', async () => {
      const page = await open('/catalog/default/component/basket');
      const view = page.locator('.graph-view');
      expect(await view.getByRole('link').count()).toBeGreaterThanOrEqual(39);
      const inSight = (name: string) =>
        view.getByRole('link', { name }).evaluate((link) => {
          const frame = link.closest('.graph-view')?.getBoundingClientRect();
          const box = link.getBoundingClientRect();
          return frame !== undefined && box.top >= frame.top && box.bottom <= frame.bottom;
        });
      expect(await inSight('aisle-01')).toBe(false);
      const at = (await view.boundingBox()) as { x: number; y: number };
      await page.mouse.move(at.x + 40, at.y + 60);
      await page.mouse.down();
      await page.mouse.move(at.x + 40, at.y + 560, { steps: 5 });
      await page.mouse.up();
      expect(await inSight('aisle-01')).toBe(true);
      const width = () => view.locator('svg').evaluate((svg) => svg.getBoundingClientRect().width);
      const before = await width();
      await page.getByRole('button', { name: 'Larger' }).click();
      expect(await width()).toBeGreaterThan(before);
      await view.getByRole('link', { name: 'aisle-01' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/component/aisle-01');
    });

    it('keeps its past: what changed, and when', async () => {
      const page = await open('/catalog/default/component/pal');
      await page.getByRole('heading', { name: /pal is not in the catalog/ }).waitFor();
      const file = join(pages.folder, 'pal.yaml');
      const text = (owner: string) =>
        `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: pal }\nspec: { type: library, lifecycle: production, owner: ${owner} }\n`;
      const shows = async (words: string) => {
        await expect
          .poll(
            async () => {
              await page.reload();
              return page.locator('#history, .notice').textContent();
            },
            { timeout: 20_000 },
          )
          .toContain(words);
      };
      writeFileSync(file, text('grocer'));
      await shows('Added');
      writeFileSync(file, text('fresh'));
      await shows('Changed');
      const history = page.getByRole('region', { name: 'History' });
      expect(await history.textContent()).toMatch(/spec\.owner.*grocer.*→.*fresh/s);
      rmSync(file);
      await shows('pal has gone');
    });

    it('does nothing that a name says', async () => {
      const page = await open('/catalog/default/component/hostile');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(HOSTILE);
      expect(await page.title()).toContain('<script>');
      await page.goto(`${url}/catalog?q=script`);
      expect(await page.title()).not.toBe('taken');
      await page.goto(`${url}/catalog/default/api/old-form`);
      expect(
        await page.getByRole('region', { name: 'Text of the definition' }).textContent(),
      ).toContain(HOSTILE);
    });
  });

  describe('a definition', () => {
    it('of OpenAPI unfolds to parameters, bodies and fields', async () => {
      const page = await open('/catalog/default/api/basket-rest');
      await page.locator('.item-words').getByText('Open a basket').click();
      const part = page.locator('.api-part').filter({ hasText: 'Request (required)' });
      expect(await part.textContent()).toMatch(
        /id.*string \(uuid\).*required.*lines.*list of Line/s,
      );
      expect(await part.textContent()).toContain('its fields stand above');
      expect(await page.locator('.item', { hasText: 'Empty a basket' }).textContent()).toContain(
        'deprecated',
      );
    });

    it.each([
      ['basket-events', ['send', 'basket.paid.v1', 'BasketPaid', 'kafka.grocer.example:9092']],
      ['window', ['product(sku: ID!): Product', 'Use search.', 'SPRING']],
      [
        'stock-grpc',
        [
          'Knows what lies on which shelf.',
          'CountRequest → stream CountReply',
          'map<string, int32>',
          'one of source',
          'May be stale by a minute.',
        ],
      ],
      ['helper', ['https://mcp.grocer.example', 'streamable-http']],
      ['broken-rest', ['This cannot be read as OpenAPI: line', 'openapi: 3.0.0']],
    ])('is shown for %s', async (name, words) => {
      const page = await open(`/catalog/default/api/${name}`);
      const shown = await page.locator('#definition').textContent();
      for (const one of words) expect(shown).toContain(one);
    });
  });

  it('names the nearest where nothing is at an address, and says why a bad document is not there', async () => {
    const page = await open('/catalog/default/component/baskt');
    await page.getByRole('link', { name: 'basket', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Basket' }).waitFor();
    const answer = await page.goto(`${url}/catalog/default/component/half`);
    expect(answer?.status()).toBe(404);
    await page.getByText('spec.owner').first().waitFor();
  });

  it('lists what is wrong by whose it is, with what to do', async () => {
    const page = await open('/catalog/problems');
    expect(await page.locator('main').textContent()).toContain(
      'The nearest team is group:default/fresh',
    );
    await facet(page, 'Cannot be used').click();
    await page.getByText('1 problem', { exact: true }).waitFor();
    expect(await page.locator('.problem').textContent()).toContain('line 5');
  });

  const looks = [
    '/catalog',
    '/catalog?q=basket&kind=component',
    '/catalog?q=zzbasketzz',
    '/catalog/problems',
    '/catalog/default/component/basket',
    '/catalog/default/component/hostile',
    '/catalog/default/component/long',
    '/catalog/default/component/half',
    '/catalog/default/group/fresh',
    '/catalog/default/api/basket-rest',
    '/catalog/default/api/basket-events',
    '/catalog/default/api/window',
    '/catalog/default/api/stock-grpc',
    '/catalog/default/api/broken-rest',
    '/scorecards',
    '/scorecards/catalog-completeness?q=basket',
    '/scorecards/catalog-completeness/default/component/basket',
    '/jobs',
  ];

  it.each(looks)('%s is accessible in light and dark, and fits a narrow screen', async (path) => {
    const page = await open(path);
    // Everything that can be unfolded is looked at, too.
    await page
      .locator('details')
      .evaluateAll((folds) => folds.forEach((fold) => void fold.setAttribute('open', '')));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page });
      // The dark page is the same one in other colours: only what looks at colours can find more.
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html}`);
      expect(found).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await page.locator('html').evaluate((root) => root.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  it('follows the colours of the system', async () => {
    const ground = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await ground(await open('/catalog'))).toBe('rgb(255, 255, 255)');
    expect(await ground(await open('/catalog', { colorScheme: 'dark' }))).toBe('rgb(20, 24, 28)');
  });

  it('shows a name of two hundred letters', async () => {
    const page = await open('/catalog/default/component/long');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(LONG);
  });
});
