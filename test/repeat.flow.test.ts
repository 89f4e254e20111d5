import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repeats } from '../src/db/schema.ts';
import { runRepeats } from '../src/deeds/repeat-turns.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { createLog } from '../src/log.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const LENA = 'U02LENA';
const ANA = 'U02ANA';
const DAY = 24 * 60 * 60_000;

const buttonsOf = (message: Message) => controlsOf(message.blocks).map(({ text }) => text);
const answersIn = (place: string) =>
  world.slack.messages(place).filter((message) => shownText(message).includes('every Monday at'));

async function pressed(person: string, message: Message, text: string): Promise<Message> {
  await press(world.slack, person, message, text);
  await world.slack.settled();
  await world.app.slack?.settled();
  return world.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
}

/** Time goes by, and the job has its turn, on two replicas at once. */
async function later(ms: number): Promise<void> {
  world.clock.advance(ms);
  const { core, slack } = world.app;
  if (!slack) throw new Error('This world has no Slack.');
  const parts = { db: core.db, ask: core.ask, post: slack.post, now: world.clock.now };
  const log = createLog('silent');
  await Promise.all([runRepeats({ ...parts, log }), runRepeats({ ...parts, log })]);
  await world.slack.settled();
}

/** The demo's Monday is 15 June 2026, 14:30 in Berlin. */
async function schedule(text: string): Promise<Message> {
  const first = await askInThread(world, LENA, 'who owns ledger');
  const thread = first.threadTs ?? first.ts;
  return askInThread(world, LENA, text, { thread });
}

describe('an answer on a schedule', () => {
  it('is a card first, is told of where it goes when somebody presses, and comes every Monday, once', async () => {
    const card = await schedule('send this to #team-risk every monday at 9');
    for (const words of ['who owns ledger', '#team-risk', 'Monday, 22 June 2026, 09:00'])
      expect(shownText(card)).toContain(words);
    expect(await world.app.core.db.select().from(repeats)).toEqual([]);
    const done = await pressed(LENA, card, 'Schedule');
    expect(done.text).toContain('I answer it every Monday at 09:00 (Europe/Berlin)');
    const before = world.slack.messages('#team-risk').length;
    expect(world.slack.lastMessage('#team-risk')?.text).toContain(
      'Lena Hoffmann has me answer this',
    );
    await later(6 * DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before);
    await later(DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before + 1);
    expect(world.slack.lastMessage('#team-risk')?.text).toContain('ledger is owned by');
    await later(7 * DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before + 2);
  });

  it('goes to the asker where nobody names a channel, and to where it was asked with "here"', async () => {
    await pressed(LENA, await schedule('send me this every monday at 9'), 'Schedule');
    await pressed(LENA, await schedule('post this here every monday at 9'), 'Schedule');
    await later(7 * DAY);
    const direct = world.slack.imOf(LENA).id;
    expect(answersIn(direct)).toHaveLength(2);
    expect(answersIn('#ask-platform').length).toBeGreaterThan(0);
  });

  it('comes to direct messages where it was asked for there', async () => {
    const { id } = world.slack.imOf(LENA);
    await world.slack.as(LENA).say(id, 'send who owns ledger here every monday at 9');
    await world.app.slack?.settled();
    const card = world.slack.lastMessage(id) as Message;
    expect((await pressed(LENA, card, 'Schedule')).text).toContain('I answer it every Monday');
    const listed = await askInThread(world, LENA, 'what do you send me');
    expect(listed.text).toContain('"who owns ledger" where you asked for it every Monday');
    await later(7 * DAY);
    expect(world.slack.lastMessage(id)?.text).toContain('ledger is owned by');
  });

  it('takes another question before it is pressed', async () => {
    const card = await askInThread(world, LENA, 'send this to #team-risk every monday 9am');
    expect(shownText(card)).toContain('Nothing was asked before in this conversation');
    await press(world.slack, LENA, card, 'Change the text…');
    await world.app.slack?.settled();
    const [view] = world.slack.as(LENA).views();
    await world.slack.as(LENA).submit(view?.id ?? '', {
      words: { words: { type: 'plain_text_input', value: 'who is on call for risk' } },
    });
    await world.app.slack?.settled();
    await pressed(LENA, card, 'Schedule');
    await later(7 * DAY);
    expect(world.slack.lastMessage('#team-risk')?.text).toContain('on call');
  });

  it('is not scheduled where it cannot be posted', async () => {
    const card = await schedule('send this to #no-such-channel every monday at 9');
    const tried = await pressed(LENA, card, 'Schedule');
    expect(tried.text).toContain('I could not reach #no-such-channel');
    expect(buttonsOf(tried)).toContain('Try again');
    expect(await world.app.core.db.select().from(repeats)).toEqual([]);
  });

  it('is listed, and ended by whoever scheduled it', async () => {
    const ask = async (text: string) => askInThread(world, LENA, text);
    expect((await ask('what do you send me')).text).toContain('scheduled nothing');
    await pressed(LENA, await schedule('send this to #team-risk every monday at 9'), 'Schedule');
    expect((await ask('what do you send me')).text).toContain(
      'in #team-risk every Monday at 09:00',
    );
    const card = await ask('stop sending');
    expect(buttonsOf(card)).toEqual(['Stop', 'Cancel']);
    await pressed(ANA, card, 'Stop');
    expect((await ask('what do you send me')).text).toContain('#team-risk');
    expect((await pressed(LENA, card, 'Stop')).text).toContain('not sent any more');
    const before = world.slack.messages('#team-risk').length;
    await later(7 * DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before);
    expect((await ask('stop sending')).text).toContain('nothing to stop');
  });

  it('does not come a day late', async () => {
    await pressed(LENA, await schedule('send this to #team-risk every monday at 9'), 'Schedule');
    const before = world.slack.messages('#team-risk').length;
    await later(8 * DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before);
    await later(6 * DAY);
    expect(world.slack.messages('#team-risk')).toHaveLength(before + 1);
  });
});
