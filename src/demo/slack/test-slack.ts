import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { ModalView, SectionBlock } from '@slack/types';
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from './fake-slack.ts';
import type { Check, Seed } from './model.ts';

/** A small workspace for tests. */
export const TEST_SEED: Seed = {
  team: { id: 'T0TEST', name: 'Test Team', domain: 'test-team' },
  people: [
    {
      id: 'U01ANA',
      name: 'ana',
      realName: 'Ana Duarte',
      email: 'ana@example.com',
      tz: 'Europe/Lisbon',
      title: 'Engineer',
    },
    {
      id: 'U01SAM',
      name: 'sam',
      realName: 'Sam Okafor',
      email: 'sam@example.com',
      tz: 'Europe/London',
      title: '',
    },
  ],
  channels: [
    { name: 'payments', topic: 'All about money' },
    { name: 'empty', hasBot: false },
    { name: 'old', isArchived: true },
    { name: 'secret', kind: 'private', members: ['U01ANA'], hasBot: false },
    { name: 'partners', isShared: true },
  ],
  messages: [
    {
      channel: 'payments',
      from: 'U01ANA',
      at: '2026-06-14T09:00:00Z',
      text: 'Morning @Sam Okafor',
      replies: [{ from: 'U01SAM', at: '2026-06-14T09:05:00Z', text: 'Morning' }],
    },
  ],
};

export const NO_CHECK: Check = { message: () => [], view: () => [], blocks: () => [] };

/** Options of a workspace whose app answers 200 to everything; a test replaces what it is about. */
export function testOptions(): FakeSlackOptions {
  return {
    now: () => new Date('2026-06-15T12:00:00Z'),
    seed: TEST_SEED,
    signingSecret: 'shh',
    deliver: async () => new Response(''),
    check: NO_CHECK,
  };
}

export const SECTION: SectionBlock = { type: 'section', text: { type: 'mrkdwn', text: 'Hi' } };
export const MODAL: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Fix' },
  blocks: [SECTION],
};

/** The client's own log: refusals are what these tests are about. */
const QUIET: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** A workspace with a clock that can be moved and a real client that calls it. */
export function world(options: Partial<FakeSlackOptions> = {}, token?: string) {
  const clock = { now: new Date('2026-06-15T12:00:00Z') };
  const slack = createFakeSlack({ ...testOptions(), now: () => clock.now, ...options });
  const client = new WebClient(token ?? slack.bot.botToken, {
    fetch: slack.fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: QUIET,
  });
  const id = (name: string) => slack.channelByName(name).id;
  return { slack, client, clock, id };
}

/** The error code a call was refused with, and what Slack added to it. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ error: string; messages?: string[] }> {
  const failure = (await call.then(
    () => ({ data: { error: 'no refusal' } }),
    (error) => error,
  )) as { data: { error: string; response_metadata?: { messages?: string[] } } };
  const { error, response_metadata } = failure.data;
  return { error, ...(response_metadata?.messages && { messages: response_metadata.messages }) };
}

/** A trigger as a slash command gives it. */
export async function triggerOf(slack: FakeSlack): Promise<string> {
  await slack.as('U01ANA').command('payments', '/callboard', '');
  const sent = slack.journal().findLast(({ name }) => name === 'command /callboard')?.request;
  return String((sent as Record<string, unknown>)['trigger_id']);
}

export type Payload = Record<string, unknown>;

/** A workspace whose app writes down what it is told, and answers what the test put into `answers`, or nothing. */
export function listening(options: Partial<FakeSlackOptions> = {}) {
  const received: { request: Request; body: string; payload: Payload }[] = [];
  const answers: (() => Response | Promise<Response>)[] = [];
  const given = world({
    async deliver(request) {
      const body = await request.clone().text();
      received.push({ request, body, payload: payloadOf(body) });
      return (await answers.shift()?.()) ?? new Response('');
    },
    ...options,
  });
  return {
    ...given,
    received,
    answerWith: (body: unknown) => void answers.push(() => Response.json(body)),
    failWith: (status: number) => void answers.push(() => new Response('no', { status })),
    breakOff: () => void answers.push(() => Promise.reject(new Error('socket hang up'))),
    last: (): Payload => received.at(-1)?.payload ?? {},
    events: () =>
      received.map(({ payload }) => (payload['event'] as Payload | undefined)?.['type']),
  };
}

function payloadOf(body: string): Payload {
  if (body.startsWith('{')) return JSON.parse(body);
  const form = Object.fromEntries(new URLSearchParams(body));
  return form['payload'] ? JSON.parse(form['payload']) : form;
}

/** Puts a workspace on a port, as Socket Mode needs it. Whoever asked closes the server. */
export async function onPort(slack: FakeSlack): Promise<{ server: Server; apiUrl: string }> {
  const server = serve({ fetch: slack.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  if (!server.listening) await once(server, 'listening');
  slack.attach(server);
  const { port } = server.address() as AddressInfo;
  return { server, apiUrl: `http://127.0.0.1:${port}/api/` };
}
