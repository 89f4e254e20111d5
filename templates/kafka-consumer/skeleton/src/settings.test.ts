import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('reads several brokers', () => {
    assert.deepEqual(readSettings({ KAFKA_BROKERS: 'a:9092, b:9092' }).brokers, ['a:9092', 'b:9092']);
  });

  it('does not send dead letters back to where it reads', () => {
    const { topic, deadLetterTopic } = readSettings({});
    assert.notEqual(topic, deadLetterTopic);
  });

  it('refuses half a login', () => {
    assert.throws(() => readSettings({ KAFKA_USERNAME: 'me' }), /go together/);
  });
});
