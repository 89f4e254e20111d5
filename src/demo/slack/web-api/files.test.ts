import { describe, expect, it } from 'vitest';
import { refusal, SECTION, testOptions, world } from '../test-slack.ts';

describe('the rest of the Web API', () => {
  it('takes files in three steps and shows them in the channel', async () => {
    const { slack, client, id } = world();
    const file = Buffer.from('a,b\n1,2\n');
    await client.files.uploadV2({
      channel_id: id('payments'),
      file,
      filename: 'scores.csv',
      initial_comment: 'Scores',
    });
    const [shared] = slack.lastMessage('payments')?.files ?? [];
    expect(slack.lastMessage('payments')).toMatchObject({ text: 'Scores' });
    expect(shared).toMatchObject({ name: 'scores.csv', bytes: file.length });
    const info = await client.files.info({ file: shared?.id ?? '' });
    const url = info.file?.url_private ?? '';
    const authorization = `Bearer ${slack.bot.botToken}`;
    expect(await (await slack.fetch(url, { headers: { authorization } })).text()).toBe(
      'a,b\n1,2\n',
    );
    expect((await slack.fetch(url)).status).toBe(404);
  });

  it('does not complete a file whose bytes never came', async () => {
    const { client } = world();
    const { file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    });
    const done = client.files.completeUploadExternal({ files: [{ id: file_id }] });
    expect((await refusal(done)).error).toBe('file_not_found');
  });

  it('shows a picture in a block once it was uploaded, completed and looked at', async () => {
    const { slack, client, id } = world();
    const show = (file: string) =>
      client.chat.postMessage({
        channel: id('payments'),
        text: 'a picture',
        blocks: [{ type: 'image', slack_file: { id: file }, alt_text: 'a picture' }],
      });
    expect((await refusal(show('F0NOBODY'))).error).toBe('invalid_blocks');
    const { file_id = '', upload_url = '' } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: 3,
    });
    await slack.fetch(upload_url, { method: 'POST', body: 'png' });
    expect((await refusal(show(file_id))).error).toBe('invalid_blocks');
    await client.files.completeUploadExternal({ files: [{ id: file_id }] });
    // Slack is still at it when the file is complete.
    expect((await refusal(show(file_id))).error).toBe('invalid_blocks');
    expect((await show(file_id)).ok).toBe(true);
  });

  it('shows a status until the answer comes', async () => {
    const { slack, client, id } = world();
    const thread_ts = slack.messages('payments')[0]?.ts ?? '';
    const channel = id('payments');
    await client.assistant.threads.setStatus({
      channel_id: channel,
      thread_ts,
      status: 'is looking',
    });
    expect(slack.status(channel, thread_ts)).toBe('is looking');
    await client.chat.postMessage({ channel, thread_ts, text: 'Found' });
    expect(slack.status(channel, thread_ts)).toBeNull();
  });

  it('offers prompts', async () => {
    const { slack, client } = world();
    const channel = slack.imOf('U01ANA').id;
    const prompts = [{ title: 'Owner', message: 'who owns payments-api' }] as const;
    await client.apiCall('assistant.threads.setSuggestedPrompts', { channel_id: channel, prompts });
    expect(slack.prompts(channel)).toEqual(prompts);
  });

  it('unfurls a link that stands in the message', async () => {
    const { slack, client, id } = world();
    const message = await slack.as('U01ANA').say('payments', 'see https://callboard.example/a');
    const unfurl = (url: string) =>
      client.chat.unfurl({
        channel: id('payments'),
        ts: message.ts,
        unfurls: { [url]: { blocks: [SECTION] } },
      });
    expect((await unfurl('https://callboard.example/a')).ok).toBe(true);
    expect((await refusal(unfurl('https://other.example'))).error).toBe('cannot_unfurl_url');
  });

  it('validates blocks without a token', async () => {
    const problem = { pointer: '/blocks/0', message: 'missing required field: type' };
    const check = { ...testOptions().check, blocks: () => [problem] };
    const { slack } = world({ check });
    const response = await slack.fetch('https://slack.com/api/blocks.validate', {
      method: 'POST',
      body: new URLSearchParams({ blocks: '[{}]' }),
    });
    expect(await response.json()).toMatchObject({ ok: false, errors: [problem] });
  });
});
