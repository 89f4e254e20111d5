import type { Events } from './events.ts';
import { channelFor, type Wiring } from './interactions.ts';
import { isMember } from './messages.ts';
import type { Message } from './model.ts';
import type { State } from './state.ts';

// Links that the app may add something to. https://docs.slack.dev/reference/events/link_shared

/** Tells the app of the links of its domains in a new message. Slack does so wherever they stand, and never of the app's own messages. */
export async function tellOfLinks(state: State, events: Events, message: Message): Promise<void> {
  const links = linksIn(state, message.text);
  if (links.length === 0 || message.user === state.bot.userId || message.onlyFor) return;
  const channel = state.channels.get(message.channel);
  await events.emit(
    {
      type: 'link_shared',
      user: message.user,
      channel: message.channel,
      message_ts: message.ts,
      ...(message.threadTs && { thread_ts: message.threadTs }),
      is_bot_user_member: channel ? isMember(channel, state.bot.userId) : false,
      links,
      unfurl_id: `${message.channel}-${message.ts}`,
      source: 'conversations_history',
      event_ts: message.ts,
    },
    'link_shared',
    message,
  );
}

/** A person has a link in the composer and sends nothing yet: the app may offer a preview, which it is told by the id returned. */
export async function previewLinks(
  { state, events }: Wiring,
  user: string,
  place: string,
  text: string,
): Promise<string | null> {
  const links = linksIn(state, text);
  if (links.length === 0) return null;
  const channel = channelFor(state, place, user);
  const draft = state.nextTs();
  const unfurlId = `Uf-${draft}`;
  state.previews.set(unfurlId, { user, channel: channel.id, unfurls: {} });
  await events.emit(
    {
      type: 'link_shared',
      user,
      channel: 'COMPOSER',
      message_ts: `draft-${draft}`,
      is_bot_user_member: isMember(channel, state.bot.userId),
      links,
      unfurl_id: unfurlId,
      source: 'composer',
      event_ts: draft,
    },
    'link_shared',
    null,
    channel,
  );
  return unfurlId;
}

function linksIn({ unfurlDomains }: State, text: string): { domain: string; url: string }[] {
  const urls = [...text.matchAll(/<(https?:\/\/[^>|]+)(?:\|[^>]*)?>|(https?:\/\/[^\s<>|]+)/g)].map(
    ([, marked, bare]) => (marked ?? bare ?? '').replaceAll('&amp;', '&'),
  );
  return [...new Set(urls)].flatMap((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    const domain = unfurlDomains.find((one) => host === one || host.endsWith(`.${one}`));
    return domain ? [{ domain, url }] : [];
  });
}
