import type { Channel, Message, Workspace } from '../slack/model.ts';

/** Whether `me` may see a message: not deleted without a trace, and not whispered to somebody else. */
export function isFor(message: Message, me: string): boolean {
  return message.onlyFor === null || message.onlyFor === me;
}

/** The message at `ts`, if `me` may see it. */
export function messageAt(
  slack: Workspace,
  { channel, ts, me }: { channel: string; ts: string; me: string },
): Message | undefined {
  return slack.messages(channel).find((message) => message.ts === ts && isFor(message, me));
}

/** The channels a person sees, in reading order: their channels by name, then their direct messages with the bot. */
export function channelsOf(
  slack: Workspace,
  me: string,
): { channels: Channel[]; direct: Channel[] } {
  const mine = slack.channels().filter((channel) => !channel.isArchived && canSee(channel, me));
  return {
    channels: mine
      .filter(({ kind, members }) => kind !== 'im' && members.includes(me))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    direct: mine.filter(({ kind }) => kind === 'im'),
  };
}

/** Everything a person may open, also public channels they have not joined. */
export function canSee(channel: Channel, me: string): boolean {
  if (channel.kind === 'im') return channel.name === me;
  return channel.kind === 'channel' || channel.members.includes(me);
}

/** What stands in the main column of a channel: messages that are no replies, in order; a deleted one only above its replies. */
export function rootsIn(slack: Workspace, channel: string, me: string): Message[] {
  return slack
    .messages(channel)
    .filter(
      (message) =>
        (message.threadTs === null || message.threadTs === message.ts) &&
        isFor(message, me) &&
        (!message.isDeleted || repliesTo(slack, message, me).length > 0),
    );
}

export function repliesTo(slack: Workspace, root: Message, me: string): Message[] {
  return slack
    .thread(root.channel, root.ts)
    .filter((message) => message.ts !== root.ts && isFor(message, me) && !message.isDeleted);
}

export type Reads = {
  /** Unread messages of others: how many there are, and whether one speaks to `me` in person. */
  unread: (channel: Channel, me: string) => { count: number; isPersonal: boolean };
  read: (channel: string, me: string) => void;
};

/**
 * Who has read what, while the process lives. What channels hold now counts as read; direct messages begin unread, so
 * that the bot's welcome is seen.
 */
export function createReads(slack: Workspace): Reads {
  const lastRead = new Map<string, number>();
  const atFirst = new Map(slack.channels().map(({ id }) => [id, lastIn(id)]));

  function lastIn(channel: string): number {
    return Number(slack.messages(channel).at(-1)?.ts ?? 0);
  }

  return {
    unread(channel, me) {
      const beginning = channel.kind === 'im' ? 0 : (atFirst.get(channel.id) ?? 0);
      const from = lastRead.get(`${me} ${channel.id}`) ?? beginning;
      const fresh = slack
        .messages(channel.id)
        .filter(
          (message) =>
            Number(message.ts) > from &&
            message.user !== me &&
            !message.isDeleted &&
            isFor(message, me),
        );
      const isPersonal =
        channel.kind === 'im' || fresh.some(({ text }) => text.includes(`<@${me}>`));
      return { count: fresh.length, isPersonal: isPersonal && fresh.length > 0 };
    },
    read(channel, me) {
      lastRead.set(`${me} ${channel}`, lastIn(channel));
    },
  };
}
