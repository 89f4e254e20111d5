import { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { createFakeSlack } from './fake-slack.ts';
import { testOptions } from './testing.ts';

function client(slack: ReturnType<typeof createFakeSlack>, token = slack.bot.botToken) {
  return new WebClient(token, { fetch: slack.fetch, retryConfig: { retries: 0 } });
}

it('posts a message that the channel then shows', async () => {
  const slack = createFakeSlack(testOptions());
  const posted = await client(slack).chat.postMessage({ channel: '#payments', text: 'Hello' });
  expect(posted.message).toMatchObject({ text: 'Hello', bot_id: slack.bot.botId });
  expect(slack.lastMessage('payments')).toMatchObject({ text: 'Hello', user: slack.bot.userId });
});
