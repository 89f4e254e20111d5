import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { type FolderPages, openFolderPages } from './folder-pages.ts';

// Docs as a person reads them: Marlin Pay's handbook, which has every element of a page, and the docs of its ledger, as folders on disk.

const REPOSITORIES = join(
  import.meta.dirname,
  '..',
  '..',
  'fixtures',
  'marlin-pay',
  'repositories',
);
const HANDBOOK = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: handbook, annotations: { backstage.io/techdocs-ref: 'dir:.' } }
spec: { type: documentation, lifecycle: production, owner: people }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: people, title: People, annotations: { slack.com/channel: '#people' } }
spec: { type: team, children: [] }
`;
const AT = '/docs/default/component/handbook';
const ELEMENTS = `${AT}/writing/elements/`;

function writeDocs(folder: string): void {
  for (const name of ['handbook', 'ledger'])
    cpSync(join(REPOSITORIES, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'handbook', 'catalog-info.yaml'), HANDBOOK);
}

describe.skipIf(!chromiumPath)('the pages of docs', () => {
  let pages: FolderPages;
  let url: string;
  beforeAll(async () => {
    pages = await openFolderPages('docs', writeDocs);
    ({ url } = pages);
  });
  afterAll(() => pages?.[Symbol.asyncDispose]());
  afterEach(() => pages.closeWindows());
  const open: FolderPages['open'] = (path, options) => pages.open(path, options);

  const hits = (page: Page) => page.locator('.docs-panel li a');
  const focused = (page: Page) => page.evaluate('document.activeElement.textContent.trim()');

  describe('the search', () => {
    it('finds while somebody types, from the keyboard to the section', async () => {
      const page = await open(`${AT}/`);
      await page.keyboard.press('/');
      await page.keyboard.type('postmortem templ');
      await hits(page).first().waitFor();
      const first = (await hits(page).first().textContent())?.trim();
      await page.keyboard.press('ArrowDown');
      expect(await focused(page)).toBe(first);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Escape');
      expect(await page.locator('.docs-panel').isVisible()).toBe(false);
      await page.keyboard.press('Escape');
      await page.keyboard.type('a');
      await hits(page).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL((at) => at.pathname.startsWith(AT) && at.pathname !== `${AT}/`);
    });

    it('searches the docs of all from within those of one', async () => {
      const page = await open(`${AT}/`);
      await page.getByRole('searchbox').fill('double entry');
      await page.getByRole('link', { name: 'Search all docs' }).click();
      await page.waitForURL('**/docs/search?q=*');
      expect(await page.locator('.docs-hits').textContent()).toMatch(/ledger/i);
    });
  });

  it('shows where somebody is: in the nav, in the contents, in the trail', async () => {
    const page = await open(ELEMENTS);
    expect(await page.locator('.docs-nav [aria-current]').textContent()).toBe(
      'Everything a page can hold',
    );
    expect(await page.locator('.crumbs').textContent()).toMatch(
      /Docs.*Engineering handbook.*Writing/s,
    );
    const current = page.locator('.docs-contents [aria-current]');
    await page.locator('#tables').evaluate((heading) => heading.scrollIntoView());
    await expect.poll(() => current.textContent()).toBe('Tables');
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Diagrams and formulas' }).waitFor();
  });

  it('copies code without its line numbers, and shows the tab that was chosen', async () => {
    const page = await open(ELEMENTS, { permissions: ['clipboard-read', 'clipboard-write'] });
    const code = page.locator('.code', { has: page.locator('.numbered') }).first();
    await code.hover();
    await code.getByRole('button', { name: 'Copy' }).click();
    await code.getByText('Copied').waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied.startsWith('from decimal import Decimal\n\ndef fee(')).toBe(true);
    const go = page.locator('.tab').nth(1);
    expect(await go.isVisible()).toBe(false);
    await page.locator('.tab-label', { hasText: 'Go' }).first().click();
    expect(await go.isVisible()).toBe(true);
  });

  it('shows pictures of the repository and sees no address elsewhere', async () => {
    const page = await open(`${AT}/`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url + ELEMENTS);
    const pictures = page.locator('.doc-body img');
    expect(await pictures.count()).toBeGreaterThan(1);
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded();
      const width = () =>
        picture.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth);
      await expect.poll(width).toBeGreaterThan(0);
    }
    expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
  });

  it('is read without a script', async () => {
    const page = await open(ELEMENTS, { javaScriptEnabled: false });
    await page.getByRole('searchbox').fill('first week');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/docs/search?*');
    await page.locator('.docs-hits a').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const nav = page.locator('.docs-nav');
    await nav.getByText('Shipping').click();
    await nav.getByRole('link', { name: 'Deploying' }).click();
    await page.getByRole('heading', { level: 1, name: /Deploy/ }).waitFor();
  });

  it('folds the pages away on a narrow screen, and prints the text alone', async () => {
    const page = await open(ELEMENTS, { viewport: { width: 390, height: 844 } });
    const link = page.locator('.docs-nav').getByRole('link', { name: 'Home' });
    expect(await link.isVisible()).toBe(false);
    await page.getByText('Pages', { exact: true }).click();
    expect(await link.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.docs-side').isVisible()).toBe(false);
    for (const tab of await page.locator('.doc-body > .tabs > .tab').all())
      expect(await tab.isVisible()).toBe(true);
  });

  const looks = [
    '/docs',
    '/docs/health',
    '/docs/search?q=incident',
    ELEMENTS,
    `${AT}/writing/diagrams/`,
    '/docs/default/component/ledger/',
  ];

  it.each(looks)('%s is accessible in light and dark, and fits a narrow screen', async (path) => {
    const page = await open(path);
    await page
      .locator('details')
      .evaluateAll((folds) => folds.forEach((fold) => void fold.setAttribute('open', '')));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page });
      // What is there and what it is called is the same in any colours.
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html}`);
      expect(found).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await page.locator('html').evaluate((root) => root.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});
