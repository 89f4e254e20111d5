import { createTestDatabase } from '../src/db/test-db.ts';
import type { Message } from '../src/demo/slack/model.ts';
import { buildWorld, createWorld, type World, type WorldOptions } from '../src/demo/world.ts';

/** The demo world on a database of its own, synced and connected. Reading its docs costs a second, so who needs them says `docs: true`. */
export const testWorld = (options: WorldOptions = {}) =>
  onOwnDatabase(createWorld, { docs: false, ...options });

/** The same before anything happened: for tests that make the first sync fail. */
export const freshWorld = (options: WorldOptions = {}) => onOwnDatabase(buildWorld, options);

async function onOwnDatabase(
  make: (options: WorldOptions) => Promise<World>,
  options: WorldOptions,
): Promise<World> {
  const { url, drop } = await createTestDatabase();
  const world = await make({ ...options, config: { database: url, ...options.config } });
  const dispose = world[Symbol.asyncDispose];
  world[Symbol.asyncDispose] = async () => {
    await dispose();
    await drop();
  };
  return world;
}

/** Asks in a channel with a mention and waits for the bot's answer in the thread. */
export async function askInThread(
  { slack }: World,
  person: string,
  text: string,
  { channel = '#ask-platform', thread }: { channel?: string; thread?: string } = {},
): Promise<Message> {
  const place = slack.channelByName(channel).id;
  const asked = await slack.as(person).say(place, `@callboard ${text}`, thread ? { thread } : {});
  const root = thread ?? asked.ts;
  return slack.until(() =>
    slack
      .thread(place, root)
      .findLast((message) => message.user === slack.bot.userId && message.ts > asked.ts),
  );
}

/** Every text of a message's blocks, for asserting what a reader sees. */
export function shownText(message: Message): string {
  return JSON.stringify(message.blocks);
}
