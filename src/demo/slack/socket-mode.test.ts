import { once } from 'node:events';
import type { Server } from 'node:http';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeSlack } from './fake-slack.ts';
import { listening, MODAL, onPort, type Payload } from './test-slack.ts';

let slack: FakeSlack;
let server: Server;
let app: App;
let received: { payload: Payload }[];
let clientOptions: { slackApiUrl: string };

beforeEach(async () => {
  const given = listening();
  slack = given.slack;
  received = given.received;
  const port = await onPort(slack);
  server = port.server;
  clientOptions = { slackApiUrl: port.apiUrl };
  app = new App({
    token: slack.bot.botToken,
    botId: slack.bot.botId,
    botUserId: slack.bot.userId,
    tokenVerificationEnabled: false,
    convoStore: false,
    clientOptions,
    logLevel: LogLevel.ERROR,
    receiver: new SocketModeReceiver({
      appToken: slack.bot.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions },
    }),
  });
});

afterEach(async () => {
  await app.stop();
  slack.stop();
  server.close();
});

it('takes everything over the connection of a real Bolt app, and nothing over HTTP', async () => {
  app.event('app_mention', async ({ say }) => {
    await say(`Found ${'ü'.repeat(40_000 - 6)}`);
  });
  app.command('/callboard', async ({ ack, client, body }) => {
    await ack({ text: 'On its way' });
    await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
  });
  await app.start();
  const ana = slack.as('U01ANA');

  await ana.say('payments', '@callboard who owns ledger');
  const answer = await slack.until(() => {
    const last = slack.lastMessage('payments');
    return last?.user === slack.bot.userId && last;
  });
  expect(answer.text).toHaveLength(40_000);

  expect(await ana.command('payments', '/callboard', '')).toEqual({ ok: true, text: 'On its way' });
  await slack.until(() => ana.views().length === 1);
  expect(received).toEqual([]);
});

it('answers over the response address on its own port', async () => {
  app.command('/callboard', async ({ ack, respond }) => {
    await ack();
    await respond('Later');
  });
  await app.start();
  await slack.as('U01ANA').command('payments', '/callboard', '');
  await slack.until(() => slack.lastMessage('payments')?.text === 'Later');
});

/** A fresh address, as the app asks for one. */
async function address(): Promise<string> {
  const response = await fetch(`${clientOptions.slackApiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.bot.appToken}` },
  });
  return ((await response.json()) as { url: string }).url;
}

it('asks the app to connect again when a connection is recycled', async () => {
  const socket = new WebSocket(await address());
  const [hello] = await once(socket, 'message');
  expect(JSON.parse((hello as MessageEvent).data)).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: slack.bot.appId },
  });
  slack.refreshSockets();
  const [goodbye] = await once(socket, 'message');
  expect(JSON.parse((goodbye as MessageEvent).data)).toEqual({
    type: 'disconnect',
    reason: 'refresh_requested',
  });
  socket.close();
});

it('refuses a connection without a ticket, and a second one with the same', async () => {
  const open = (url: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url);
      socket.onmessage = ({ data }) => {
        resolve(JSON.parse(data).type);
        socket.close();
      };
      socket.onerror = () => resolve('refused');
    });
  const url = await address();
  expect(await open(url.replace(/ticket=.*/, 'ticket=none'))).toBe('refused');
  expect(await open(url)).toBe('hello');
  expect(await open(url)).toBe('refused');
});

it('goes back to HTTP when the connection is gone', async () => {
  await app.start();
  await app.stop();
  await slack.as('U01ANA').say('payments', '@callboard hi');
  await slack.until(() => received.length === 1);
});

it('has no Socket Mode without a port', async () => {
  const { slack: other } = listening();
  const response = await other.fetch('https://slack.com/api/apps.connections.open', {
    method: 'POST',
    headers: { authorization: `Bearer ${other.bot.appToken}` },
  });
  expect(await response.json()).toEqual({ ok: false, error: 'socket_mode_not_enabled' });
});

it('breaks a connection on a port where it is asked to', async () => {
  slack.fail({ method: 'auth.test', times: 1, isBroken: true });
  const ask = () => fetch(`${clientOptions.slackApiUrl}auth.test`, { method: 'POST' });
  await expect(ask()).rejects.toThrow('fetch failed');
  expect((await ask()).status).toBe(200);
});
