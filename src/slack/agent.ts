import type { WebClient } from '@slack/web-api';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { oneLine, truncate } from './blocks.ts';
import type { Directory, People } from './directory.ts';
import { codeOf, failureOf } from './failure.ts';
import { promptsFor } from './prompts.ts';

type Thread = { channel: string; threadTs: string };

/** What Slack's surface for agents adds to a conversation, where the workspace has it. Nothing depends on it. */
export type Agent = {
  /** Offers questions on top of somebody's conversation with us. Never throws. */
  suggest: (person: string, channel: string) => Promise<void>;
  /** Says that we look it up, if `work` takes longer than one waits without wondering. Like `work`, it tells whether that ended in an answer. */
  whileWorking: (thread: Thread, work: Promise<boolean>) => Promise<boolean>;
  /** Names a conversation by what it began with, for the list of one's conversations. Never throws. */
  entitle: (thread: Thread, question: string) => Promise<void>;
};

/** Most answers are there sooner, and then nothing flickers. */
const SLOW_MS = 800;
/** More does not fit into the list of conversations. */
const TITLE_LENGTH = 80;

export function createAgent(parts: {
  web: WebClient;
  directory: Pick<Directory, 'refOf'>;
  people: Pick<People, 'profileOf'>;
  sleep: (ms: number) => Promise<unknown>;
  log: Log;
}): Agent {
  const { web, directory, people, sleep, log } = parts;
  /** What this workspace or this app does not have; a plan or a scope does not change while we run. */
  const missing = new Set<string>();

  async function attempt(what: string, call: () => Promise<unknown>): Promise<void> {
    if (missing.has(what)) return;
    try {
      await call();
    } catch (error) {
      const { kind } = failureOf(error);
      if (kind === 'temporary' || kind === 'refused') return;
      missing.add(what);
      log.info(
        { what, reason: codeOf(error) ?? describeError(error) },
        'slack does not offer this',
      );
    }
  }

  const setStatus = (channel: string, ts: string, status: string) =>
    attempt('status', () =>
      web.assistant.threads.setStatus({ channel_id: channel, thread_ts: ts, status }),
    );

  return {
    suggest: (person, channel) =>
      attempt('prompts', async () => {
        const ref = await directory.refOf(person);
        const [first, ...others] = promptsFor(ref ? await people.profileOf(ref) : null);
        if (!first) return;
        await web.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          title: 'Ask about what runs here',
          prompts: [first, ...others],
        });
      }),
    async whileWorking({ channel, threadTs }, work) {
      const done = Symbol('done');
      const early = await Promise.race([
        work.then(
          () => done,
          () => done,
        ),
        sleep(SLOW_MS),
      ]);
      if (early === done) return work;
      await setStatus(channel, threadTs, 'is looking it up…');
      let isAnswered = false;
      try {
        isAnswered = await work;
        return isAnswered;
      } finally {
        // An answer ends it by itself; silence does not.
        if (!isAnswered) await setStatus(channel, threadTs, '');
      }
    },
    entitle: ({ channel, threadTs }, question) =>
      attempt('title', () =>
        web.assistant.threads.setTitle({
          channel_id: channel,
          thread_ts: threadTs,
          title: truncate(oneLine(question), TITLE_LENGTH),
        }),
      ),
  };
}
