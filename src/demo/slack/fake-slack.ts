import type { Server } from 'node:http';
import type { Hono } from 'hono';
import { createActor } from './actor.ts';
import { deliver, httpWire, type Wire } from './delivery.ts';
import { createEvents, tellOfMessage } from './events.ts';
import { channelFor, type Wiring } from './interactions.ts';
import { threadOf, visible } from './messages.ts';
import type { Bot, Channel, Check, Failure, Message, Person, Seed, Workspace } from './model.ts';
import { plant, plantChannel } from './plant.ts';
import { createPort } from './port.ts';
import { createRouter } from './router.ts';
import { postDue } from './scheduled.ts';
import { createSocketMode } from './socket-mode.ts';
import { addPerson, createState, imOf, type Shortcut } from './state.ts';
import { until } from './until.ts';

export type FakeSlackOptions = {
  now: () => Date;
  seed: Seed;
  signingSecret: string;
  /** Takes what Slack sends the app: the app's own `fetch` in tests, a real POST in the demo. */
  deliver: (request: Request) => Promise<Response>;
  check: Check;
  /** Where this Slack is reached (without a slash at the end); response and upload addresses begin with it. */
  origin?: string;
  /** The address of the app that deliveries name. */
  eventsUrl?: string;
  bot?: Partial<Bot>;
  /** Ids count on from it: a database that outlives this Slack has seen the first ones. */
  firstSerial?: number;
  /** The scopes the manifest asks for; everything is granted where they are left out. */
  scopes?: readonly string[];
  /** The bot events the manifest subscribes to. */
  events?: readonly string[];
  /** The shortcuts the manifest registers; any shortcut reaches the app where they are left out. */
  shortcuts?: readonly Shortcut[];
  /** The domains whose links the manifest asks for. */
  unfurlDomains?: readonly string[];
  /** Whether the manifest asks for the agent's messages tab. */
  isAgent?: boolean;
  /** The slash commands the manifest registers; any command reaches the app where they are left out. */
  commands?: readonly string[];
};

export type FakeSlack = Workspace & {
  /** Answers for any host: hand it to Bolt as `clientOptions.fetch`. */
  fetch: typeof globalThis.fetch;
  /** The same on a real port. */
  app: Hono;
  bot: Bot;
  lastMessage: (channel: string) => Message | undefined;
  /** The direct messages of a person with the bot. */
  imOf: (userId: string) => Channel;
  /** By id, `#name` or name. */
  channelByName: (name: string) => Channel;
  addPerson: (person: Omit<Person, 'isBot'>) => Person;
  addChannel: (channel: Seed['channels'][number]) => Channel;
  /** Asks for a failure of a Web API method, of `response_url` or of `upload`. */
  fail: (failure: Failure) => void;
  /** Ids of the events sent, oldest first. */
  eventIds: () => string[];
  /** Sends an event again, as after a missed acknowledgement; returns the app's status, 0 for none. */
  redeliver: (eventId: string, reason?: string) => Promise<number>;
  /** Waits until `probe` gives something, looking again after every change; rejects after five seconds. */
  until: <Found>(probe: () => Found | undefined | null | false) => Promise<Found>;
  /** Resolves when nothing is being delivered. */
  settled: () => Promise<void>;
  /** Posts the scheduled messages whose time has come by the clock, and returns them. */
  postDue: () => Message[];
  /** Offers Socket Mode on a listening server that serves `app`; its address becomes this Slack's own. */
  attach: (server: Server) => void;
  /** Asks the app to open its Socket Mode connection anew. */
  refreshSockets: () => void;
  /** Tells the app that it gets too many events: a payload without an event. */
  limitEvents: () => Promise<void>;
  stop: () => void;
};

const DEFAULT_EVENTS = ['app_mention', 'message.im', 'app_home_opened'];

/** A Slack in this process: one workspace with one app installed. */
export function createFakeSlack(options: FakeSlackOptions): FakeSlack {
  const bot: Bot = {
    appId: 'A0CALLBOARD',
    botId: 'B0CALLBOARD',
    userId: 'U0CALLBOARD',
    name: 'Callboard',
    botToken: 'xoxb-demo',
    appToken: 'xapp-demo',
    ...options.bot,
  };
  const state = createState({
    now: options.now,
    origin: options.origin ?? 'https://slack.com',
    seed: options.seed,
    bot,
    check: options.check,
    scopes: options.scopes ?? null,
    events: options.events ?? DEFAULT_EVENTS,
    commands: options.commands ?? null,
    shortcuts: options.shortcuts ?? null,
    firstSerial: options.firstSerial ?? 0,
    unfurlDomains: options.unfurlDomains ?? [],
    isAgent: options.isAgent ?? true,
  });
  const socket = createSocketMode(state);
  const http = httpWire({
    signingSecret: options.signingSecret,
    now: options.now,
    url: options.eventsUrl ?? 'http://localhost/slack/events',
    send: options.deliver,
  });
  // Slack never mixes the two: an app with a connection gets everything there.
  const wire: Wire = (delivery) => (socket.isConnected() ? socket : { wire: http }).wire(delivery);
  const events = createEvents(state, wire);
  const wiring: Wiring = { state, events, send: (delivery) => deliver(state, wire, delivery) };
  const route = createRouter({
    state,
    // The app hears of its own messages too, where it listens; it has to know them by their bot_id.
    posted: (message) => void tellOfMessage(state, events, message, []),
    socketUrl: socket.url,
  });

  plant(state, options.seed);

  return {
    fetch: async (input, init) => route(new Request(input, init)),
    app: createPort(route),
    team: state.team,
    bot,
    people: () => [...state.people.values()],
    channels: () => [...state.channels.values()],
    messages: (channel) => visible(state, channelFor(state, channel).id),
    thread: (channel, ts) => threadOf(state, channelFor(state, channel).id, ts),
    lastMessage: (channel) => visible(state, channelFor(state, channel).id).at(-1),
    shortcuts: () => state.shortcuts ?? [],
    status: (channel, threadTs) => state.statuses.get(`${channel}:${threadTs}`) ?? null,
    title: (channel, threadTs) => state.titles.get(`${channel}:${threadTs}`) ?? null,
    prompts: (channel) => state.prompts.get(channel) ?? [],
    file: (id) => state.files.get(id)?.bytes ?? null,
    as: (userId) => createActor(wiring, userId),
    imOf(userId) {
      const channel = imOf(state, userId);
      if (!channel) throw new Error(`There is no person ${userId} in this workspace.`);
      return channel;
    },
    channelByName: (name) => channelFor(state, name),
    addPerson: (person) => addPerson(state, { ...person, isBot: false }),
    addChannel: (channel) => plantChannel(state, channel),
    on(listener) {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
    journal: () => state.exchanges.toSorted((a, b) => a.id - b.id),
    fail: (failure) => void state.failures.push({ ...failure }),
    eventIds: () => events.ids(),
    redeliver: events.redeliver,
    until: (probe) => until(state, probe),
    settled: events.settled,
    postDue: () => postDue(state),
    attach: socket.attach,
    refreshSockets: socket.refresh,
    limitEvents: () => events.limit(),
    stop() {
      events.stop();
      socket.stop();
    },
  };
}
