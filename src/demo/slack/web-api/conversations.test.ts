import type { UsersListResponse } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { refusal, world } from '../test-slack.ts';

describe('people and channels', () => {
  it('are listed in pages', async () => {
    const { client } = world();
    const names: (string | undefined)[] = [];
    for await (const page of client.paginate('users.list', { limit: 2 })) {
      names.push(...((page as UsersListResponse).members ?? []).map(({ name }) => name));
    }
    expect(names).toEqual(['ana', 'sam', 'slackbot', 'callboard']);
  });

  it('hides e-mails without the scope for them', async () => {
    const { client } = world({ scopes: ['users:read'] });
    const { members } = await client.users.list({});
    expect(members?.some(({ profile }) => profile?.email)).toBe(false);
  });

  it('finds a person by e-mail, in whatever case', async () => {
    const { client } = world();
    const found = await client.users.lookupByEmail({ email: 'Ana@Example.com' });
    expect(found.user?.id).toBe('U01ANA');
    expect((await refusal(client.users.lookupByEmail({ email: 'no@example.com' }))).error).toBe(
      'users_not_found',
    );
    expect((await refusal(client.users.info({ user: 'U0NOBODY' }))).error).toBe('user_not_found');
  });

  it('lists the channels of the kinds asked for, without private ones the bot is not in', async () => {
    const { client } = world();
    const { channels } = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
    });
    expect(channels?.map(({ name }) => name)).toEqual(['payments', 'empty', 'partners']);
    expect(channels?.find(({ name }) => name === 'partners')?.is_ext_shared).toBe(true);
    expect((await refusal(client.conversations.list({ cursor: 'x' }))).error).toBe(
      'invalid_cursor',
    );
  });

  it('lets the bot join a public channel and read it', async () => {
    const { client, id } = world();
    expect((await refusal(client.conversations.history({ channel: id('empty') }))).error).toBe(
      'not_in_channel',
    );
    await client.conversations.join({ channel: id('empty') });
    const { members } = await client.conversations.members({ channel: id('empty') });
    expect(members).toContain('U0CALLBOARD');
    expect((await client.conversations.history({ channel: id('empty') })).messages).toEqual([]);
  });

  it('opens direct messages', async () => {
    const { slack, client } = world();
    const { channel } = await client.conversations.open({ users: 'U01ANA' });
    expect(channel?.id).toBe(slack.imOf('U01ANA').id);
    expect((await refusal(client.conversations.open({ users: 'U0NOBODY' }))).error).toBe(
      'user_not_found',
    );
  });

  it('reads a thread and links to its messages', async () => {
    const { client, slack, id } = world();
    const [root, reply] = slack.messages('payments');
    const replies = await client.conversations.replies({
      channel: id('payments'),
      ts: root?.ts ?? '',
    });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['Morning <@U01SAM>', 'Morning']);
    expect(replies.messages?.[0]).toMatchObject({ reply_count: 1, latest_reply: reply?.ts });
    const link = await client.chat.getPermalink({
      channel: id('payments'),
      message_ts: reply?.ts ?? '',
    });
    expect(link.permalink).toMatch(
      /^https:\/\/test-team\.slack\.com\/archives\/C0\w+\/p\d{16}\?thread_ts=/,
    );
  });

  it('takes a reaction once', async () => {
    const { client, slack, id } = world();
    const timestamp = slack.messages('payments')[0]?.ts ?? '';
    await client.reactions.add({ channel: id('payments'), timestamp, name: 'eyes' });
    expect(slack.messages('payments')[0]?.reactions).toEqual({ eyes: ['U0CALLBOARD'] });
    const again = client.reactions.add({ channel: id('payments'), timestamp, name: 'eyes' });
    expect((await refusal(again)).error).toBe('already_reacted');
  });
});
