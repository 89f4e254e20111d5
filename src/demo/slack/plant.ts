import { stableId } from './ids.ts';
import { post } from './messages.ts';
import type { Channel, Seed } from './model.ts';
import { addChannel, type State } from './state.ts';
import { typed } from './typed-text.ts';

/** Fills a new workspace with the channels and earlier messages of a seed. */
export function plant(state: State, seed: Seed): void {
  for (const channel of seed.channels) plantChannel(state, channel);
  const directory = { people: [...state.people.values()], channels: [...state.channels.values()] };
  let count = 0;
  function write(channel: string, said: Planted, root?: string) {
    count += 1;
    return post(state, {
      channel: stableId('C', channel),
      user: said.from,
      text: typed(said.text, directory).text,
      // The micros tell messages of one second apart.
      ts: `${Math.floor(Date.parse(said.at) / 1000)}.${String(count).padStart(6, '0')}`,
      attachments: said.attachments,
      threadTs: root,
    });
  }
  for (const message of seed.messages) {
    const { ts } = write(message.channel, message);
    for (const reply of message.replies ?? []) write(message.channel, reply, ts);
  }
}

type Planted = Omit<Seed['messages'][number], 'channel' | 'replies'>;

/** Adds a channel: with everybody in it where no members are named, and the bot unless `hasBot` says no. */
export function plantChannel(state: State, channel: Seed['channels'][number]): Channel {
  const everybody = [...state.people.values()].filter((person) => !person.isBot);
  const members = channel.members ?? everybody.map((person) => person.id);
  return addChannel(state, {
    id: stableId('C', channel.name),
    name: channel.name,
    kind: channel.kind ?? 'channel',
    topic: channel.topic ?? '',
    members: [...members, ...((channel.hasBot ?? true) ? [state.bot.userId] : [])],
    isArchived: channel.isArchived ?? false,
    isShared: channel.isShared ?? false,
  });
}
