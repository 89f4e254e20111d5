import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { handle, Unusable } from './handle.ts';
import { handledInMemory } from './handled.ts';
import { createLog } from './log.ts';

const log = createLog({}, () => {});
const event = (value: string | null) => ({
  topic: 'orders',
  partition: 0,
  offset: 0n,
  key: null,
  value,
  headers: new Map(),
});

describe('handling', () => {
  it('takes a JSON object', async () => {
    await handle(event('{"amount":1}'), log);
  });

  for (const value of [null, '', 'hello', '[1]', 'null'])
    it(`says that ${JSON.stringify(value)} can never be handled`, async () => {
      await assert.rejects(handle(event(value), log), Unusable);
    });

  it('forgets the oldest when it has seen too many', async () => {
    const handled = handledInMemory(2);
    for (const id of ['a', 'b', 'c']) await handled.add(id);
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(handled.has)), [false, true, true]);
  });
});
