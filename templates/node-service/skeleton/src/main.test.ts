import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { it } from 'node:test';

it('starts, and stops on SIGTERM with nothing left to do', { timeout: 20_000 }, async () => {
  const service = spawn(process.execPath, [`${import.meta.dirname}/main.ts`], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: service.stdout });
  const [first] = await once(lines, 'line');
  assert.equal(JSON.parse(first).message, 'listening');
  service.kill('SIGTERM');
  const [code] = await once(service, 'exit');
  assert.equal(code, 0);
});
