import { verifySlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { listening } from './test-slack.ts';

describe('what a person writes', () => {
  it('reaches the app as a mention, signed and shaped as Slack does', async () => {
    const { slack, received, last, id, clock } = listening();
    const message = await slack.as('U01ANA').say('payments', '@callboard who owns <ledger>?');
    expect(last()).toMatchObject({
      type: 'event_callback',
      team_id: 'T0TEST',
      api_app_id: slack.bot.appId,
      event_id: expect.stringMatching(/^Ev/),
      event_time: 1_781_524_800,
      authorizations: [{ user_id: slack.bot.userId, is_bot: true }],
      is_ext_shared_channel: false,
      event: {
        type: 'app_mention',
        user: 'U01ANA',
        channel: id('payments'),
        text: `<@${slack.bot.userId}> who owns &lt;ledger&gt;?`,
        ts: message.ts,
        blocks: [{ type: 'rich_text' }],
      },
    });
    const { request, body } = received[0] ?? {};
    const headers = request?.headers;
    verifySlackRequest({
      signingSecret: 'shh',
      body: body ?? '',
      headers: {
        'x-slack-signature': headers?.get('x-slack-signature') ?? '',
        'x-slack-request-timestamp': Number(headers?.get('x-slack-request-timestamp')),
      },
      nowMilliseconds: clock.now.getTime(),
    });
  });

  it('has an id that a Slack before it, over the same database, has not given', async () => {
    const ids = [0, 1_000].map(async (firstSerial) => {
      const { slack, received } = listening({ firstSerial });
      await slack.as('U01ANA').say('payments', '@callboard hi');
      return JSON.parse(received[0]?.body ?? '').event_id;
    });
    const [first, second] = await Promise.all(ids);
    expect(second).not.toBe(first);
  });

  it('is not the business of an app that is not mentioned or not there', async () => {
    const { slack, received } = listening();
    await slack.as('U01ANA').say('payments', 'Good morning');
    await slack.as('U01ANA').say('empty', '@callboard hello?');
    expect(received).toEqual([]);
    expect(slack.lastMessage('empty')).toMatchObject({ user: 'USLACKBOT', onlyFor: 'U01ANA' });
  });

  it('is a plain message in a direct message, mention or not', async () => {
    const { slack, events, last } = listening();
    const im = slack.imOf('U01ANA').id;
    await slack.as('U01ANA').say(im, 'hello @callboard');
    await slack.as('U01ANA').say('@callboard', 'again');
    expect(events()).toEqual(['message', 'message']);
    expect(last()).toMatchObject({ event: { channel_type: 'im', channel: im, text: 'again' } });
  });

  it('reaches an app that listens to a channel once as a mention and once as a message', async () => {
    const { slack, events } = listening({ events: ['app_mention', 'message.channels'] });
    await slack.as('U01ANA').say('payments', '@callboard hi');
    expect(events()).toEqual(['app_mention', 'message']);
  });

  it('says in which thread and company it was written', async () => {
    const { slack, last } = listening();
    const root = await slack.as('U01SAM').say('partners', 'Any idea?');
    await slack.as('U01ANA').say('partners', '@callboard help', { thread: root.ts });
    expect(last()).toMatchObject({
      is_ext_shared_channel: true,
      event: { thread_ts: root.ts, parent_user_id: 'U01SAM' },
    });
  });

  it('makes the writer a member of the channel', async () => {
    const { slack } = listening();
    await slack.as('U01SAM').say('secret', 'let me in');
    expect(slack.channelByName('secret').members).toContain('U01SAM');
  });

  it('cannot be written in an archived or unknown channel, or by a stranger', async () => {
    const { slack } = listening();
    await expect(slack.as('U01ANA').say('old', 'hi')).rejects.toThrow('archived');
    await expect(slack.as('U01ANA').say('nowhere', 'hi')).rejects.toThrow('no channel nowhere');
    expect(() => slack.as('U0NOBODY')).toThrow('no person U0NOBODY');
  });
});

describe('events', () => {
  it('tell the app of its own direct messages too, under its bot id', async () => {
    const { slack, client, last } = listening();
    await client.chat.postMessage({ channel: slack.imOf('U01ANA').id, text: 'Hello Ana' });
    await slack.settled();
    expect(last()).toMatchObject({ event: { type: 'message', bot_id: slack.bot.botId } });
  });

  it('tell that the Home tab was opened, with the view that was there', async () => {
    const { slack, client, last } = listening();
    await slack.as('U01ANA').openHome();
    expect(last()).toMatchObject({
      event: {
        type: 'app_home_opened',
        tab: 'home',
        user: 'U01ANA',
        channel: slack.imOf('U01ANA').id,
      },
    });
    await client.views.publish({ user_id: 'U01ANA', view: { type: 'home', blocks: [] } });
    await slack.as('U01ANA').openHome();
    expect(last()).toMatchObject({ event: { view: { type: 'home', hash: expect.any(String) } } });
  });

  it('are not sent where the app did not subscribe', async () => {
    const { slack, received } = listening({ events: [] });
    await slack.as('U01ANA').say('payments', '@callboard hi');
    await slack.as('U01ANA').openHome();
    expect(received).toEqual([]);
  });

  it('come again with the same id when the app did not answer', async () => {
    const { slack, received } = listening();
    await slack.as('U01ANA').say('payments', '@callboard hi');
    const [eventId = ''] = slack.eventIds();
    expect(await slack.redeliver(eventId)).toBe(200);
    expect(received).toHaveLength(2);
    expect(received[1]?.payload).toEqual(received[0]?.payload);
    expect(received[0]?.request.headers.get('x-slack-retry-num')).toBeNull();
    expect(received[1]?.request.headers.get('x-slack-retry-num')).toBe('1');
    expect(received[1]?.request.headers.get('x-slack-retry-reason')).toBe('http_timeout');
    await expect(slack.redeliver('Ev0')).rejects.toThrow('No event Ev0');
  });

  it.each([
    ['an error', 'http_error', (given: ReturnType<typeof listening>) => given.failWith(500)],
    [
      'a broken connection',
      'connection_failed',
      (given: ReturnType<typeof listening>) => given.breakOff(),
    ],
  ])('are tried again at once after %s', async (_name, reason, spoil) => {
    const given = listening();
    spoil(given);
    await given.slack.as('U01ANA').say('payments', '@callboard hi');
    await given.slack.until(() => given.slack.journal().length === 2);
    expect(given.received[1]?.request.headers.get('x-slack-retry-reason')).toBe(reason);
    given.slack.stop();
  });

  it('may be a payload without an event, when there were too many', async () => {
    const { slack, last } = listening();
    await slack.limitEvents();
    expect(last()).toMatchObject({ type: 'app_rate_limited', minute_rate_limited: 1_781_524_800 });
    expect(last()).not.toHaveProperty('event');
  });
});
