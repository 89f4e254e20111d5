import { act, suggest } from './actions.ts';
import { runCommand } from './commands.ts';
import { tellOfEdit, tellOfHome, tellOfMessage, tellOfRemoval } from './events.ts';
import { channelFor, type Wiring } from './interactions.ts';
import { previewLinks } from './links.ts';
import { edit, isMember, messageAt, post, remove } from './messages.ts';
import type { Actor, Channel, Message } from './model.ts';
import { useGlobalShortcut, useMessageShortcut } from './shortcuts.ts';
import { announce, type State } from './state.ts';
import { close, submit } from './submissions.ts';
import { typed } from './typed-text.ts';
import { viewJson } from './views.ts';

/** A person of the workspace at the keyboard. */
export function createActor(wiring: Wiring, id: string): Actor {
  const { state, events } = wiring;
  if (!state.people.has(id)) throw new Error(`There is no person ${id} in this workspace.`);
  return {
    id,
    say: (place, text, options = {}) => say(wiring, id, place, text, options.thread ?? null),
    command: (channel, command, text) => runCommand(wiring, id, channel, command, text),
    act: (place, blockId, actionId, value) =>
      act(wiring, { user: id, place, blockId, actionId, value }),
    suggest: (place, blockId, actionId, query) =>
      suggest(wiring, { user: id, place, blockId, actionId, query }),
    submit: (viewId, values) => submit(wiring, id, viewId, values),
    close: (viewId) => close(wiring, id, viewId),
    edit: (place, ts, text) => editOwn(wiring, id, { place, ts, text }),
    remove: (place, ts) => removeOwn(wiring, id, place, ts),
    shortcut: (callbackId, message) =>
      message
        ? useMessageShortcut(wiring, id, { ...message, callbackId })
        : useGlobalShortcut(wiring, id, callbackId),
    async preview(place, text) {
      const typedText = typed(text, {
        people: [...state.people.values()],
        channels: [...state.channels.values()],
      }).text;
      const told = await previewLinks(wiring, id, place, typedText);
      return (told && state.previews.get(told)?.unfurls) || {};
    },
    async openHome(tab = 'home') {
      const home = state.homes.get(id);
      await tellOfHome(state, events, id, tab, home ? viewJson(state, home) : null);
    },
    views: () => state.stacks.get(id) ?? [],
    home: () => state.homes.get(id)?.view ?? null,
  };
}

async function say(
  wiring: Wiring,
  user: string,
  place: string,
  text: string,
  threadTs: string | null,
): Promise<Message> {
  const { state, events } = wiring;
  const channel = channelFor(state, place, user);
  if (channel.isArchived) throw new Error(`#${channel.name} is archived: nobody can write there.`);
  if (!isMember(channel, user)) {
    channel.members.push(user);
    announce(state, { kind: 'channel', channel: channel.id });
  }
  const { text: markup, blocks } = typed(text, {
    people: [...state.people.values()],
    channels: [...state.channels.values()],
  });
  const message = post(state, { channel: channel.id, user, text: markup, threadTs });
  offerInvitation(state, channel, message);
  await tellOfMessage(state, events, message, blocks);
  return message;
}

/** Slack does not tell an app of a mention in a channel it is not in; it offers the writer to invite it. */
function offerInvitation(state: State, channel: Channel, message: Message): void {
  const isMentioned = message.text.includes(`<@${state.bot.userId}>`);
  if (!isMentioned || isMember(channel, state.bot.userId)) return;
  post(state, {
    channel: channel.id,
    user: 'USLACKBOT',
    text: `You mentioned <@${state.bot.userId}>, who is not in this channel. Type \`/invite @${state.bot.name.toLowerCase()}\` to bring them in.`,
    threadTs: message.threadTs,
    onlyFor: message.user,
  });
}

async function editOwn(
  { state, events }: Wiring,
  user: string,
  { place, ts, text }: { place: string; ts: string; text: string },
): Promise<void> {
  const message = ownMessage(state, user, place, ts);
  const before = message.text;
  edit(state, message, {
    text: typed(text, {
      people: [...state.people.values()],
      channels: [...state.channels.values()],
    }).text,
  });
  await tellOfEdit(state, events, message, before);
}

async function removeOwn(
  { state, events }: Wiring,
  user: string,
  place: string,
  ts: string,
): Promise<void> {
  const message = ownMessage(state, user, place, ts);
  remove(state, message);
  await tellOfRemoval(state, events, message);
}

function ownMessage(state: State, user: string, place: string, ts: string): Message {
  const message = messageAt(state, channelFor(state, place, user).id, ts);
  if (!message || message.user !== user) throw new Error('That is no message of yours.');
  return message;
}
