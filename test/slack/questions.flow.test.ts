import { afterEach, describe, expect, it } from 'vitest';
import { createSlackWorld, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const echo = ({ text }: { text: string }) => textAnswer(`You asked: ${text}`);

describe('a question in a channel', () => {
  it('is answered in its thread, without the mention', async () => {
    world = await createSlackWorld(echo);
    const question = await world.fake
      .as('U01ANA')
      .say('#payments', '@callboard who owns <ledger> & co');
    await world.settled();
    const [, answer] = world.fake.thread('#payments', question.ts);
    expect(world.asked[0]).toMatchObject({
      text: 'who owns <ledger> & co',
      thread: `${question.channel}:${question.ts}`,
    });
    expect(answer?.text).toBe('You asked: who owns &lt;ledger&gt; &amp; co');
  });

  it('continues the conversation of its thread', async () => {
    world = await createSlackWorld(echo);
    const ana = world.fake.as('U01ANA');
    const root = await ana.say('#payments', '@callboard who owns ledger');
    await ana.say('#payments', '@callboard and who is on call', { thread: root.ts });
    await world.settled();
    expect(world.asked.map(({ thread }) => thread)).toEqual(
      Array(2).fill(`${root.channel}:${root.ts}`),
    );
    expect(world.fake.thread('#payments', root.ts)).toHaveLength(4);
  });

  it('is answered once, however often Slack delivers it', async () => {
    world = await createSlackWorld(echo);
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard who owns ledger');
    await world.settled();
    const [event] = world.fake.eventIds();
    expect(await world.fake.redeliver(String(event))).toBe(200);
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(2);
  });

  it('stays unanswered when there is nothing to say', async () => {
    world = await createSlackWorld(() => textAnswer('', { kind: 'silent', intent: 'smalltalk' }));
    const thanks = await world.fake.as('U01ANA').say('#payments', '@callboard thanks!');
    await world.settled();
    expect(world.fake.thread('#payments', thanks.ts)).toHaveLength(1);
  });

  it('takes three calls at most', async () => {
    world = await createSlackWorld(echo);
    const before = world.calls().length;
    await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    expect(world.calls().slice(before)).toEqual(['users.info', 'chat.postMessage']);
  });
});
