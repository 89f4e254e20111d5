import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { createSlackWorld, NOBODY, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const echo = ({ text }: { text: string }) =>
  textAnswer(`You asked: ${text}`, {
    facts: [{ name: 'owner', value: 'x', source: 'CODEOWNERS' }],
  });

describe('Slack answering an answer with a failure', () => {
  it.each([
    ['429 with Retry-After', { status: 429, retryAfter: 30 }],
    ['a broken line', { isBroken: true }],
    ['a 503', { status: 503 }],
    ['an internal error', { error: 'internal_error' }],
  ])('%s: the answer comes later, once', async (_name, failure) => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'chat.postMessage', times: 1, ...failure });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(1);
    expect((await world.slack.status()).outbox).toEqual({ waiting: 1, failed: 0 });

    world.clock.advance(31_000);
    await world.slack.drainOutbox();
    await world.slack.drainOutbox();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(2);
    expect((await world.slack.status()).outbox).toEqual({ waiting: 0, failed: 0 });
  });

  it.each([
    ['in a thread', '#payments', '@callboard ledger'],
    ['in direct messages', 'direct', 'ledger'],
  ])(
    'an answer that was lost on its way back: what was posted %s stands there once',
    async (_name, channel, text) => {
      world = await createSlackWorld(echo);
      const place = channel === 'direct' ? world.fake.imOf('U01ANA').id : channel;
      world.fake.fail({ method: 'chat.postMessage', times: 1, isLost: true });
      await world.fake.as('U01ANA').say(place, text);
      await world.settled();
      expect((await world.slack.status()).outbox).toEqual({ waiting: 1, failed: 0 });
      world.clock.advance(31_000);
      await world.slack.drainOutbox();
      const said = world.fake.messages(place).filter((one) => one.text === 'You asked: ledger');
      expect(said).toHaveLength(1);
      expect((await world.slack.status()).outbox).toEqual({ waiting: 0, failed: 0 });
    },
  );

  it('the same for what a person is told by their id', async () => {
    world = await createSlackWorld(echo, {
      people: { ...NOBODY, contactOf: async () => ({ slackId: 'U01ANA', email: null }) },
    });
    world.fake.fail({ method: 'chat.postMessage', times: 1, isLost: true });
    await world.slack.notify('user:default/ana', 'Your turn.', 'turn');
    world.clock.advance(31_000);
    await world.slack.drainOutbox();
    expect(world.fake.messages(world.fake.imOf('U01ANA').id)).toHaveLength(1);
    expect((await world.slack.status()).outbox).toEqual({ waiting: 0, failed: 0 });
  });

  it('429: is not tried again before Retry-After is over', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'chat.postMessage', times: 1, status: 429, retryAfter: 30 });
    await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    const before = world.calls().length;
    world.clock.advance(29_000);
    await world.slack.drainOutbox();
    expect(world.calls()).toHaveLength(before);
  });

  it('429 on a response address: a command is answered later, too', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'response_url', times: 1, status: 429, retryAfter: 5 });
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'who owns ledger');
    await world.settled();
    world.clock.advance(6_000);
    await world.slack.drainOutbox();
    expect(world.fake.lastMessage('#payments')?.text).toBe('You asked: who owns ledger');
  });

  it('invalid_blocks: the text arrives without them', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'chat.postMessage', times: 1, error: 'invalid_blocks' });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    const [, answer] = world.fake.thread('#payments', question.ts);
    expect(answer).toMatchObject({ text: 'You asked: ledger', blocks: [] });
  });

  it('an answer that could not be sent for half an hour is not sent any more', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'chat.postMessage', times: 1, error: 'internal_error' });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    world.clock.advance(31 * 60_000);
    await world.slack.drainOutbox();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(1);
    expect((await world.slack.status()).outbox).toEqual({ waiting: 0, failed: 1 });
  });
});

describe('a channel that takes no messages', () => {
  it.each([
    ['channel_not_found', 'invite me or correct the setting'],
    ['is_archived', 'un-archive it'],
    ['not_in_channel', 'invite me with /invite'],
  ])('%s: the platform lead hears of it, once', async (error, advice) => {
    world = await createSlackWorld(echo, { leadChannel: '#empty' });
    await world.fake.as('U01SAM').command('#empty', '/invite', '@callboard');
    for (const text of ['@callboard ledger', '@callboard payments']) {
      world.fake.fail({ method: 'chat.postMessage', times: 1, error });
      await world.fake.as('U01ANA').say('#payments', text);
      await world.settled();
    }
    const told = world.fake.messages('#empty');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(advice);
    expect((await world.slack.status()).outbox).toEqual({ waiting: 0, failed: 2 });
  });

  it('does not go round in circles when it is the lead’s own', async () => {
    world = await createSlackWorld(echo, { leadChannel: '#old' });
    const before = world.calls().length;
    await world.slack.tellLead('GitHub refuses the token.');
    await world.slack.drainOutbox();
    expect(world.calls().slice(before)).toEqual(['chat.postMessage']);
    expect(world.logged).toContainEqual(
      expect.objectContaining({ msg: 'slack message not delivered', reason: 'is_archived' }),
    );
  });
});

describe('telling the platform lead', () => {
  it('happens once a day for one sentence, a second apart for several', async () => {
    world = await createSlackWorld(echo, { leadChannel: '#payments' });
    const told = () => world.fake.messages('#payments').filter(({ text }) => text.startsWith('No'));
    for (const text of ['No token <!channel>', 'No token <!channel>', 'No access', 'No answer']) {
      await world.slack.tellLead(text);
    }
    expect(told().map(({ text }) => text)).toEqual(['No token &lt;!channel&gt;']);
    world.clock.advance(1_000);
    await world.slack.drainOutbox();
    expect(told()).toHaveLength(2);
    world.clock.advance(1_000);
    await world.slack.drainOutbox();
    expect(told()).toHaveLength(3);
    world.clock.advance(24 * 60 * 60_000);
    await world.slack.tellLead('No access');
    expect(told()).toHaveLength(4);
  });
});

describe('invalid_auth', () => {
  it('is said in the status, loses nothing and heals by itself', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: '*', times: 3, error: 'invalid_auth' });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    const refused = await world.slack.status();
    expect(refused).toMatchObject({ isConnected: false, outbox: { waiting: 1, failed: 0 } });
    expect(refused.detail).toContain('SLACK_BOT_TOKEN');

    world.clock.advance(5 * 60_000);
    await world.slack.drainOutbox();
    await world.slack.drainOutbox();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(2);
    expect((await world.slack.status()).isConnected).toBe(true);
  });
});

describe('an error of ours', () => {
  it('becomes an apology with the reference that the log has', async () => {
    world = await createSlackWorld(() => {
      throw new Error('the index is gone');
    });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    const apology = world.fake.lastMessage('#payments');
    const reference = /reference: (\S+)\./.exec(apology?.text ?? '')?.[1];
    expect(apology).toMatchObject({ onlyFor: 'U01ANA' });
    expect(reference).toBeTruthy();
    expect(world.logged).toContainEqual(
      expect.objectContaining({ level: 'error', reference, msg: 'slack listener failed' }),
    );
    expect(world.fake.thread('#payments', question.ts)[0]?.ts).toBe(question.ts);
  });

  it('that people can mend is said in its own words', async () => {
    world = await createSlackWorld(() => {
      throw new UserError('I know no team "paymnts".', 'Try its GitHub name.');
    });
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'what does paymnts own');
    await world.settled();
    expect(world.fake.lastMessage('#payments')?.text).toBe(
      'I know no team "paymnts". Try its GitHub name.',
    );
  });

  it('in looking up the asker costs the name, not the answer', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'users.info', times: 5, error: 'internal_error' });
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    expect(world.asked[0]?.asker).toBeNull();
    expect(world.fake.thread('#payments', question.ts)).toHaveLength(2);
  });
});

describe('a trigger that expired', () => {
  it('is said to the person, who can press again', async () => {
    world = await createSlackWorld(echo);
    world.fake.fail({ method: 'views.open', times: 1, error: 'expired_trigger_id' });
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'link');
    await world.settled();
    expect(world.fake.lastMessage('#payments')).toMatchObject({
      onlyFor: 'U01ANA',
      text: 'Slack gave up waiting for the form. Please press the button again.',
    });
  });
});

describe('stopping while Slack does not answer', () => {
  it.each([
    ['a message', 'chat.postMessage'],
    ['a response address', 'response_url'],
  ])('%s: stops, and keeps the answer to be sent by the next process', async (_name, method) => {
    world = await createSlackWorld(echo, { drainMs: 20 });
    world.fake.fail({ method, times: 1, isSilent: true });
    const ana = world.fake.as('U01ANA');
    if (method === 'response_url') await ana.command('#payments', '/callboard', 'ledger');
    else await ana.say('#payments', '@callboard ledger');
    const kept = async () => (await world.slack.status()).outbox;
    await expect.poll(kept).toEqual({ waiting: 1, failed: 0 });
    await world.slack.stop();
    expect(await kept()).toEqual({ waiting: 1, failed: 0 });
  });
});
