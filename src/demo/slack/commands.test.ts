import { describe, expect, it, vi } from 'vitest';
import { listening, SECTION } from './test-slack.ts';

describe('a slash command', () => {
  it('reaches the app as a form', async () => {
    const { slack, last, id } = listening();
    await slack.as('U01ANA').command('payments', '/callboard', 'who is @Sam Okafor & co');
    expect(last()).toMatchObject({
      command: '/callboard',
      text: 'who is <@U01SAM|sam> &amp; co',
      user_id: 'U01ANA',
      user_name: 'ana',
      channel_id: id('payments'),
      channel_name: 'payments',
      team_domain: 'test-team',
      response_url: expect.stringContaining('/commands/'),
      trigger_id: expect.any(String),
    });
  });

  it('is answered to the person alone, unless the app says otherwise', async () => {
    const { slack, answerWith } = listening();
    answerWith({ text: 'Only you', blocks: [SECTION] });
    expect(await slack.as('U01ANA').command('payments', '/callboard', '')).toEqual({
      ok: true,
      text: 'Only you',
    });
    expect(slack.lastMessage('payments')).toMatchObject({ onlyFor: 'U01ANA', text: 'Only you' });
    answerWith({ response_type: 'in_channel', text: 'All' });
    await slack.as('U01ANA').command('payments', '/callboard', '');
    expect(slack.lastMessage('payments')).toMatchObject({ onlyFor: null, text: 'All' });
  });

  it('may be answered with nothing', async () => {
    const { slack } = listening();
    const before = slack.messages('payments').length;
    expect(await slack.as('U01ANA').command('payments', '/callboard', '')).toEqual({
      ok: true,
      text: null,
    });
    expect(slack.messages('payments')).toHaveLength(before);
  });

  it.each([
    ['an error', (given: ReturnType<typeof listening>) => given.failWith(500)],
    ['a broken connection', (given: ReturnType<typeof listening>) => given.breakOff()],
  ])('fails visibly after %s', async (_name, spoil) => {
    const given = listening();
    spoil(given);
    const result = await given.slack.as('U01ANA').command('payments', '/callboard', '');
    expect(result).toEqual({
      ok: false,
      text: '/callboard failed with the error "dispatch_failed"',
    });
    expect(given.slack.lastMessage('payments')).toMatchObject({ user: 'USLACKBOT' });
  });

  it('fails visibly when the app takes more than three seconds', async () => {
    vi.useFakeTimers();
    try {
      const { slack } = listening({ deliver: () => new Promise(() => {}) });
      const running = slack.as('U01ANA').command('payments', '/callboard', '');
      await vi.advanceTimersByTimeAsync(3_000);
      expect((await running).text).toBe('/callboard failed with the error "operation_timeout"');
    } finally {
      vi.useRealTimers();
    }
  });

  it('that nobody registered is no command', async () => {
    const { slack, received } = listening({ commands: ['/callboard'] });
    const result = await slack.as('U01ANA').command('payments', '/other', '');
    expect(result).toEqual({ ok: false, text: '/other is not a valid command.' });
    expect(received).toEqual([]);
  });

  it('/invite brings the bot into a channel, and the app hears of it', async () => {
    const { slack, last } = listening({ events: ['member_joined_channel'] });
    await slack.as('U01ANA').command('empty', '/invite', '@callboard');
    expect(slack.channelByName('empty').members).toContain(slack.bot.userId);
    expect(last()).toMatchObject({ event: { user: slack.bot.userId, inviter: 'U01ANA' } });
    expect((await slack.as('U01ANA').command('empty', '/invite', '@ghost')).ok).toBe(false);
  });
});

describe('a response address', () => {
  async function addressOf(given: ReturnType<typeof listening>): Promise<string> {
    await given.slack.as('U01ANA').command('payments', '/callboard', '');
    return String(given.last()['response_url']);
  }
  async function use(given: ReturnType<typeof listening>, url: string, body: unknown) {
    const response = await given.slack.fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }

  it('takes five messages', async () => {
    const given = listening();
    const url = await addressOf(given);
    for (let time = 0; time < 5; time += 1) {
      expect((await use(given, url, { text: `${time}` })).status).toBe(200);
    }
    expect(given.slack.lastMessage('payments')).toMatchObject({ text: '4', onlyFor: 'U01ANA' });
    expect(await use(given, url, { text: 'six' })).toEqual({
      status: 404,
      body: { ok: false, error: 'used_url' },
    });
  });

  it('takes them for half an hour', async () => {
    const given = listening();
    const url = await addressOf(given);
    given.clock.now = new Date(given.clock.now.getTime() + 30 * 60_000 + 1);
    expect(await use(given, url, { text: 'late' })).toEqual({
      status: 404,
      body: { ok: false, error: 'expired_url' },
    });
  });

  it('refuses what Slack could not post', async () => {
    const problem = { pointer: '/blocks/0', message: 'unsupported type: hero' };
    const none = () => [];
    const given = listening({ check: { message: () => [problem], view: none, blocks: none } });
    const url = await addressOf(given);
    const blocks = [{ type: 'hero' }];
    expect(await use(given, url, { text: 'a', blocks })).toMatchObject({
      status: 400,
      body: { error: 'invalid_blocks' },
    });
    expect((await use(given, url, 'text')).body).toEqual({ ok: false, error: 'invalid_payload' });
    expect(given.slack.journal().at(-2)?.problems).toHaveLength(1);
  });

  it('fails when asked to', async () => {
    const given = listening();
    const url = await addressOf(given);
    given.slack.fail({ method: 'response_url', times: 1, status: 500 });
    expect((await use(given, url, { text: 'a' })).status).toBe(500);
    expect((await use(given, url, { text: 'a' })).status).toBe(200);
  });
});
