import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { controlsOf, press, wordsOf } from './slack/controls.ts';
import { testWorld } from './world.ts';

// A message, a link and a form in the whole product: signed HTTP, the real Bolt app, the real catalog.

const LENA = 'U02LENA';
let world: World;
beforeAll(async () => {
  world = await testWorld({ config: { url: 'https://callboard.example.com' } });
});
afterAll(() => world[Symbol.asyncDispose]());

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

async function whose(channel: string, text: string): Promise<Message> {
  const message = await world.slack.as(LENA).say(channel, text);
  await pick(message);
  return message;
}

async function pick({ channel, ts }: Message, person = LENA): Promise<void> {
  await world.slack.as(person).shortcut('who-owns-this', { channel, ts });
  await settled();
}

const repliesTo = ({ channel, ts }: Message) =>
  world.slack.thread(channel, ts).filter((message) => message.ts !== ts);
const shown = (message: Message | undefined) => wordsOf(message?.blocks ?? []);
const callsSince = (at: number) =>
  world.slack
    .journal()
    .slice(at)
    .filter(({ direction }) => direction === 'app-to-slack')
    .map(({ name }) => name);

describe('"Who owns this?"', () => {
  it('answers in the thread of an alert, once, and the thread goes on from there', async () => {
    const message = await whose(
      '#engineering',
      '[FIRING:1] LedgerLagHigh\nservice: ledger\nhttps://grafana.marlinpay.com/d/ledger',
    );
    const [reply, ...others] = repliesTo(message);
    expect(others).toEqual([]);
    expect(reply?.onlyFor).toBeNull();
    expect(shown(reply)).toContain('Owned by *Ledger & Settlement*'.replace('&', '&amp;'));
    expect(shown(reply)).toContain('*On call*\\nMei Tanaka');
    expect(shown(reply)).toContain(`Asked by <@${LENA}>`);
    await pick(message, 'U02BEN');
    const again = repliesTo(message);
    expect(again.filter(({ onlyFor }) => onlyFor === null)).toHaveLength(1);
    expect(world.slack.lastMessage('#engineering')?.onlyFor).toBe('U02BEN');
    const { channel, ts } = message;
    await world.slack.as(LENA).say(channel, '@callboard and what depends on it?', { thread: ts });
    await settled();
    expect(repliesTo(message).at(-1)?.text).toContain('ledger');
  });

  it('reads a stack trace to its own code', async () => {
    const message = await whose(
      '#engineering',
      'seen in staging:\nError: no rate\n    at convert (/srv/fx-rates/node_modules/pg/lib/x.js:1:2)\n    at github.com/marlinpay/x\n https://github.com/marlinpay/ledger/blob/main/src/recon/match.ts#L10',
    );
    const [reply] = repliesTo(message);
    expect(shown(reply)).toContain('Settlement');
  });

  it('names every service of a message with several, and offers the card of one', async () => {
    const message = await whose('#engineering', 'since noon payments-api cannot reach `ledger`');
    const [reply] = repliesTo(message);
    expect(shown(reply)).toContain('*Payments Platform*');
    expect(shown(reply)).toContain('Ledger &amp; Settlement');
    const menu = controlsOf(reply?.blocks ?? []).map(({ text }) => text);
    expect(menu).toContain('Show one of them…');
  });

  it('makes no owner out of prose, says what it found and offers a search', async () => {
    const message = await whose('#engineering', 'I keep a ledger of the cake we owe each other.');
    expect(repliesTo(message)).toEqual([]);
    const note = world.slack.lastMessage('#engineering');
    expect(note?.onlyFor).toBe(LENA);
    expect(note?.text).toContain('no link, stack frame, alert label, file path or name');
    await press(world.slack, LENA, note, 'Search the catalog…');
    await settled();
    const view = world.slack.as(LENA).views().at(-1);
    const place = { kind: 'view', viewId: view?.id ?? '' } as const;
    const offered = await world.slack.as(LENA).suggest(place, 'thing', 'thing', 'fraud-sc');
    const picked = offered.find(({ value }) => value === 'component:default/fraud-scorer');
    expect(picked?.text).toContain('Risk');
    const { errors } = await world.slack.as(LENA).submit(view?.id ?? '', {
      thing: {
        thing: {
          type: 'external_select',
          selected_option: { text: { type: 'plain_text', text: 'x' }, value: picked?.value },
        },
      },
    });
    expect(errors).toEqual({});
    expect(
      shown({ blocks: world.slack.as(LENA).views().at(-1)?.view.blocks } as Message),
    ).toContain('Owned by *Risk*');
  });

  it('says what it read where the catalog knows nothing of it', async () => {
    await whose('#engineering', 'look at https://github.com/acme/unknown/pull/3');
    const note = world.slack.lastMessage('#engineering');
    expect(note?.onlyFor).toBe(LENA);
    expect(note?.text).toContain('"https://github.com/acme/unknown/pull/3"');
  });

  it('answers to the person alone where the bot is no member, and not among other companies', async () => {
    const message = await whose('#team-data', 'service: ledger');
    expect(repliesTo(message).every(({ onlyFor }) => onlyFor === LENA)).toBe(true);
    expect(world.slack.lastMessage('#team-data')?.onlyFor).toBe(LENA);
    expect(shown(world.slack.lastMessage('#team-data'))).toContain('Owned by');
    await whose('#shared-acquirer', 'service: ledger');
    const declined = world.slack.lastMessage('#shared-acquirer');
    expect(declined?.onlyFor).toBe(LENA);
    expect(declined?.text).toContain('shared with another company');
  });

  it('takes at most three calls', async () => {
    const message = await world.slack.as(LENA).say('#team-kyc', 'service: kyc-gateway');
    for (const _turn of ['cold', 'warm']) {
      const before = world.slack.journal().length;
      await pick(message);
      expect(callsSince(before).length).toBeLessThanOrEqual(3);
    }
  });
});

describe('"Ask Callboard"', () => {
  it('answers in the form', async () => {
    const lena = world.slack.as(LENA);
    await lena.shortcut('ask-callboard');
    await settled();
    const view = lena.views().at(-1);
    const question = { type: 'plain_text_input', value: 'who owns fx-rates' };
    const { errors } = await lena.submit(view?.id ?? '', { question: { question } });
    expect(errors).toEqual({});
    const blocks = wordsOf(lena.views().at(-1)?.view.blocks ?? []);
    expect(blocks).toContain('who owns fx-rates');
    expect(blocks).toContain('Owned by *Ledger');
  });
});

describe('a thread of direct messages', () => {
  it('is called by its first question, and is not renamed by those that follow', async () => {
    const lena = world.slack.as(LENA);
    const im = world.slack.imOf(LENA).id;
    const { ts } = await lena.say(im, 'help');
    await settled();
    const say = async (text: string) => {
      await lena.say(im, text, { thread: ts });
      await settled();
    };
    await say('thanks!');
    expect(world.slack.title(im, ts)).toBeNull();
    await say(`who owns <https://ledger.example|ledger>, ${'please, '.repeat(20)}`);
    const title = world.slack.title(im, ts);
    expect(title).toMatch(/^who owns /);
    expect(title?.length).toBeLessThanOrEqual(80);
    await say('and what depends on it?');
    expect(world.slack.title(im, ts)).toBe(title);
  });

  it('needs no name: one at the top of the conversation, or in a workspace without agents, has none', async () => {
    const im = world.slack.imOf('U02FELIX').id;
    const felix = world.slack.as('U02FELIX');
    const { ts } = await felix.say(im, 'who owns ledger');
    await settled();
    expect(world.slack.title(im, ts)).toBeNull();
    const method = 'assistant.threads.setTitle';
    world.slack.fail({ method, times: 5, error: 'not_agent_app' });
    const before = world.slack.journal().length;
    for (const thread of [ts, (await felix.say(im, 'fx-rates')).ts]) {
      await felix.say(im, 'who owns payments-api', { thread });
      await settled();
      expect(repliesTo({ channel: im, ts: thread } as Message).at(-1)?.text).toContain('Payments');
    }
    expect(callsSince(before).filter((name) => name === method)).toHaveLength(1);
  });
});

describe('links', () => {
  const unfurled = (message: Message) =>
    world.slack.messages(message.channel).find(({ ts }) => ts === message.ts)?.unfurls ?? {};

  async function share(channel: string, text: string): Promise<Record<string, unknown[]>> {
    const message = await world.slack.as(LENA).say(channel, text);
    await settled();
    return unfurled(message);
  }

  it('say below a repository whose it is, of a private one in an open channel only whom to ask', async () => {
    const url = 'https://github.com/marlinpay/ledger';
    const row = JSON.stringify((await share('#engineering', `see ${url}`))[url]);
    expect(row).toContain('Owned by *Ledger &amp; Settlement*');
    expect(row).not.toContain('Runbook');
  });

  it('are explained once in half an hour in a channel', async () => {
    const url = 'https://github.com/marlinpay/fx-rates';
    expect(Object.keys(await share('#engineering', url))).toEqual([url]);
    expect(await share('#engineering', `again ${url}`)).toEqual({});
    expect(Object.keys(await share('#general', url))).toEqual([url]);
    world.clock.advance(31 * 60_000);
    expect(Object.keys(await share('#engineering', url))).toEqual([url]);
  });

  it('stay alone where there are three, where nobody knows them, and among other companies', async () => {
    const of = (name: string) => `https://github.com/marlinpay/${name}`;
    const three = ['kyc-gateway', 'audit-log', 'checkout-web'].map(of).join(' ');
    expect(await share('#engineering', three)).toEqual({});
    expect(await share('#engineering', 'https://github.com/acme/else')).toEqual({});
    expect(await share('#shared-acquirer', of('kyc-gateway'))).toEqual({});
  });

  it('say of a file whose it is by CODEOWNERS, in direct messages in full', async () => {
    const url = 'https://github.com/marlinpay/ledger/blob/main/src/recon/match.ts';
    const im = world.slack.imOf(LENA).id;
    const row = JSON.stringify((await share(im, url))[url]);
    expect(row).toContain('src/recon/match.ts');
    expect(row).toContain('*Settlement*');
    expect(row).toContain('Runbook');
  });

  it('of the catalog say the same of an entity', async () => {
    const link = 'https://callboard.example.com/catalog/default/component/payments-api';
    const row = JSON.stringify(await share(world.slack.imOf(LENA).id, `look ${link}`));
    expect(row).toContain('Owned by *Payments Platform*');
  });

  it('can be seen before they are sent', async () => {
    const url = 'https://github.com/marlinpay/kyc-gateway';
    const preview = await world.slack.as(LENA).preview('#engineering', `see ${url}`);
    await settled();
    expect(JSON.stringify(preview[url])).toContain('Owned by');
    const sent = await world.slack.as(LENA).preview('#shared-acquirer', `see ${url}`);
    await settled();
    expect(sent).toEqual({});
  });
});
