import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceApp } from '../../src/demo/workspace/app.ts';
import type { Template } from '../../src/scaffolder/template.ts';
import { createScaffoldWorld, SERVICE } from '../slack/scaffold-world.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// The form of a template as people fill it in, in the workspace page over the real Slack edge.

const COMMANDS = [{ name: '/callboard', usage: 'new', description: 'Make something' }];

describe.skipIf(!chromiumPath)(
  `a template in ${chromiumPath ?? 'Chromium, of which none is installed'}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
    });

    async function open(template: Template = SERVICE, options: BrowserContextOptions = {}) {
      const world = await createScaffoldWorld(template);
      const now = () => new Date();
      const page = workspaceApp({ slack: world.fake, now, title: 'Demo', commands: COMMANDS });
      const app = new Hono().route('/demo/slack', page);
      const { promise, resolve } = Promise.withResolvers<number>();
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
        resolve(info.port),
      );
      const port = await promise;
      const whole = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      const tab = await whole.newPage();
      const complaints: string[] = [];
      tab.setDefaultTimeout(15_000);
      tab.on('pageerror', (error) => complaints.push(error.message));
      tab.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
      await tab.goto(`http://127.0.0.1:${port}/demo/slack?channel=payments`);
      await tab.locator('body.is-ready').waitFor();
      async function close(): Promise<void> {
        await whole.close();
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close();
        await world.close();
      }
      return { world, tab, modal: tab.getByTestId('modal'), complaints, close };
    }

    async function say(tab: Page, words: string): Promise<void> {
      await tab.getByTestId('composer-main').fill(words);
      await tab.keyboard.press('Enter');
    }

    it('is filled in over its pages and made, with the result in the channel', async () => {
      const { world, tab, modal, complaints, close } = await open();
      await say(tab, '/callboard new');
      await modal
        .getByRole('textbox', { name: 'What do you want to make?' })
        .fill('nothing like it');
      await modal.getByText('No template is about').waitFor();
      await modal.getByRole('textbox', { name: 'What do you want to make?' }).fill('go');
      await modal.getByRole('button', { name: 'Use' }).click();
      await modal.getByText('Page 1 of 2').waitFor();
      expect(await modal.getByRole('combobox', { name: 'Owner' }).inputValue()).toBe('Payments');
      await modal.getByRole('textbox', { name: 'Name' }).fill('ledger');
      await modal.getByRole('button', { name: 'Next' }).click();
      await modal.getByRole('textbox', { name: 'Repository' }).fill('ledger');
      await modal.getByRole('button', { name: 'Review' }).click();
      await modal.getByText('Is this right?').waitFor();
      await modal.getByRole('button', { name: 'Back', exact: true }).last().click();
      await modal.getByText('Page 2 of 2').waitFor();
      expect(await modal.getByRole('textbox', { name: 'Repository' }).inputValue()).toBe('ledger');
      await modal.getByRole('button', { name: 'Review' }).click();
      await modal.getByRole('button', { name: 'Create' }).click();
      await modal.waitFor({ state: 'hidden' });
      await tab.getByText('is ready').first().waitFor();
      expect(world.made).toEqual(['acme/ledger']);
      expect(complaints).toEqual([]);
      await close();
    });

    it('shows what a choice brings without losing a word, and what is wrong at its field', async () => {
      const { tab, modal, close } = await open();
      await say(tab, '/callboard new go service');
      await modal.getByRole('textbox', { name: 'Name' }).fill('half typed');
      await modal.getByRole('checkbox', { name: 'Yes' }).check();
      await modal.getByRole('combobox', { name: 'Engine' }).click();
      await tab.keyboard.type('post');
      await tab.keyboard.press('Enter');
      expect(await modal.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('half typed');
      await modal.getByRole('button', { name: 'Next' }).click();
      const name = modal.getByRole('textbox', { name: 'Name' });
      await modal.locator('[data-input="field:name"].invalid').waitFor();
      await name.fill('refund-service');
      await modal.getByText('owned by Payments').waitFor();
      await modal.getByRole('checkbox', { name: 'Create it all the same' }).check();
      expect(await modal.getByRole('combobox', { name: 'Engine' }).inputValue()).toBe('postgres');
      await modal.getByRole('button', { name: 'Next' }).click();
      await modal.getByText('Page 2 of 2').waitFor();
      await close();
    });

    it('finds an owner while one types, and shows the files of a dry run', async () => {
      const { world, tab, modal, close } = await open();
      await say(tab, '/callboard new go service');
      await modal.getByRole('textbox', { name: 'Name' }).fill('ledger');
      await modal.getByRole('combobox', { name: 'Owner' }).fill('ris');
      await tab.getByRole('option', { name: 'Risk' }).click();
      await modal.getByRole('button', { name: 'Next' }).click();
      await modal.getByRole('textbox', { name: 'Repository' }).fill('ledger');
      await modal.getByRole('button', { name: 'Review' }).click();
      await modal.getByText('Risk').waitFor();
      await modal.getByRole('button', { name: 'Dry run' }).click();
      await modal.getByText('1 file').waitFor();
      await modal.getByRole('combobox').click();
      await tab.keyboard.press('Enter');
      await modal.getByText('# ledger').waitFor();
      await tab.keyboard.press('Escape');
      await modal.getByText('Is this right?').waitFor();
      expect(world.made).toEqual([]);
      await close();
    });
  },
);
