import { afterEach, describe, expect, it } from 'vitest';
import { controlsOf } from './controls.ts';
import { createSlackWorld, NOBODY, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const echo = ({ text }: { text: string }) => textAnswer(`You asked: ${text}`);
const anaIsKnown = {
  ...NOBODY,
  userByEmail: async (email: string) => (email === 'ana@example.com' ? 'user:default/ana' : null),
};

describe('a question in a channel', () => {
  it('is answered in its thread, without the mention', async () => {
    world = await createSlackWorld(echo, { people: anaIsKnown });
    const question = await world.fake
      .as('U01ANA')
      .say('#payments', '@callboard who owns <ledger> & co');
    await world.settled();
    const [, answer] = world.fake.thread('#payments', question.ts);
    expect(world.asked).toEqual([
      {
        text: 'who owns <ledger> & co',
        asker: 'user:default/ana',
        thread: `${question.channel}:${question.ts}`,
        zone: expect.any(Function),
        from: { person: 'slack:U01ANA', place: 'channel' },
      },
    ]);
    expect(answer?.text).toBe('You asked: who owns &lt;ledger&gt; &amp; co');
  });

  it('continues the conversation of its thread', async () => {
    world = await createSlackWorld(echo);
    const ana = world.fake.as('U01ANA');
    const root = await ana.say('#payments', '@callboard who owns ledger');
    await ana.say('#payments', '@callboard and who is on call', { thread: root.ts });
    await world.settled();
    const thread = `${root.channel}:${root.ts}`;
    expect(world.asked.map((question) => question.thread)).toEqual([thread, thread]);
    expect(world.fake.thread('#payments', root.ts)).toHaveLength(4);
  });

  it('is answered once, however often Slack delivers it', async () => {
    world = await createSlackWorld(echo);
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard who owns ledger');
    const [event] = world.fake.eventIds();
    expect(await world.fake.redeliver(String(event))).toBe(200);
    await world.settled();
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

  it('knows the people it mentions', async () => {
    world = await createSlackWorld(echo, { people: anaIsKnown });
    await world.fake.as('U01SAM').say('#payments', '@callboard what does @Ana Duarte own');
    await world.settled();
    expect(world.asked[0]?.text).toBe('what does user:default/ana own');
  });

  it('gets help when it is empty', async () => {
    world = await createSlackWorld(echo);
    await world.fake.as('U01ANA').say('#payments', '@callboard');
    await world.settled();
    expect(world.asked[0]?.text).toBe('help');
  });
});

describe('a channel shared with another company', () => {
  it('gets no facts, and the asker is told why', async () => {
    world = await createSlackWorld(echo);
    await world.fake.as('U01ANA').say('#partners', '@callboard who owns ledger');
    await world.settled();
    const last = world.fake.lastMessage('#partners');
    expect(world.asked).toEqual([]);
    expect(last?.onlyFor).toBe('U01ANA');
    expect(last?.text).toContain('shared with another company');
  });

  it('gets none by command either', async () => {
    world = await createSlackWorld(echo);
    await world.fake.as('U01ANA').command('#partners', '/callboard', 'who owns ledger');
    await world.settled();
    expect(world.asked).toEqual([]);
    expect(world.fake.lastMessage('#partners')?.text).toContain('shared with another company');
  });

  it('is answered where an admin allows it', async () => {
    world = await createSlackWorld(echo, { allowSharedChannels: true });
    const question = await world.fake.as('U01ANA').say('#partners', '@callboard who owns ledger');
    await world.settled();
    expect(world.fake.thread('#partners', question.ts)).toHaveLength(2);
  });
});

describe('a direct message', () => {
  it('is answered beside it, as one conversation', async () => {
    world = await createSlackWorld(echo);
    const { id } = world.fake.imOf('U01ANA');
    await world.fake.as('U01ANA').say(id, 'who owns ledger');
    await world.settled();
    expect(world.asked[0]?.thread).toBe(id);
    expect(world.fake.lastMessage(id)).toMatchObject({
      threadTs: null,
      text: 'You asked: who owns ledger',
    });
  });

  it('of the bot itself is no question', async () => {
    world = await createSlackWorld(echo);
    const { id } = world.fake.imOf('U01ANA');
    await world.fake.as('U01ANA').say(id, 'hello');
    await world.settled();
    expect(world.asked).toHaveLength(1);
    expect(world.fake.messages(id)).toHaveLength(2);
  });
});

describe('/callboard', () => {
  it('answers the asker alone, with a button to share', async () => {
    world = await createSlackWorld(echo);
    const before = world.calls().length;
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'who owns ledger');
    await world.settled();
    const answer = world.fake.lastMessage('#payments');
    expect(answer).toMatchObject({ onlyFor: 'U01ANA', text: 'You asked: who owns ledger' });
    expect(controlsOf(answer?.blocks ?? []).map(({ text }) => text)).toEqual(['Share in channel']);
    expect(world.calls().length - before).toBeLessThanOrEqual(3);
  });

  it('answers openly in the direct messages with the bot', async () => {
    world = await createSlackWorld(echo);
    const { id } = world.fake.imOf('U01ANA');
    await world.fake.as('U01ANA').command(id, '/callboard', 'who owns ledger');
    await world.settled();
    expect(world.fake.lastMessage(id)?.onlyFor).toBeNull();
  });

  it('answers where the bot is no member, without a way to share', async () => {
    world = await createSlackWorld(echo);
    await world.fake.as('U01ANA').command('#secret', '/callboard', 'who owns ledger');
    await world.settled();
    const answer = world.fake.lastMessage('#secret');
    expect(answer).toMatchObject({ onlyFor: 'U01ANA', text: 'You asked: who owns ledger' });
    expect(controlsOf(answer?.blocks ?? [])).toEqual([]);
  });
});
