import { afterEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/demo/slack/model.ts';
import type { World, WorldOptions } from '../../src/demo/world.ts';
import { testWorld } from '../world.ts';
import { controlsOf, press } from './controls.ts';

let world: World;
afterEach(() => world[Symbol.asyncDispose]());

const LENA = 'U02LENA';

async function start(options: WorldOptions = {}): Promise<void> {
  world = await testWorld(options);
}

/** A new channel that the bot is not in yet. */
function channel(name: string, over: object = {}): string {
  return world.slack.addChannel({ name, hasBot: false, ...over }).id;
}

async function invite(place: string): Promise<void> {
  await world.slack.as(LENA).command(place, '/invite', '@callboard');
  await settled();
}

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

function cards(place: string): Message[] {
  return world.slack.messages(place).filter(({ user }) => user === world.slack.bot.userId);
}

/** Time goes by, and the job has its turn. */
async function later(seconds: number): Promise<void> {
  // What was said is heard first.
  await settled();
  world.clock.advance(seconds * 1000);
  await world.app.slack?.refreshRooms();
  await settled();
}

async function rename(place: string, name: string): Promise<void> {
  await world.slack.as(LENA).command(place, '/rename', name);
  await settled();
}

/** Calls about messages while something goes on. */
async function updatesAfter(work: () => Promise<void>): Promise<string[]> {
  const before = world.slack.journal().length;
  await work();
  return world.slack
    .journal()
    .slice(before)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('chat.'));
}

const shown = (message: Message | undefined) => JSON.stringify(message?.blocks);

describe('an incident channel', () => {
  it('whose name says what broke gets one card as soon as the bot comes', async () => {
    await start();
    const place = channel('inc-77-payments-api-slow');
    await invite(place);
    const [card, ...more] = cards(place);
    expect(more).toEqual([]);
    expect(card?.threadTs).toBeNull();
    expect(card?.text).toMatch(/^payments-api is owned by Payments Platform \(#team-payments\)/);
    expect(shown(card)).toContain('tier 1');
    expect(shown(card)).toContain('https://runbooks.marlinpay.example/payments-api');
    expect(shown(card)).toContain('Who feels it');
    expect(shown(card)).toContain('checkout-bff');
    expect(controlsOf(card?.blocks ?? []).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Tell them…', 'Page…', 'What changed']),
    );
  });

  it('of an incident that is known names what it is about, and who is on call', async () => {
    await start();
    const place = channel('inc-1042-checkout-500s');
    await invite(place);
    const [card] = cards(place);
    expect(card?.text).toContain('INC-1042 Checkout 500s: open.');
    expect(card?.text).toMatch(/checkout-web .*Felix Braun is on call.*checkout-bff/);
  });

  it('is asked about with buttons where its name could be two things, and nothing is claimed', async () => {
    await start();
    const place = channel('inc-77-checkout-500s');
    await invite(place);
    const [card] = cards(place);
    expect(card?.text).toContain('Which service is this about?');
    const buttons = controlsOf(card?.blocks ?? []);
    const web = buttons.find(({ text }) => text === 'checkout-web');
    expect(buttons.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['checkout-web', 'checkout-bff']),
    );
    world.clock.advance(20_000);
    await world.slack
      .as(LENA)
      .act(
        { kind: 'message', channel: place, ts: card?.ts ?? '' },
        web?.blockId ?? '',
        web?.actionId ?? '',
      );
    await settled();
    expect(cards(place)).toHaveLength(1);
    expect(cards(place)[0]?.text).toContain('checkout-web is owned by Checkout Experience');
  });

  it('tells who feels it and pages who is on call from its thread, each by a second press', async () => {
    await start();
    const place = channel('inc-81-ledger');
    await invite(place);
    const [card] = cards(place);
    const inThread = () => world.slack.thread(place, card?.ts ?? '').at(-1);
    await press(world.slack, LENA, card, 'Tell them…');
    await settled();
    const telling = inThread();
    expect(telling?.text).toContain('Tell 7 owners of what depends on ledger?');
    expect(telling?.text).toContain(
      '"There is an incident in #inc-81-ledger. Questions: #team-ledger."',
    );
    await press(world.slack, LENA, telling, 'Tell them');
    await settled();
    expect(world.slack.lastMessage('#team-risk')?.text).toContain(
      'There is an incident in #inc-81',
    );
    expect(inThread()?.text).toContain('Told #team-payments');

    await press(world.slack, LENA, card, 'Page…');
    await settled();
    const paging = inThread();
    expect(paging?.text).toContain('Reason: there is an incident in #inc-81-ledger.');
    const before = world.pagerduty?.account.incidents.length ?? 0;
    await press(world.slack, LENA, paging, 'Page');
    await settled();
    expect(world.pagerduty?.account.incidents).toHaveLength(before + 1);
    expect(inThread()).toMatchObject({ ts: paging?.ts });
    expect(inThread()?.text).toContain('PagerDuty pages who is on call');
    // The card itself stays the one message of the channel.
    await later(30);
    expect(cards(place).filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  });

  it('is read from its first messages where the app may read along', async () => {
    await start({ readsAlong: true });
    const place = world.slack.channelByName('#inc-1042-checkout-500s').id;
    await invite(place);
    const [card, ...more] = cards(place);
    expect(more).toEqual([]);
    expect(card?.text).toContain('checkout-web is owned by Checkout Experience');
    expect(card?.text).toContain('checkout-bff is owned by');
    expect(card?.text).toContain('Also named here: payments-api and identity-service');
  });

  it('gets its card when a message names the first thing, updated in place when others follow', async () => {
    await start({ readsAlong: true });
    const place = channel('incident-tuesday-morning');
    await invite(place);
    const felix = world.slack.as('U02FELIX');
    await felix.say(place, 'We see timeouts everywhere, does anybody know more?');
    await settled();
    expect(cards(place)).toEqual([]);
    await felix.say(place, 'It is `ledger`: FraudScorerLatencyP99High fired too');
    await settled();
    expect(cards(place)).toHaveLength(1);
    expect(cards(place)[0]?.text).toContain('ledger is owned by');
    expect(cards(place)[0]?.text).toContain('fraud-scorer is owned by Risk');
    await felix.say(place, 'fx-rates looks odd as well');
    await felix.say(place, 'thanks all, coffee?');
    await later(30);
    expect(cards(place)).toHaveLength(1);
    expect(cards(place)[0]?.text).toContain('Also named here: fx-rates');
    expect(cards(place)[0]?.editedAt).not.toBeNull();
  });

  it('never gets a guess from prose', async () => {
    await start({ readsAlong: true });
    const place = channel('inc-9-help');
    await invite(place);
    const felix = world.slack.as('U02FELIX');
    for (const text of [
      'the identity of the caller is unclear, risk is high',
      'please check the audit log and the feature flags',
      'payments fail, and the notification service people are asleep',
      'see <https://example.com/checkout-web-ish> and ask in #team-risk',
    ])
      await felix.say(place, text);
    await settled();
    expect(cards(place).filter(({ text }) => text.includes('is owned by'))).toEqual([]);
  });

  it('hears only mentions without the scopes to read along', async () => {
    await start();
    const place = channel('inc-10-help');
    await invite(place);
    const felix = world.slack.as('U02FELIX');
    await felix.say(place, 'checkout-web is broken');
    await settled();
    expect(cards(place)).toEqual([]);
    await felix.say(place, '@callboard blast radius of checkout-web');
    await settled();
    expect(cards(place).filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
  });

  it('keeps one card with two replicas, an event that comes twice and a bot that comes again', async () => {
    await start();
    const place = channel('inc-11-ledger');
    await invite(place);
    const id = world.slack.eventIds().at(-1) ?? '';
    await Promise.all([
      world.slack.redeliver(id),
      world.app.slack?.refreshRooms(),
      world.app.slack?.refreshRooms(),
    ]);
    await later(60);
    expect(cards(place)).toHaveLength(1);
  });

  it('is left alone after some days and when it is archived', async () => {
    await start({ readsAlong: true });
    const old = channel('inc-12-ledger');
    const archived = channel('inc-13-ledger');
    await invite(old);
    await invite(archived);
    world.slack.channelByName('inc-13-ledger').isArchived = true;
    await world.slack.as(LENA).say(old, 'fx-rates too');
    await settled();
    await later(6 * 24 * 3600);
    expect(cards(old)[0]?.editedAt ?? null).toBeNull();
    expect(cards(archived)).toHaveLength(1);
  });

  it('reads what an alert says in its attachment', async () => {
    await start({ readsAlong: true });
    const place = channel('inc-20-what-is-it');
    const alert = await world.slack.as(LENA).say(place, '[FIRING:1]');
    const fields = [{ title: 'Service', value: '`fraud-scorer`', short: true }];
    alert.attachments.push({ fields, fallback: '[FIRING:1] lag' });
    await invite(place);
    expect(cards(place)[0]?.text).toContain('fraud-scorer is owned by Risk');
  });

  it('follows its name, and is left alone when that says that it is none any more', async () => {
    await start();
    const place = channel('inc-21-unclear');
    await invite(place);
    expect(cards(place)).toEqual([]);
    await rename(place, 'inc-21-ledger');
    expect(cards(place)[0]?.text).toContain('ledger is owned by');
    await rename(place, 'inc-21-ledger-fx-rates');
    await later(30);
    expect(cards(place)[0]?.text).toContain('fx-rates is owned by');
    await rename(place, 'post-mortems');
    const before = cards(place)[0]?.text;
    await rename(place, 'inc-21-token-vault');
    await later(60);
    expect(cards(place)).toHaveLength(1);
    expect(cards(place)[0]?.text).toBe(before);
  });

  it('that a channel becomes by its new name gets a card', async () => {
    await start();
    const place = channel('ledger-chat');
    await invite(place);
    expect(cards(place)).toEqual([]);
    await rename(place, 'inc-22-ledger');
    expect(cards(place)).toHaveLength(1);
  });

  it('is left alone when the bot is sent away or the channel is archived, and goes on when it is invited again', async () => {
    await start({ readsAlong: true });
    const place = channel('inc-23-ledger');
    await invite(place);
    await world.slack.as(LENA).command(place, '/remove', '@callboard');
    await settled();
    expect(await updatesAfter(() => later(60))).toEqual([]);
    await invite(place);
    await world.slack.as('U02FELIX').say(place, '`fx-rates` as well');
    await later(60);
    expect(cards(place)).toHaveLength(1);
    expect(cards(place)[0]?.text).toContain('fx-rates');
    await world.slack.as(LENA).command(place, '/archive', '');
    await settled();
    world.clock.advance(20 * 60_000);
    expect(await updatesAfter(() => later(60))).toEqual([]);
  });

  it('does nothing in channels of other names, shared or archived ones', async () => {
    await start({ readsAlong: true });
    const other = channel('ledger-chat');
    const shared = channel('inc-14-ledger', { isShared: true });
    for (const place of [other, shared]) {
      await invite(place);
      await world.slack.as(LENA).say(place, 'checkout-web is broken');
      await later(60);
      expect(cards(place)).toEqual([]);
    }
  });

  it('finds a young channel that the bot was in before it started', async () => {
    await start({ readsAlong: true });
    const place = channel('inc-15-token-vault', { hasBot: true });
    await world.slack.as(LENA).say(place, 'it refuses every token');
    await later(3700);
    expect(cards(place)).toHaveLength(1);
  });

  it.each([
    'inc-<!channel>-ledger',
    'inc-`ledger`-*bold*',
    'inc-ledger-ledger-fx-rates-token-vault-identity-service-payments-api',
    `inc-${'a-'.repeat(60)}`,
  ])('with the hostile name %j pings nobody and breaks nothing', async (name) => {
    await start({ readsAlong: true });
    const place = channel(name);
    await invite(place);
    await world.slack
      .as('U02FELIX')
      .say(place, '<!here> `<!channel>` &lt;@U02ANA&gt; ```checkout-web```');
    await later(30);
    expect(cards(place).length).toBeLessThanOrEqual(1);
    expect(shown(cards(place)[0])).not.toMatch(/<!(channel|here|everyone)|<@U/);
    const problems = world.slack.journal().flatMap((exchange) => exchange.problems);
    expect(problems).toEqual([]);
  });
});
