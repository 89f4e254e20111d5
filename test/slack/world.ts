import { randomUUID } from 'node:crypto';
import { openTestDb } from '../../src/db/test-db.ts';
import { type Clock, stillClock } from '../../src/demo/clock.ts';
import { createFakeSlack, type FakeSlack } from '../../src/demo/slack/fake-slack.ts';
import { onPort, TEST_SEED } from '../../src/demo/slack/test-slack.ts';
import { CALLBOARD_APP } from '../../src/demo/slack-app.ts';
import { createLog } from '../../src/log.ts';
import type { Answer, Ask, Question } from '../../src/questions/answer.ts';
import { NO_STATE } from '../../src/questions/home/state.ts';
import type { People } from '../../src/slack/directory.ts';
import { createSlack, type Slack, type SlackOptions } from '../../src/slack/slack.ts';

export type SlackWorld = {
  slack: Slack;
  fake: FakeSlack;
  /** What was asked so far. */
  asked: Question[];
  /** Lines of the log, parsed. */
  logged: Record<string, unknown>[];
  clock: Clock;
  /** Calls the app made since the start, by method. */
  calls: () => string[];
  /** Waits until everything said so far is answered. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
};

export function textAnswer(text: string, over: Partial<Answer> = {}): Answer {
  return {
    kind: 'answer',
    intent: 'own.lookup',
    subjects: [],
    refs: [],
    text,
    view: { kind: 'text' },
    facts: [],
    candidates: [],
    ...over,
  };
}

export const NOBODY: People = {
  userByEmail: async () => null,
  userBySlackId: async () => null,
  searchUsers: async () => [],
  contactOf: async () => null,
  profileOf: async () => null,
};

/** The real Slack edge over the fake Slack, restricted to what the manifest asks for; only the answers are the test's own. */
export async function createSlackWorld(
  ask: (question: Question) => Answer | Promise<Answer>,
  over: Partial<SlackOptions> & { isSocketMode?: boolean } = {},
): Promise<SlackWorld> {
  const { isSocketMode = false, ...options } = over;
  const db = await openTestDb();
  const clock = stillClock(new Date('2026-06-15T12:00:00Z'));
  const asked: Question[] = [];
  const logged: Record<string, unknown>[] = [];
  const { now } = clock;
  const fake = createFakeSlack({
    now,
    seed: TEST_SEED,
    signingSecret: 'shh-very-secret',
    deliver: (request) => slack.handle(request),
    ...CALLBOARD_APP,
  });
  const record: Ask = async (question) => {
    asked.push(question);
    return ask(question);
  };
  const port = isSocketMode ? await onPort(fake) : null;
  const slack = createSlack({
    botToken: fake.bot.botToken,
    signingSecret: isSocketMode ? null : 'shh-very-secret',
    appToken: isSocketMode ? fake.bot.appToken : null,
    apiUrl: 'https://slack.com/api/',
    fetch: fake.fetch,
    db,
    now,
    newId: randomUUID,
    log: createLog('info', { write: (line) => logged.push(JSON.parse(line)) }),
    ask: record,
    people: NOBODY,
    homeOf: async () => NO_STATE,
    whose: async (text) => textAnswer(`Whose: ${text}`),
    searchThings: async () => [],
    linkedTo: async () => null,
    allowSharedChannels: false,
    leadChannel: null,
    ...options,
  });
  await slack.start();
  return {
    slack,
    fake,
    asked,
    logged,
    clock,
    calls: () =>
      fake
        .journal()
        .filter(({ direction }) => direction === 'app-to-slack')
        .map(({ name }) => name),
    async settled() {
      await fake.settled();
      await slack.settled();
    },
    async close() {
      await slack.stop();
      fake.stop();
      port?.server.close();
      await db.close();
    },
  };
}
