import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const database = () => `file:${join(mkdtempSync(join(tmpdir(), 'callboard-ctrl-c-')), 'demo.db')}`;

/** Starts `npm run demo` as the leader of a process group, which is what a terminal sends Ctrl-C to. */
function npmRunDemo() {
  const npm = spawn('npm', ['run', '--silent', 'demo', '--', '--json'], {
    detached: true,
    env: { ...process.env, PORT: '0', DATABASE_URL: database(), LOG_LEVEL: 'info' },
  });
  const written = { out: '', err: '' };
  npm.stdout.on('data', (chunk) => {
    written.out += chunk;
  });
  npm.stderr.on('data', (chunk) => {
    written.err += chunk;
  });
  const ended = once(npm, 'exit');
  return {
    written,
    ready: () => once(npm.stdout, 'data'),
    async pressCtrlC() {
      process.kill(-(npm.pid as number), 'SIGINT');
      const [code, signal] = await ended;
      return code ?? signal;
    },
  };
}

it('stops the demo cleanly on Ctrl-C, with a page open', { timeout: 60_000 }, async () => {
  const demo = npmRunDemo();
  await demo.ready();
  const { url } = JSON.parse(demo.written.out) as { url: string };
  const page = await fetch(`${url}/demo/slack/events?as=U02LENA`);
  expect(page.status).toBe(200);
  expect(await demo.pressCtrlC()).toBe(0);
  expect(demo.written.err).toBe('');
  await page.text().catch(() => 'cut');
});
