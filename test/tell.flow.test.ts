import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const LENA = 'U02LENA';
const ANA = 'U02ANA';
const DOWN = 'tell everybody who depends on ledger that it is down';

const latest = (message: Message) =>
  world.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
const buttonsOf = (message: Message) => controlsOf(message.blocks).map(({ text }) => text);

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

async function pressed(person: string, message: Message, text: string): Promise<Message> {
  await press(world.slack, person, message, text);
  await settled();
  return latest(message);
}

/** What was posted in a place because somebody pressed. */
const toldIn = (place: string) =>
  world.slack.messages(place).filter(({ text }) => text.startsWith('About ledger:'));

const lines = async () =>
  (await world.app.core.db.select().from(audit)).filter(({ what }) => what === 'tell');

describe('telling who depends on something', () => {
  it('is one press away from the blast radius, and says before who would read what and where', async () => {
    const radius = await askInThread(world, LENA, 'what breaks if ledger is down');
    expect(radius.text).toContain('3 things depend on ledger directly, 15 more through them.');
    expect(shownText(radius)).toMatch(
      /_Tier 1_.*payments-api.*#team-payments.*_Tier 3_.*ledger-export/,
    );
    await press(world.slack, LENA, radius, 'Tell them…');
    const card = await world.slack.until(() =>
      world.slack
        .thread(radius.channel, radius.threadTs ?? radius.ts)
        .findLast(({ text }) => text.startsWith('Tell 7 owners')),
    );
    for (const words of ['Risk in #team-risk', '7 messages', 'There is trouble with ledger'])
      expect(shownText(card)).toContain(words);
    expect(buttonsOf(card)).toEqual(['Tell them', 'Change the text…', 'Cancel']);
    expect(toldIn('#team-risk')).toEqual([]);
  });

  it('sends one message to each channel, in the name of who pressed, and names what of theirs is affected', async () => {
    const card = await askInThread(world, LENA, DOWN);
    await Promise.all([
      press(world.slack, ANA, card, 'Tell them'),
      press(world.slack, LENA, card, 'Tell them'),
    ]);
    await settled();
    for (const team of ['payments', 'checkout', 'ledger', 'risk', 'mobile', 'notifications'])
      expect(toldIn(`#team-${team}`)).toHaveLength(1);
    const [told] = toldIn('#team-risk');
    expect(told?.text).toContain('fraud-scorer, fraud-rules-ui and chargeback-bot of Risk depend');
    expect(told?.text).toContain('>ledger is down. Questions: #team-ledger.');
    expect(told?.text).toMatch(/Sent by <@U02(ANA|LENA)> through me/);
    expect(latest(card).text).toContain('Told #team-payments, #team-checkout');
  });

  it('says whom it could not reach and why, and trying again tells only those', async () => {
    const card = await askInThread(world, LENA, DOWN);
    const tried = await pressed(ANA, card, 'Tell them');
    expect(tried.text).toContain('I could not reach #team-data: I am not in that channel');
    expect(await lines()).toMatchObject([
      { who: 'user:default/ana-duarte', target: 'component:default/ledger', outcome: 'failed' },
    ]);
    await world.slack.as(ANA).command('#team-data', '/invite', '@callboard');
    const done = await pressed(LENA, tried, 'Try again');
    expect(done.text).toContain('#team-data');
    expect(done.text).not.toContain('could not');
    expect(buttonsOf(done)).toEqual([]);
    expect(toldIn('#team-data')).toHaveLength(1);
    expect(toldIn('#team-risk')).toHaveLength(1);
    expect((await lines()).map(({ outcome }) => outcome).sort()).toEqual(['done', 'failed']);
  });

  it('sends the text as the asker changed it, and nothing in it pings or links', async () => {
    const card = await askInThread(world, LENA, DOWN);
    await press(world.slack, LENA, card, 'Change the text…');
    await settled();
    const [view] = world.slack.as(LENA).views();
    const value = 'Reads fail. <!channel> <@U02ANA> <https://evil.example|bank>\nETA 15:00';
    await world.slack
      .as(LENA)
      .submit(view?.id ?? '', { words: { words: { type: 'plain_text_input', value } } });
    await settled();
    await pressed(LENA, latest(card), 'Tell them');
    const [told] = toldIn('#team-risk');
    expect(told?.text).toContain('>Reads fail. &lt;!channel&gt; &lt;@U02ANA&gt;');
    expect(told?.text).toContain('\n>ETA 15:00');
    expect(told?.text).not.toMatch(/<!channel>|<https:|<@U02ANA> &|ledger is down/);
    expect(world.slack.journal().flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('stays out of channels that other companies read', async () => {
    Object.assign(world.slack.channelByName('team-risk'), { isShared: true });
    const card = await askInThread(world, LENA, DOWN);
    const tried = await pressed(ANA, card, 'Tell them');
    expect(tried.text).toContain('I could not reach #team-risk: people of other companies read');
    expect(toldIn('#team-risk')).toEqual([]);
  });

  it('is over after half an hour', async () => {
    const card = await askInThread(world, LENA, DOWN);
    world.clock.advance(31 * 60_000);
    expect((await pressed(ANA, card, 'Tell them')).text).toContain('too long ago');
    expect(toldIn('#team-risk')).toEqual([]);
  });

  it('has what breaks as lines to copy into a spreadsheet, whole ones, and says how many do not fit', async () => {
    const first = await askInThread(world, LENA, 'blast radius of ledger');
    const thread = first.threadTs ?? first.ts;
    const csv = await askInThread(world, LENA, 'export that as csv', { thread });
    const shown = shownText(csv);
    expect(shown).toContain('```\\nref,name,kind');
    expect(shown).toContain('component:default/payments-api,payments-api,component');
    const lines = shown.match(/component:default\/[\w-]+,/g) ?? [];
    const hidden = Number(/(\d+) more lines? do/.exec(shown)?.[1] ?? 0);
    expect(lines.length + hidden).toBe(18);
  });

  it('follows from the conversation', async () => {
    const first = await askInThread(world, LENA, 'blast radius of ledger');
    const thread = first.threadTs ?? first.ts;
    const card = await askInThread(world, LENA, 'tell them it is down', { thread });
    expect(card.text).toContain('of what depends on ledger?');
    expect(card.text).toContain('"ledger is down.');
  });
});
