import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createApp } from './app.ts';
import { createLog } from './log.ts';

describe('the service', () => {
  const lines: string[] = [];
  let isReady = true;
  let server: Server;
  const get = (path: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

  before(async () => {
    const log = createLog({ service: 'test' }, (line) => lines.push(line));
    server = createApp({ log, isReady: () => isReady }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  it('says that it is alive', async () => {
    const response = await get('/healthz');
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: 'ok' });
  });

  it('asks for no more requests while it stops', async () => {
    isReady = false;
    assert.equal((await get('/readyz')).status, 503);
    isReady = true;
    assert.equal((await get('/readyz')).status, 200);
  });

  it('answers, and writes one line about it', async () => {
    assert.equal((await get('/?page=1')).status, 200);
    const { message, path, status } = JSON.parse(lines.at(-1) ?? '{}');
    assert.deepEqual({ message, path, status }, { message: 'request', path: '/', status: 200 });
  });

  it('knows what it does not have', async () => {
    assert.equal((await get('/constructor')).status, 404);
  });
});
