import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { launchChromium } from './chromium.ts';

export type FolderPages = AsyncDisposable & {
  url: string;
  folder: string;
  /** A page of its own window. */
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  closeWindows: () => Promise<void>;
};

/** The real service over a folder of descriptors that `fill` writes, on a real port, and a browser to look at it. */
export async function openFolderPages(
  name: string,
  fill: (folder: string) => void,
): Promise<FolderPages> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  fill(folder);
  const app = await createApp(
    {
      ...readConfig({}),
      port: 0,
      host: '127.0.0.1',
      database: ':memory:',
      'catalog.folder': folder,
    },
    { log: createLog('silent') },
  );
  const { url } = await app.start();
  const browser = await launchChromium();
  return {
    url,
    folder,
    async open(path, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(url + path);
      return page;
    },
    async closeWindows() {
      for (const context of browser.contexts()) await context.close();
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await app[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
