import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('listens on 8080 unless it is told otherwise', () => {
    assert.equal(readSettings({}).port, 8080);
    assert.equal(readSettings({ PORT: '3000' }).port, 3000);
  });

  it('refuses what is no port', () => {
    assert.throws(() => readSettings({ PORT: 'http' }), /PORT must be a port number/);
  });
});
