import type { ReceiverEvent } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { signatureHeaders } from '../demo/slack/signing.ts';
import { createLog } from '../log.ts';
import { Stopping } from './gate.ts';
import { createWebReceiver } from './receiver.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const SECRET = 'current-secret';
const EVENT = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'x' } });

type Setup = {
  process?: (event: ReceiverEvent) => Promise<void>;
  secrets?: string[];
  ackTimeoutMs?: number;
};

function receiver({ process, secrets = [SECRET], ackTimeoutMs }: Setup = {}) {
  const taken: ReceiverEvent[] = [];
  const logged: string[] = [];
  const handle = createWebReceiver({
    signingSecrets: secrets,
    now: () => NOW,
    log: createLog('error', { write: (line) => void logged.push(line) }),
    process: async (event) => {
      taken.push(event);
      await (process ? process(event) : event.ack());
    },
    ...(ackTimeoutMs !== undefined && { ackTimeoutMs }),
  });
  return { handle, taken, logged };
}

function delivery(
  body: string,
  options: { secret?: string; at?: Date; type?: string; headers?: Record<string, string> } = {},
): Request {
  const { secret = SECRET, at = NOW, type = 'application/json', headers = {} } = options;
  return new Request('http://localhost/slack/events', {
    method: 'POST',
    headers: {
      'content-type': type,
      ...signatureHeaders({ signingSecret: secret, now: at, body }),
      ...headers,
    },
    body,
  });
}

const FORM = 'application/x-www-form-urlencoded';

function later(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000);
}

describe('what Slack signed', () => {
  it('is taken, with the number and reason of a retry', async () => {
    const { handle, taken } = receiver();
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    const response = await handle(delivery(EVENT, { headers: retry }));
    expect(response.status).toBe(200);
    expect(taken[0]).toMatchObject({ retryNum: 1, retryReason: 'http_timeout' });
    expect(taken[0]?.body['event_id']).toBe('Ev1');
  });

  it('is taken under the old secret and the new one while it is replaced', async () => {
    const { handle } = receiver({ secrets: ['new-secret', SECRET] });
    expect((await handle(delivery(EVENT, { secret: 'new-secret' }))).status).toBe(200);
    expect((await handle(delivery(EVENT))).status).toBe(200);
  });

  it.each([
    ['a command', 'command=%2Fcallboard&text=help', { command: '/callboard', text: 'help' }],
    [
      'an interaction',
      `payload=${encodeURIComponent('{"type":"block_actions"}')}`,
      { type: 'block_actions' },
    ],
  ])('is taken as a form: %s, with a charset too', async (_name, body, expected) => {
    const { handle, taken } = receiver();
    await handle(delivery(body, { type: `${FORM};charset=UTF-8` }));
    expect(taken[0]?.body).toMatchObject(expected);
  });

  it('is answered with what the listener acknowledges', async () => {
    const { handle } = receiver({ process: (event) => event.ack({ options: [] }) });
    expect(await (await handle(delivery(EVENT))).json()).toEqual({ options: [] });
  });

  it('proves that the address is ours', async () => {
    const { handle, taken } = receiver();
    const response = await handle(delivery('{"type":"url_verification","challenge":"c4"}'));
    expect(await response.json()).toEqual({ challenge: 'c4' });
    expect(taken).toEqual([]);
  });
});

describe('a notice that Slack delivers too many events', () => {
  it('is taken, so that Slack does not repeat it', async () => {
    const { handle, taken } = receiver();
    expect((await handle(delivery('{"type":"app_rate_limited"}'))).status).toBe(200);
    expect(taken).toEqual([]);
  });
});

describe('what is refused', () => {
  it.each([
    ['an unsigned body', 401, new Request('http://localhost/', { method: 'POST', body: EVENT })],
    ['a wrong signature', 401, delivery(EVENT, { secret: 'somebody-elses' })],
    ['a body changed on the way', 401, changed(delivery(EVENT))],
    ['a signature older than five minutes', 401, delivery(EVENT, { at: later(-6) })],
    ['a signature from the future', 401, delivery(EVENT, { at: later(6) })],
    [
      'no number as time',
      401,
      delivery(EVENT, { headers: { 'x-slack-request-timestamp': 'soon' } }),
    ],
    ['broken JSON', 400, delivery('{"type":')],
    ['JSON that is no object', 400, delivery('[1]')],
    ['another type of body', 400, delivery(EVENT, { type: 'text/plain' })],
    ['a broken payload', 400, delivery('payload=%7B', { type: FORM })],
    ['more than 4 MB', 413, delivery(`{"x":"${'x'.repeat(4 * 1024 * 1024)}"}`)],
    [
      'a declared length above 4 MB',
      413,
      delivery(EVENT, { headers: { 'content-length': '9999999' } }),
    ],
    ['another method', 405, new Request('http://localhost/slack/events')],
  ])('%s', async (_name, status, request) => {
    const { handle, taken } = receiver();
    const response = await handle(request);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(/^[A-Z].*\.$/);
    expect(taken).toEqual([]);
  });

  it('everything while no secret is set', async () => {
    const { handle } = receiver({ secrets: [] });
    expect((await handle(delivery(EVENT, { secret: 'x' }))).status).toBe(401);
  });
});

describe('a check of the certificate', () => {
  it('is answered without a signature and without a word', async () => {
    const { handle, taken } = receiver();
    const request = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': FORM },
      body: 'ssl_check=1&command=%2Fcallboard',
    });
    const response = await handle(request);
    expect([response.status, await response.text(), taken.length]).toEqual([200, '', 0]);
  });
});

describe('a listener', () => {
  it('that acknowledges and works on does not keep Slack waiting', async () => {
    const { handle } = receiver({
      process: async (event) => {
        await event.ack();
        await new Promise(() => {});
      },
    });
    expect((await handle(delivery(EVENT))).status).toBe(200);
  });

  it('that never acknowledges costs Slack no more than its patience', async () => {
    const { handle } = receiver({ process: () => new Promise(() => {}), ackTimeoutMs: 1 });
    expect((await handle(delivery(EVENT))).status).toBe(503);
  });

  it('that is done without acknowledging is told apart at once', async () => {
    const { handle } = receiver({ process: async () => {} });
    expect((await handle(delivery(EVENT))).status).toBe(404);
  });

  it('that takes nothing more makes Slack try again, and nobody worry', async () => {
    const { handle, logged } = receiver({ process: () => Promise.reject(new Stopping('over')) });
    expect((await handle(delivery(EVENT))).status).toBe(503);
    expect(logged).toEqual([]);
  });

  it('that fails before it acknowledges makes Slack try again', async () => {
    const { handle, logged } = receiver({
      process: () => Promise.reject(new Error('no database')),
    });
    expect((await handle(delivery(EVENT))).status).toBe(503);
    expect(logged).toHaveLength(1);
  });

  it('cannot acknowledge twice', async () => {
    const second = Promise.withResolvers<unknown>();
    const { handle } = receiver({
      process: async (event) => {
        await event.ack();
        await event.ack().catch(second.resolve);
      },
    });
    await handle(delivery(EVENT));
    expect(String(await second.promise)).toContain('ack');
  });
});

function changed(request: Request): Request {
  return new Request(request.url, {
    method: 'POST',
    headers: request.headers,
    body: EVENT.replace('Ev1', 'Ev2'),
  });
}
