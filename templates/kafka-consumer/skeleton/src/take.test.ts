import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Event } from './event.ts';
import { Unusable } from './handle.ts';
import { handledInMemory } from './handled.ts';
import { createLog } from './log.ts';
import { type Needs, take } from './take.ts';

const event = (more: Partial<Event> = {}): Event => ({
  topic: 'orders',
  partition: 0,
  offset: 7n,
  key: 'o-1',
  value: '{"amount":1}',
  headers: new Map(),
  ...more,
});

/** A consumer whose handler fails as often as `failures` says, and what it did. */
function world(failures: Error[] = []) {
  const seen = { handled: 0, buried: [] as string[], waits: [] as number[] };
  const needs: Needs = {
    handle: async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      seen.handled++;
    },
    handled: handledInMemory(),
    bury: async (_event, reason) => void seen.buried.push(reason),
    wait: async (ms) => void seen.waits.push(ms),
    log: createLog({}, () => {}),
  };
  return { seen, needs };
}

describe('an event', () => {
  it('takes effect once, however often it comes', async () => {
    const { seen, needs } = world();
    assert.equal(await take(event(), needs), 'handled');
    assert.equal(await take(event(), needs), 'repeated');
    assert.equal(await take(event({ offset: 8n }), needs), 'handled');
    assert.equal(seen.handled, 2);
  });

  it('is the same event wherever it stands, when its producer gave it an id', async () => {
    const { seen, needs } = world();
    await take(event({ headers: new Map([['id', 'e1']]) }), needs);
    await take(event({ headers: new Map([['id', 'e1']]), offset: 99n }), needs);
    assert.equal(seen.handled, 1);
  });

  it('is tried again when it fails, with longer and longer pauses', async () => {
    const { seen, needs } = world([new Error('busy'), new Error('busy')]);
    assert.equal(await take(event(), needs), 'handled');
    assert.deepEqual(seen.waits, [200, 400]);
  });

  it('is buried when it fails every time, and the next one goes on', async () => {
    const { seen, needs } = world(Array.from({ length: 5 }, () => new Error('down')));
    assert.equal(await take(event(), needs), 'dead');
    assert.deepEqual(seen.buried, ['down']);
    assert.equal(await take(event({ offset: 8n }), needs), 'handled');
  });

  it('is buried at once when it can never be handled', async () => {
    const { seen, needs } = world([new Unusable('no JSON')]);
    assert.equal(await take(event(), needs), 'dead');
    assert.deepEqual(seen.waits, []);
  });

  it('is not let go when it cannot even be buried', async () => {
    const { needs } = world([new Unusable('no JSON')]);
    needs.bury = async () => {
      throw new Error('no broker');
    };
    await assert.rejects(take(event(), needs), /no broker/);
    assert.equal(await needs.handled.has('orders/0/7'), false);
  });
});
