import { AxeBuilder } from '@axe-core/playwright';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceApp } from '../../src/demo/workspace/app.ts';
import { createStandIn } from '../stand-in-bot.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// The page by itself, over a bot of a few words. The whole product is driven elsewhere.

const COMMANDS = [{ name: '/callboard', usage: 'who owns <service>', description: 'Ask' }];

describe.skipIf(!chromiumPath)(
  `the workspace page in ${chromiumPath ?? 'Chromium, of which none is installed'}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
    });

    /** Opens the page on a port of its own; what the browser complains of is collected. */
    async function open(options: BrowserContextOptions & { query?: string } = {}) {
      const { query = '', ...context } = options;
      const now = () => new Date();
      const slack = createStandIn(now);
      const page = workspaceApp({ slack, now, title: 'Demo', commands: COMMANDS });
      const app = new Hono().route('/demo/slack', page);
      const { promise, resolve } = Promise.withResolvers<number>();
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
        resolve(info.port),
      );
      const port = await promise;
      const whole = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...context,
      });
      const tab = await whole.newPage();
      const complaints: string[] = [];
      tab.setDefaultTimeout(20_000);
      tab.on('pageerror', (error) => complaints.push(error.message));
      tab.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
      await tab.goto(`http://127.0.0.1:${port}/demo/slack${query}`);
      await tab.locator('body.is-ready').waitFor();
      async function close(): Promise<void> {
        await whole.close();
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close();
      }
      return { slack, tab, complaints, close };
    }

    /** Says something in the main composer. */
    async function say(tab: Page, words: string): Promise<void> {
      await tab.getByTestId('composer-main').fill(words);
      await tab.keyboard.press('Enter');
    }

    it('shows the answer to a question beside it, without a reload', async () => {
      const { tab, complaints, close } = await open();
      await say(tab, 'who owns payments-api');
      const thread = tab.getByTestId('thread');
      await thread.getByText('Owned by').waitFor();
      await thread.getByRole('button', { name: 'Used by (11)' }).click();
      await thread.getByText('You chose list').waitFor();
      await tab.getByTestId('composer-thread').fill('and ledger?');
      await tab.keyboard.press('Enter');
      await thread.getByText('I do not know “and ledger?”.').waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it('says a suggestion of the welcome in the visitor’s name', async () => {
      const { slack, tab, close } = await open();
      await say(tab, 'welcome');
      await tab.getByRole('button', { name: 'What breaks if ledger is down?' }).click();
      const direct = slack.imOf('U01ANA').id;
      const said = await slack.until(() =>
        slack.messages(direct).find(({ text }) => text === 'what depends on ledger'),
      );
      expect(said.user).toBe('U01ANA');
      await close();
    });

    it('completes names and commands from the keyboard alone', async () => {
      const { slack, tab, close } = await open({ query: '?channel=payments' });
      const composer = tab.getByTestId('composer-main');
      await composer.pressSequentially('Hello @sam');
      await tab.getByRole('option', { name: '@Sam Okafor' }).waitFor();
      await tab.keyboard.press('Tab');
      await composer.pressSequentially('in #pay');
      await tab.keyboard.press('Enter');
      await tab.keyboard.press('Shift+Enter');
      await composer.pressSequentially('second line');
      await tab.keyboard.press('Enter');
      const channel = slack.channelByName('payments').id;
      const said = await slack.until(() =>
        slack.messages(channel).find(({ text }) => text.includes('second')),
      );
      expect(said.text).toMatch(/^Hello <@U01SAM> in <#\w+\|payments> \nsecond line$/);
      await composer.pressSequentially('/call');
      await tab.keyboard.press('Enter');
      await composer.pressSequentially('who owns ledger');
      await tab.keyboard.press('Enter');
      await tab.getByText('Only visible to you').waitFor();
      await close();
    });

    it('fills a form: typeahead, a page on top, and errors by field', async () => {
      const { tab, complaints, close } = await open();
      await say(tab, 'who owns payments-api');
      await tab.getByRole('button', { name: 'Wrong? Fix it' }).click();
      const modal = tab.getByTestId('modal');
      await modal.getByRole('combobox', { name: 'Service' }).fill('payo');
      await tab.getByRole('option', { name: 'payouts-api' }).waitFor();
      await tab.keyboard.press('Enter');
      await modal.getByRole('combobox', { name: 'Owner' }).click();
      await tab.keyboard.type('ident');
      await tab.keyboard.press('Enter');
      await modal.getByRole('button', { name: 'Send' }).click();
      await modal.getByText('Please complete this required field.').waitFor();
      expect(await modal.getByRole('textbox', { name: 'Why' }).evaluate(isFocused)).toBe(true);
      expect(await modal.getByRole('combobox', { name: 'Service' }).inputValue()).toBe(
        'payouts-api',
      );
      await modal.getByRole('button', { name: 'Open another page' }).click();
      await modal.getByText('On top').waitFor();
      await tab.keyboard.press('Escape');
      await modal.getByText('Who owns payments-api?').waitFor();
      await modal.getByRole('textbox', { name: 'Why' }).fill('The file is older');
      await modal.getByRole('button', { name: 'Send' }).click();
      await modal.waitFor({ state: 'hidden' });
      await tab.getByText('Thank you: The file is older').waitFor();
      expect(complaints).toEqual([]);
      await close();
    });

    it('keeps what was typed when the form comes back with errors', async () => {
      const { tab, close } = await open();
      await say(tab, 'who owns payments-api');
      await tab.getByRole('button', { name: 'Wrong? Fix it' }).click();
      const modal = tab.getByTestId('modal');
      await modal.getByRole('textbox', { name: 'Why' }).fill('because');
      await modal.getByRole('checkbox').check();
      await modal.getByRole('button', { name: 'Remove Risk' }).click();
      await modal.getByRole('button', { name: 'Send' }).click();
      await modal.getByText('Please say more than that.').waitFor();
      expect(await modal.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('because');
      expect(await modal.getByRole('checkbox').isChecked()).toBe(true);
      expect(await modal.getByRole('button', { name: 'Remove Risk' }).count()).toBe(0);
      await close();
    });

    it('asks before an action that wants it, and picks from a menu with the keyboard', async () => {
      const { tab, close } = await open();
      await say(tab, 'who owns payments-api');
      const thread = tab.getByTestId('thread');
      await thread.getByRole('button', { name: 'Page the team' }).click();
      await tab.getByRole('button', { name: 'Not now' }).click();
      await thread.getByRole('button', { name: 'More actions' }).focus();
      await tab.keyboard.press('Enter');
      await tab.keyboard.press('ArrowDown');
      await tab.keyboard.press('Enter');
      await thread.getByText('You chose more history').waitFor();
      expect(await thread.getByText('You chose page').count()).toBe(0);
      await thread.getByRole('button', { name: 'Page the team' }).click();
      await tab.getByRole('button', { name: 'Page', exact: true }).click();
      await thread.getByText('You chose page page').waitFor();
      await close();
    });

    it('goes anywhere by keyboard and comes back with Escape', async () => {
      const { tab, close } = await open();
      await tab.keyboard.press('Control+k');
      await tab.keyboard.type('paym');
      await tab.keyboard.press('Enter');
      await tab.getByRole('heading', { name: 'payments' }).waitFor();
      await tab.keyboard.press('ArrowUp');
      await tab.keyboard.press('Enter');
      await tab.getByTestId('thread').waitFor();
      await tab.keyboard.press('Escape');
      await tab.getByTestId('thread').waitFor({ state: 'detached' });
      await tab.locator('article:focus').waitFor();
      await tab.goBack();
      await tab.getByTestId('thread').waitFor();
      await close();
    });

    it('lets a visitor be somebody else, and remembers it', async () => {
      const { tab, close } = await open();
      await tab.getByTestId('switcher').click();
      await tab.keyboard.type('sam');
      await tab.keyboard.press('Enter');
      await tab.waitForURL(/as=U01SAM/);
      await tab.locator('body.is-ready').waitFor();
      await tab.goto(tab.url().replace(/\?.*/, ''));
      await tab.waitForURL(/as=U01SAM/);
      await tab.locator('body.is-ready').waitFor();
      expect(await tab.getByTestId('switcher').textContent()).toContain('Sam Okafor');
      await close();
    });

    it('keeps a draft, and shows what others write as they write it', async () => {
      const { slack, tab, close } = await open({ query: '?channel=payments' });
      await tab.getByTestId('composer-main').fill('half a thought');
      await slack.as('U01SAM').say('payments', 'I was faster');
      await tab.getByText('I was faster').waitFor();
      expect(await tab.getByTestId('composer-main').inputValue()).toBe('half a thought');
      await tab.getByRole('link', { name: 'Callboard' }).click();
      await tab.getByRole('heading', { name: 'Callboard' }).waitFor();
      await slack.as('U01SAM').say('payments', 'And again');
      await tab.getByRole('link', { name: /payments.*1 unread/ }).click();
      await tab.getByText('And again').waitFor();
      expect(await tab.getByTestId('composer-main').inputValue()).toBe('half a thought');
      await close();
    });

    it('runs nothing of what an app or a person writes', async () => {
      const { tab, complaints, close } = await open();
      await say(tab, 'loud <script>window.hurt = 1</script>');
      const thread = tab.getByTestId('thread');
      await thread.getByText('onerror').waitFor();
      await thread.getByRole('button', { name: 'What happened' }).last().focus();
      await tab.keyboard.press('Enter');
      await tab.getByTestId('inspect').getByText('chat.postMessage').waitFor();
      expect(await tab.evaluate('"hurt" in window')).toBe(false);
      expect(complaints).toEqual([]);
      await close();
    });

    it.each<[string, BrowserContextOptions]>([
      ['a laptop', {}],
      ['a laptop in the dark', { colorScheme: 'dark' }],
      ['a telephone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
    ])('has nothing in the way of a screen reader on %s', async (_, context) => {
      const { tab, close } = await open({ ...context, reducedMotion: 'reduce' });
      await say(tab, 'show me everything');
      await tab.getByTestId('thread-bar').click();
      const thread = tab.getByTestId('thread');
      await thread.getByText('plan.pdf').waitFor();
      expect(await violations(tab)).toEqual([]);
      await thread.getByRole('button', { name: 'What happened' }).last().focus();
      await tab.keyboard.press('Enter');
      await tab.getByTestId('inspect').waitFor();
      expect(await violations(tab)).toEqual([]);
      await tab.goto(`${tab.url().replace(/\?.*/, '')}?as=U01ANA&tab=home`);
      await tab.getByText('Welcome home').waitFor();
      expect(await violations(tab)).toEqual([]);
      await close();
    });

    it('fits a telephone: nothing is wider than the screen', async () => {
      const { tab, close } = await open({ viewport: { width: 390, height: 844 }, hasTouch: true });
      const width = () => tab.evaluate('document.scrollingElement.scrollWidth');
      await say(tab, 'who owns payments-api');
      await tab.getByTestId('thread-bar').click();
      await tab.getByTestId('thread').getByText('Owned by').waitFor();
      expect(await width()).toBe(390);
      await tab.getByRole('button', { name: 'Close thread' }).click();
      await tab.getByRole('button', { name: 'Show channels' }).click();
      await tab.getByRole('link', { name: 'payments' }).click();
      await tab.getByRole('heading', { name: 'payments' }).waitFor();
      expect(await width()).toBe(390);
      await close();
    });
  },
);

/** Runs in the page. */
function isFocused(element: { matches: (selector: string) => boolean }): boolean {
  return element.matches(':focus');
}

/** What axe finds, one line each; empty when nothing is in the way. */
async function violations(tab: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page: tab }).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}
