import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createFakeSlack } from '../../src/demo/slack/fake-slack.ts';
import { NO_CHECK, TEST_SEED } from '../../src/demo/slack/test-slack.ts';
import { listen } from '../../src/http/server.ts';
import { benchQuestions, benchSnapshots } from './catalog.ts';
import { print } from './measure.ts';

const ENTITIES = 10_000;
const FILE = 'data/bench-restart.db';
const SECRET = 'bench-signing-secret';

/** The production bundle over 10,000 entities, the bot connected: from the start of the process to the first answer, and its memory after 2,000 questions. */
export async function restart(): Promise<void> {
  execFileSync('node', ['.config/bundle.ts', '--if-stale'], { stdio: 'inherit' });
  for (const end of ['', '-wal', '-shm']) rmSync(FILE + end, { force: true });
  const db = await openDatabase(`file:${FILE}`);
  await applySnapshots(db, {
    snapshots: benchSnapshots(ENTITIES),
    removed: [],
    now: () => new Date(),
  });
  await db.close();

  const slack = createFakeSlack({
    now: () => new Date(),
    seed: TEST_SEED,
    signingSecret: SECRET,
    deliver: async (request) => fetch(request),
    check: NO_CHECK,
  });
  await using slackServer = await listen(slack.app, { port: 0, host: '127.0.0.1' });
  const started = performance.now();
  const service = spawn('node', ['--max-semi-space-size=8', 'dist/main.mjs'], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `file:${FILE}`,
      SLACK_BOT_TOKEN: slack.bot.botToken,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `${slackServer.url}/api/`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const url = await addressOf(service);
    await ready(url);
    print({ bench: 'restart.ready', n: ENTITIES, ms: Math.round(performance.now() - started) });
    for (const text of benchQuestions(ENTITIES, 2000)) {
      await fetch(`${url}/api/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      });
    }
    print({ bench: 'memory', n: ENTITIES, rss_mb: residentMegabytes(service) });
  } finally {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
}

/** The service logs where it listens, as JSON on stderr. */
async function addressOf(service: ChildProcess): Promise<string> {
  if (!service.stderr) throw new Error('The service has no stderr.');
  for await (const line of createInterface({ input: service.stderr })) {
    if (line.includes('"listening"')) return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error('The service ended before it listened.');
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    if (response.ok) return;
  }
}

function residentMegabytes(service: ChildProcess): number {
  const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
