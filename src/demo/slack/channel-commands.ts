import type { Wiring } from './interactions.ts';
import { isMember, post } from './messages.ts';
import type { Channel, Person } from './model.ts';
import { announce, type State } from './state.ts';

// Slack's own commands about a channel, so that the bot can be brought in and sent away, and lives through what happens to channels.

export type CommandResult = { ok: boolean; text: string | null };

type Typed = { user: string; channel: Channel; text: string };
type Command = (wiring: Wiring, typed: Typed) => Promise<CommandResult>;

const COMMANDS: Record<string, Command> = {
  '/invite': invite,
  '/remove': remove,
  '/rename': rename,
  '/archive': archive,
};

/** A command of Slack's own; null for all others. */
export function channelCommand(command: string): Command | null {
  return COMMANDS[command] ?? null;
}

export function slackbotSays(
  state: State,
  channel: Channel,
  user: string,
  text: string,
): CommandResult {
  post(state, { channel: channel.id, user: 'USLACKBOT', text, onlyFor: user });
  return { ok: false, text };
}

async function invite(
  { state, events }: Wiring,
  { user, channel, text }: Typed,
): Promise<CommandResult> {
  const guest = personCalled(state, text);
  if (!guest) return slackbotSays(state, channel, user, `No one here is called ${text.trim()}.`);
  if (isMember(channel, guest.id))
    return slackbotSays(state, channel, user, `${guest.realName} is already in this channel.`);
  channel.members.push(guest.id);
  announce(state, { kind: 'channel', channel: channel.id });
  await events.emit(
    {
      type: 'member_joined_channel',
      user: guest.id,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: state.team.id,
      inviter: user,
      event_ts: state.nextTs(),
    },
    'member_joined_channel',
  );
  return { ok: true, text: null };
}

async function remove(wiring: Wiring, { user, channel, text }: Typed): Promise<CommandResult> {
  const { state } = wiring;
  const guest = personCalled(state, text);
  if (!guest || !isMember(channel, guest.id))
    return slackbotSays(state, channel, user, `${text.trim()} is not in this channel.`);
  channel.members = channel.members.filter((member) => member !== guest.id);
  announce(state, { kind: 'channel', channel: channel.id });
  if (guest.id === state.bot.userId) await tell(wiring, channel, 'left', { channel: channel.id });
  return { ok: true, text: null };
}

/** https://slack.com/help/articles/201402297: no more than 80 characters. */
async function rename(wiring: Wiring, { user, channel, text }: Typed): Promise<CommandResult> {
  const { state } = wiring;
  const name = text.trim().replace(/^#/, '').toLowerCase().replace(/\s+/g, '-').slice(0, 80);
  if (!name) return slackbotSays(state, channel, user, 'Say the new name, like /rename inc-7.');
  channel.name = name;
  announce(state, { kind: 'channel', channel: channel.id });
  const renamed = { id: channel.id, name, created: Math.floor(state.now().getTime() / 1000) };
  await tellMember(wiring, channel, 'rename', { channel: renamed });
  return { ok: true, text: null };
}

async function archive(wiring: Wiring, { user, channel }: Typed): Promise<CommandResult> {
  channel.isArchived = true;
  announce(wiring.state, { kind: 'channel', channel: channel.id });
  await tellMember(wiring, channel, 'archive', { channel: channel.id, user });
  return { ok: true, text: null };
}

/** The app hears of what happens to channels that it is in. */
async function tellMember(
  wiring: Wiring,
  channel: Channel,
  what: string,
  event: object,
): Promise<void> {
  if (isMember(channel, wiring.state.bot.userId)) await tell(wiring, channel, what, event);
}

async function tell(
  { state, events }: Wiring,
  channel: Channel,
  what: string,
  event: object,
): Promise<void> {
  const type = `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
  await events.emit({ type, ...event, event_ts: state.nextTs() }, type, null, channel);
}

function personCalled(state: State, text: string): Person | undefined {
  const wanted = text.trim().replace(/^@/, '').toLowerCase();
  return [...state.people.values()].find(
    ({ name, realName }) => name.toLowerCase() === wanted || realName.toLowerCase() === wanted,
  );
}
