import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardControlMessages } from './socket.ts';

/** The client as far as the guard knows it, with a listener that fails as the real one does. */
function client() {
  const seen: string[] = [];
  const sent: string[] = [];
  const emitter = Object.assign(new EventEmitter(), {
    send: async (id: string) => void sent.push(id),
  });
  emitter.on('ws_message', async (data: string) => {
    seen.push(JSON.parse(data).payload.event.type);
  });
  return { receiver: { client: emitter } as never, emitter, seen, sent };
}

const quiet = { warn() {}, error() {} } as never;

describe('what comes over the socket', () => {
  it('reaches the app when it is an event', () => {
    const { receiver, emitter, seen } = client();
    guardControlMessages(receiver, quiet);
    const event = {
      type: 'events_api',
      envelope_id: 'e1',
      payload: { event: { type: 'app_mention' } },
    };
    emitter.emit('ws_message', JSON.stringify(event), false);
    expect(seen).toEqual(['app_mention']);
  });

  it.each([
    ['app_rate_limited', { type: 'app_rate_limited', minute_rate_limited: 1 }],
    ['no payload', undefined],
  ])('is acknowledged and kept from it when it is a control message: %s', (_name, payload) => {
    const { receiver, emitter, seen, sent } = client();
    guardControlMessages(receiver, quiet);
    emitter.emit(
      'ws_message',
      JSON.stringify({ type: 'events_api', envelope_id: 'e2', payload }),
      false,
    );
    expect([seen, sent]).toEqual([[], ['e2']]);
  });

  it('ends nothing when the library trips over it', async () => {
    const { receiver, emitter } = client();
    const errors: unknown[] = [];
    guardControlMessages(receiver, {
      warn() {},
      error: (fields: unknown) => errors.push(fields),
    } as never);
    emitter.emit('ws_message', '{"type":"hello"}', false);
    await new Promise(setImmediate);
    expect(errors).toHaveLength(1);
  });
});
