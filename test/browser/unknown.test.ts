import { AxeBuilder } from '@axe-core/playwright';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../src/demo/world.ts';
import { createSessions } from '../../src/http/sign-in/session.ts';
import { askInThread, freshWorld } from '../world.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// The page of unknown names as somebody sees it who signed in: without a script, on a telephone, in the dark.

const SECRET = 'for the browser alone, and long enough for it';

describe.skipIf(!chromiumPath)('the page of unknown names', () => {
  let world: World;
  let browser: Browser;
  let url: string;
  let cookie: { name: string; value: string };

  beforeAll(async () => {
    world = await freshWorld({
      config: {
        port: 0,
        host: '127.0.0.1',
        url: 'http://callboard.example',
        'signIn.secret': SECRET,
        'slack.clientId': 'callboard',
        'slack.clientSecret': 'callboard-secret',
        'slack.teamId': 'T02MARLIN',
      },
    });
    ({ url } = await world.app.start());
    await world.app.firstSync();
    for (const person of ['U02LENA', 'U02RAVI']) {
      await askInThread(world, person, 'who owns the Warp Core');
      await askInThread(world, person, `who owns ${'zorblax-'.repeat(11)}`);
      await askInThread(world, person, 'what depends on <script>document.title="x"</script>');
    }
    cookie = await signedIn('U02LENA');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.[Symbol.asyncDispose]();
  });

  async function signedIn(id: string) {
    const sessions = createSessions({ secret: SECRET, isSecure: false, now: world.clock.now });
    const app = new Hono().get('/', async (c) => {
      await sessions.open(c, { provider: 'slack', id, name: id });
      return c.text('');
    });
    const [line = ''] = (await app.request('/')).headers.getSetCookie();
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value };
  }

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext(options);
    await context.addCookies([{ ...cookie, url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/catalog/unknown`);
    return page;
  }

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('can be used by everybody, %s and %i wide', async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 844 } });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.title()).toBe('Unknown names · Callboard');
    expect(await page.locator('.unknown h2').count()).toBe(3);
  });

  it('takes a name without a script, and says what is wrong', async () => {
    const page = await open({ javaScriptEnabled: false });
    const line = page.locator('.unknown > li', { hasText: 'warp core' });
    await line.getByLabel('means').fill('qqqzzz');
    await line.getByRole('button', { name: 'Add the alias' }).click();
    await page.getByText('Nothing is called "qqqzzz".').waitFor();
    await line.getByLabel('means').fill('ledger');
    await line.getByRole('button', { name: 'Add the alias' }).click();
    await line.waitFor({ state: 'detached' });
    const answer = await askInThread(world, 'U02RAVI', 'who owns the warp core');
    expect(answer.text).toContain('ledger is owned by');
  });
});
