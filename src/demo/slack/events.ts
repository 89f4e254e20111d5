import { type Delivery, deliver, type Outcome, type Wire } from './delivery.ts';
import { serialId } from './ids.ts';
import { tellOfLinks } from './links.ts';
import { isMember } from './messages.ts';
import type { Channel, Message } from './model.ts';
import { imOf, type State } from './state.ts';

export type Events = {
  /** Tells the app of an event it subscribed to, in the channel the event names or `place` is. Resolves when the app answered. */
  emit: (
    event: Record<string, unknown>,
    subscription: string,
    message?: Message | null,
    place?: Channel,
  ) => Promise<void>;
  /** Sends an event once more, as Slack does when it got no answer, and returns the app's HTTP status (0: none). */
  redeliver: (eventId: string, reason?: string) => Promise<number>;
  /** `app_rate_limited`: more than 30,000 events an hour. https://docs.slack.dev/apis/events-api/#rate_limiting */
  limit: () => Promise<void>;
  /** Ids of the events delivered, oldest first. */
  ids: () => string[];
  /** Resolves when no delivery is under way. */
  settled: () => Promise<void>;
  stop: () => void;
};

type Sent = { delivery: Delivery; tries: number };

/** After a failure Slack tries again at once, after a minute and after five. https://docs.slack.dev/apis/events-api/#retries */
const RETRY_AFTER_MS = [0, 60_000, 300_000];
const EVENTS_KEPT = 200;

export function createEvents(state: State, wire: Wire): Events {
  const sent = new Map<string, Sent>();
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<unknown>>();
  let isStopped = false;

  async function send(eventId: string, item: Sent, reason?: string): Promise<Outcome> {
    const retry =
      item.tries > 0 ? { num: item.tries, reason: reason ?? 'http_timeout' } : undefined;
    item.tries += 1;
    const delivering = deliver(state, wire, { ...item.delivery, ...(retry && { retry }) });
    underWay.add(delivering);
    const outcome = await delivering;
    underWay.delete(delivering);
    const wait = RETRY_AFTER_MS[item.tries - 1];
    if (outcome.failure && !outcome.isFinal && wait !== undefined && !isStopped) {
      const { failure } = outcome;
      const timer = setTimeout(() => {
        timers.delete(timer);
        void send(eventId, item, failure);
      }, wait);
      timer.unref();
      timers.add(timer);
    }
    return outcome;
  }

  return {
    async emit(event, subscription, message, place) {
      if (!state.events.includes(subscription)) return;
      const eventId = serialId('Ev', state.nextSerial());
      const item: Sent = {
        delivery: {
          kind: 'events_api',
          name: `event ${event['type']}`,
          payload: envelope(state, { eventId, event, place }),
          message: message ? { channel: message.channel, ts: message.ts } : null,
        },
        tries: 0,
      };
      sent.set(eventId, item);
      const oldest = sent.keys().next().value;
      if (sent.size > EVENTS_KEPT && oldest) sent.delete(oldest);
      await send(eventId, item);
    },
    async redeliver(eventId, reason = 'http_timeout') {
      const item = sent.get(eventId);
      if (!item) throw new Error(`No event ${eventId} was delivered.`);
      const outcome = await send(eventId, item, reason);
      return outcome.status;
    },
    async limit() {
      await deliver(state, wire, {
        kind: 'events_api',
        name: 'app_rate_limited',
        message: null,
        payload: {
          token: 'verification-token',
          type: 'app_rate_limited',
          team_id: state.team.id,
          minute_rate_limited: Math.floor(state.now().getTime() / 60_000) * 60,
          api_app_id: state.bot.appId,
        },
      });
    },
    ids: () => [...sent.keys()],
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** The events a new message causes: `app_mention` where the bot is named in a channel it is in, `message` where it listens. */
export async function tellOfMessage(
  state: State,
  events: Events,
  message: Message,
  richText: unknown[],
): Promise<void> {
  const channel = state.channels.get(message.channel);
  if (!channel || message.onlyFor) return;
  // Of links Slack tells wherever they stand, also where the app is no member.
  if (!isMember(channel, state.bot.userId)) return tellOfLinks(state, events, message);
  const isOwn = message.user === state.bot.userId;
  const blocks = isOwn ? message.blocks : richText;
  const base = {
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: state.team.id,
    channel: message.channel,
    event_ts: message.ts,
    blocks,
    ...(message.threadTs && {
      thread_ts: message.threadTs,
      parent_user_id: parentUser(state, message),
    }),
    ...(isOwn
      ? { bot_id: state.bot.botId, app_id: state.bot.appId }
      : { client_msg_id: `client-${message.ts}` }),
  };
  const isMention = message.text.includes(`<@${state.bot.userId}>`);
  if (isMention && !isOwn && channel.kind !== 'im') {
    await events.emit({ type: 'app_mention', ...base }, 'app_mention', message);
  }
  if (!isOwn) await tellOfLinks(state, events, message);
  await events.emit(
    { type: 'message', ...base, channel_type: channelType(channel) },
    subscriptionOf(channel),
    message,
  );
}

export async function tellOfHome(
  state: State,
  events: Events,
  user: string,
  tab: 'home' | 'messages',
  view: Record<string, unknown> | null,
): Promise<void> {
  await events.emit(
    {
      type: 'app_home_opened',
      user,
      channel: imOf(state, user)?.id,
      tab,
      event_ts: state.nextTs(),
      ...(view && { view }),
    },
    'app_home_opened',
  );
}

function channelType(channel: Channel): string {
  return { channel: 'channel', private: 'group', im: 'im' }[channel.kind];
}

function subscriptionOf(channel: Channel): string {
  return { channel: 'message.channels', private: 'message.groups', im: 'message.im' }[channel.kind];
}

function parentUser(state: State, message: Message): string | undefined {
  return state.messages.get(message.channel)?.find(({ ts }) => ts === message.threadTs)?.user;
}

function envelope(
  state: State,
  {
    eventId,
    event,
    place,
  }: { eventId: string; event: Record<string, unknown>; place?: Channel | undefined },
): Record<string, unknown> {
  const channel = place ?? state.channels.get(String(event['channel']));
  return {
    token: 'verification-token',
    team_id: state.team.id,
    context_team_id: state.team.id,
    context_enterprise_id: null,
    api_app_id: state.bot.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(state.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: state.team.id,
        user_id: state.bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel?.isShared ?? false,
    event_context: `4-${eventId}`,
  };
}

/** A message was changed by its author. The app hears of it where it listens, and again of a mention that stands in it. */
export async function tellOfEdit(
  state: State,
  events: Events,
  message: Message,
  before: string,
): Promise<void> {
  const channel = state.channels.get(message.channel);
  if (!channel || !isMember(channel, state.bot.userId)) return;
  const edited = { user: message.user, ts: message.editedAt };
  const said = {
    type: 'message',
    user: message.user,
    text: message.text,
    ts: message.ts,
    edited,
    ...(message.threadTs && { thread_ts: message.threadTs }),
  };
  const base = { channel: message.channel, event_ts: state.nextTs() };
  if (message.text.includes(`<@${state.bot.userId}>`) && channel.kind !== 'im')
    await events.emit({ ...said, type: 'app_mention', ...base }, 'app_mention', message);
  await events.emit(
    {
      type: 'message',
      subtype: 'message_changed',
      message: said,
      previous_message: { ...said, text: before },
      ts: base.event_ts,
      hidden: true,
      channel_type: channelType(channel),
      ...base,
    },
    subscriptionOf(channel),
    message,
  );
}

export async function tellOfRemoval(state: State, events: Events, message: Message): Promise<void> {
  const channel = state.channels.get(message.channel);
  if (!channel || !isMember(channel, state.bot.userId)) return;
  const { user, text, ts } = message;
  await events.emit(
    {
      type: 'message',
      subtype: 'message_deleted',
      deleted_ts: ts,
      previous_message: { type: 'message', user, text, ts },
      channel: message.channel,
      hidden: true,
      channel_type: channelType(channel),
      event_ts: state.nextTs(),
    },
    subscriptionOf(channel),
    message,
  );
}
