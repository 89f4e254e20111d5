import { describe, expect, it } from 'vitest';
import { refusal, SECTION, testOptions, world } from '../test-slack.ts';

describe('messages', () => {
  it('are posted where the channel then shows them', async () => {
    const { slack, client } = world();
    const posted = await client.chat.postMessage({
      channel: '#payments',
      text: 'Hello',
      blocks: [SECTION],
    });
    expect(posted.message).toMatchObject({ text: 'Hello', bot_id: slack.bot.botId });
    expect(slack.lastMessage('payments')).toMatchObject({
      text: 'Hello',
      user: slack.bot.userId,
      blocks: [{ ...SECTION, block_id: expect.any(String) }],
    });
  });

  it('reach a person by their id', async () => {
    const { slack, client } = world();
    const posted = await client.chat.postMessage({ channel: 'U01ANA', text: 'Psst' });
    expect(posted.channel).toBe(slack.imOf('U01ANA').id);
  });

  it('are kept in their thread', async () => {
    const { slack, client, id } = world();
    const [root] = slack.messages('payments');
    await client.chat.postMessage({
      channel: id('payments'),
      text: 'Reply',
      thread_ts: root?.ts ?? '',
    });
    expect(slack.thread('payments', root?.ts ?? '').map(({ text }) => text)).toEqual([
      'Morning <@U01SAM>',
      'Morning',
      'Reply',
    ]);
  });

  it('are changed and deleted', async () => {
    const { slack, client, id } = world();
    const { ts = '' } = await client.chat.postMessage({ channel: id('payments'), text: 'One' });
    await client.chat.update({ channel: id('payments'), ts, text: 'Two' });
    expect(slack.lastMessage('payments')).toMatchObject({
      text: 'Two',
      editedAt: expect.any(String),
    });
    await client.chat.delete({ channel: id('payments'), ts });
    expect(slack.lastMessage('payments')?.text).toBe('Morning');
  });

  it('lose their blocks when only the text is changed', async () => {
    const { slack, client, id } = world();
    const { ts = '' } = await client.chat.postMessage({
      channel: id('payments'),
      text: 'One',
      blocks: [SECTION],
    });
    await client.chat.update({ channel: id('payments'), ts, text: 'Two' });
    expect(slack.lastMessage('payments')?.blocks).toEqual([]);
  });

  it('have names of their own even where the clock stands still', async () => {
    const { client, id } = world();
    const posted = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.chat.postMessage({ channel: id('payments'), text: 'a' }),
      ),
    );
    expect(new Set(posted.map(({ ts }) => ts)).size).toBe(20);
  });

  it('are shown to one person when ephemeral', async () => {
    const { slack, client, id } = world();
    await client.chat.postEphemeral({ channel: id('payments'), user: 'U01SAM', text: 'Only you' });
    expect(slack.lastMessage('payments')).toMatchObject({ onlyFor: 'U01SAM' });
    const history = await client.conversations.history({ channel: id('payments') });
    expect(history.messages?.map(({ text }) => text)).toEqual(['Morning <@U01SAM>']);
  });

  it.each<[string, (given: ReturnType<typeof world>) => Promise<unknown>, string]>([
    [
      'nowhere',
      ({ client }) => client.chat.postMessage({ channel: '#nowhere', text: 'a' }),
      'channel_not_found',
    ],
    [
      'a private channel without the bot',
      ({ client, id }) => client.chat.postMessage({ channel: id('secret'), text: 'a' }),
      'channel_not_found',
    ],
    [
      'a channel without the bot',
      ({ client }) => client.chat.postMessage({ channel: '#empty', text: 'a' }),
      'not_in_channel',
    ],
    [
      'an archived channel',
      ({ client }) => client.chat.postMessage({ channel: '#old', text: 'a' }),
      'is_archived',
    ],
    [
      'without a word',
      ({ client }) => client.chat.postMessage({ channel: '#payments', text: '' }),
      'no_text',
    ],
    [
      'in a thread that is not there',
      ({ client }) =>
        client.chat.postMessage({ channel: '#payments', text: 'a', thread_ts: '1.2' }),
      'thread_not_found',
    ],
    [
      'without a channel',
      ({ client }) => client.apiCall('chat.postMessage', { text: 'a' }),
      'invalid_arguments',
    ],
    [
      'markdown and text at once',
      ({ client }) =>
        client.apiCall('chat.postMessage', { channel: '#payments', text: 'a', markdown_text: 'b' }),
      'markdown_text_conflict',
    ],
    [
      'ephemeral to a stranger',
      ({ client, id }) =>
        client.chat.postEphemeral({ channel: id('payments'), user: 'U0NOBODY', text: 'a' }),
      'user_not_in_channel',
    ],
    [
      'over a message that is gone',
      ({ client, id }) => client.chat.update({ channel: id('payments'), ts: '1.2', text: 'a' }),
      'message_not_found',
    ],
    [
      "over somebody else's message",
      ({ client, slack, id }) =>
        client.chat.update({
          channel: id('payments'),
          ts: slack.messages('payments')[0]?.ts ?? '',
          text: 'a',
        }),
      'cant_update_message',
    ],
    [
      "deleting somebody else's message",
      ({ client, slack, id }) =>
        client.chat.delete({
          channel: id('payments'),
          ts: slack.messages('payments')[0]?.ts ?? '',
        }),
      'cant_delete_message',
    ],
    [
      'an update that is too long',
      async ({ client, id }) => {
        const { ts = '' } = await client.chat.postMessage({ channel: id('payments'), text: 'a' });
        return client.chat.update({ channel: id('payments'), ts, text: 'a'.repeat(4001) });
      },
      'msg_too_long',
    ],
    [
      'scheduled for yesterday',
      ({ client, id }) =>
        client.chat.scheduleMessage({ channel: id('payments'), text: 'a', post_at: 1 }),
      'time_in_past',
    ],
    ['an unknown method', ({ client }) => client.apiCall('chat.shout', {}), 'unknown_method'],
    [
      'the name of a method of objects',
      ({ client }) => client.apiCall('constructor', {}),
      'unknown_method',
    ],
  ])('are refused: %s', async (_name, call, error) => {
    expect((await refusal(call(world()))).error).toBe(error);
  });

  it('are refused for their blocks in the words of the checker, which the journal keeps', async () => {
    const problem = {
      pointer: '/blocks/0/text/text',
      message: 'must be less than 3001 characters',
    };
    const check = { ...testOptions().check, message: () => [problem] };
    const { slack, client } = world({ check });
    const refused = await refusal(
      client.chat.postMessage({ channel: '#payments', text: 'a', blocks: [SECTION] }),
    );
    const line = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect(refused).toEqual({ error: 'invalid_blocks', messages: [`[ERROR] ${line}`] });
    expect(slack.journal().at(-1)).toMatchObject({ name: 'chat.postMessage', problems: [line] });
  });

  it('pass without a text, as at Slack, and the journal says what is wrong', async () => {
    const problem = { pointer: '/text', message: 'missing required field: text' };
    const check = { ...testOptions().check, message: () => [problem] };
    const { slack, client, id } = world({ check });
    const posted = await client.apiCall('chat.postMessage', {
      channel: id('payments'),
      text: ' ',
      blocks: [SECTION],
    });
    expect(posted.ok).toBe(true);
    expect(slack.journal().find(({ name }) => name === 'chat.postMessage')?.problems).toEqual([
      'missing required field: text [json-pointer:/text]',
    ]);
  });

  it('wait for the time they are scheduled for', async () => {
    const { slack, client, clock, id } = world();
    const post_at = clock.now.getTime() / 1000 + 60;
    await client.chat.scheduleMessage({ channel: id('payments'), text: 'Later', post_at });
    expect(slack.postDue()).toEqual([]);
    clock.now = new Date(post_at * 1000);
    expect(slack.postDue()).toMatchObject([{ text: 'Later' }]);
    expect(slack.lastMessage('payments')?.text).toBe('Later');
    expect(slack.postDue()).toEqual([]);
  });
});
