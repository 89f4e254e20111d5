import { rmSync } from 'node:fs';
import { applySnapshots } from '../../src/catalog/sync.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createFakeSlack } from '../../src/demo/slack/fake-slack.ts';
import { NO_CHECK, TEST_SEED } from '../../src/demo/slack/test-slack.ts';
import { listen } from '../../src/http/server.ts';
import { benchQuestions, benchSnapshots } from './catalog.ts';
import { print } from './measure.ts';
import { bundle, startService } from './service.ts';

const ENTITIES = 10_000;
const FILE = 'data/bench-restart.db';
const SECRET = 'bench-signing-secret';

/** The production bundle over 10,000 entities, the bot connected: from the start of the process to the first answer, and its memory after 2,000 questions. */
export async function restart(): Promise<void> {
  bundle();
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
  await using service = await startService({
    DATABASE_URL: `file:${FILE}`,
    SLACK_BOT_TOKEN: slack.bot.botToken,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: `${slackServer.url}/api/`,
  });
  await ready(service.url);
  print({ bench: 'restart.ready', n: ENTITIES, ms: Math.round(performance.now() - started) });
  for (const text of benchQuestions(ENTITIES, 2000)) {
    await fetch(`${service.url}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
  }
  print({ bench: 'memory', n: ENTITIES, rss_mb: service.residentMegabytes() });
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    if (response.ok) return;
  }
}
