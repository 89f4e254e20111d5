import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoPages } from '../../src/demo/pages.ts';
import { MARLIN_PAY_EXAMPLES, welcome } from '../../src/demo/welcome.ts';
import type { World } from '../../src/demo/world.ts';
import { freshWorld } from '../world.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

// The whole product, driven as a person would: page, fake Slack, real bot, real catalog, real sync, over a real port.

const LENA = 'U02LENA';

describe.skipIf(!chromiumPath)('the demo in a browser', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let url: string;

  beforeAll(async () => {
    world = await freshWorld({
      config: { port: 0, host: '127.0.0.1' },
      pages: demoPages(LENA),
    });
    ({ url } = await world.app.start());
    await world.app.firstSync();
    await welcome(world, LENA, MARLIN_PAY_EXAMPLES);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/demo/slack`);
    await page.locator('body.is-ready').waitFor();
  });

  const shown = () => page.getByTestId('message');
  const composer = () => page.getByTestId('composer-main');

  async function say(text: string): Promise<void> {
    await composer().fill(text);
    await composer().press('Enter');
  }

  it('offers three things to try, and answers the one that is pressed', async () => {
    const welcome = shown().filter({ hasText: 'Three things to try' });
    const offers = welcome.getByRole('button', { name: /^(who|what|tokn)/ });
    expect(await offers.count()).toBe(3);
    await offers.first().click();
    await answer('Owned by Payments Platform');
  });

  it('shows a picture of the graph in the conversation', async () => {
    await say('graph of payments-api');
    const picture = shown()
      .getByRole('img', { name: /payments-api depends on/ })
      .last();
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image) => ('naturalWidth' in image ? image.naturalWidth : 0)))
      .toBeGreaterThan(800);
  });

  async function openChannel(name: string): Promise<void> {
    await page.getByRole('navigation').getByText(name, { exact: true }).click();
    await page.getByRole('heading', { name }).waitFor();
  }

  /** The newest message that shows the words. */
  async function answer(words: string | RegExp): Promise<Locator> {
    const found = shown().filter({ hasText: words }).last();
    await found.waitFor();
    return found;
  }

  it('answers a question with a card whose button lists what stands behind it', async () => {
    await say('who owns refunds-service');
    const card = await answer(/refunds-service.*Owned by Payments Platform/s);
    await card.getByRole('button', { name: /^Depends on/ }).click();
    await answer('marlin-money');
  });

  it('understands a typo', async () => {
    await say('who owns fraud-scorrer');
    await answer(/fraud-scorer.*Owned by Risk/s);
  });

  it('asks when two names are close, and answers the one that is pressed', async () => {
    await say('who owns checkout');
    const tie = await answer('Which "checkout" do you mean?');
    await tie.getByRole('button', { name: 'checkout-web' }).click();
    await answer(/checkout-web.*Owned by Checkout Experience/s);
  });

  it('answers a slash command to the asker alone', async () => {
    await openChannel('general');
    await say('/callboard who owns ledger');
    await answer(/Only visible to you.*Owned by Ledger & Settlement/s);
  });

  it('answers a mention in its thread, and follows the thread', async () => {
    await openChannel('ask-platform');
    await say('@callboard what does checkout-web depend on');
    const thread = page.getByTestId('thread');
    await thread.getByTestId('message').filter({ hasText: 'checkout-bff' }).last().waitFor();
    const reply = page.getByTestId('composer-thread');
    await reply.fill('@callboard and who owns it?');
    await reply.press('Enter');
    await thread.getByTestId('message').filter({ hasText: 'Checkout Experience' }).last().waitFor();
  });

  it('asks before it does what is dangerous, and shows on the card what came of it', async () => {
    await say('tell everybody who depends on ledger that it is down');
    const card = await answer('Tell the owners of what depends on ledger?');
    await card.getByRole('button', { name: 'Change the text…' }).click();
    const modal = page.getByTestId('modal');
    const words = modal.getByRole('textbox', { name: 'What should they read?' });
    expect(await words.inputValue()).toBe('ledger is down. Questions: #team-ledger.');
    await words.fill('ledger is down, we fail over to Frankfurt.');
    await modal.getByRole('button', { name: 'Change' }).click();
    await card.getByText('we fail over to Frankfurt').waitFor();
    const dialog = page.getByRole('dialog', { name: /^Tell the owners/ });
    await card.getByRole('button', { name: 'Tell them' }).click();
    await dialog.getByText('Text: ledger is down, we fail over to Frankfurt.').waitFor();
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const toldTo = () =>
      world.slack.messages('#team-risk').filter(({ text }) => text.includes('Frankfurt'));
    expect(toldTo()).toEqual([]);
    await card.getByRole('button', { name: 'Tell them' }).click();
    await dialog.getByRole('button', { name: 'Tell them' }).click();
    await card.getByText('Told #team-payments').waitFor();
    expect(toldTo()).toHaveLength(1);
    await card.getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('keeps the newest message in view when something opens beside it', async () => {
    for (const question of ['ledger', 'payments-api', 'who owns kyc-gateway']) await say(question);
    const card = await answer(/kyc-gateway.*CODEOWNERS also names Risk/s);
    await card.hover();
    await card.getByRole('button', { name: 'What happened' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    const below = () =>
      page
        .locator('[data-pane="main"] [data-list]')
        .evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    await expect.poll(below).toBeLessThan(2);
  });

  it('corrects an answer: the change, the pull request, a merge, and the new answer', async () => {
    await say('who owns fx-rates');
    const card = await answer(/fx-rates.*Owned by Ledger & Settlement/s);
    await card.getByRole('button', { name: 'Wrong? Fix it' }).click();
    const form = page.getByRole('dialog', { name: 'Wrong? Fix it' });
    await form.getByPlaceholder('Type a team or person').fill('risk');
    await form.getByRole('option', { name: /^Risk/ }).first().click();
    await form.getByRole('button', { name: 'See the change' }).click();
    await form.getByText('+   owner: group:default/risk').waitFor();
    await form.getByRole('button', { name: 'Propose it' }).click();
    const news = await answer(/Correction pending: fx-rates/);
    const [pull] = await Promise.all([
      page.context().waitForEvent('page'),
      news.getByRole('link', { name: /^Pull request #/ }).click(),
    ]);
    await pull.getByText('Demo – not GitHub.').waitFor();
    const { violations } = await new AxeBuilder({ page: pull }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await pull.getByRole('button', { name: 'Merge' }).click();
    await pull.getByText(/^Merged by/).waitFor();
    await world.app.github?.drainInbox();
    await world.app.corrections.work();
    await answer(/Corrected: fx-rates/);
    await say('who owns fx-rates');
    await answer(/fx-rates.*Owned by Risk/s);
  });

  it('has no composer in a channel that is archived', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('support-tools');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'team-support-tools' }).waitFor();
    expect(await composer().count()).toBe(0);
    await page.getByText('This channel is archived.').waitFor();
  });

  it('draws every block, and nothing that a strict reader of accessibility minds', async () => {
    // A message that is still fading in has little contrast.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await say('payments-api');
    await answer('Owned by Payments Platform');
    expect(await page.locator('.undrawable').count()).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
