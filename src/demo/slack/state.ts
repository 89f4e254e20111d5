import { serialId, stableId, tsOf } from './ids.ts';
import type {
  Bot,
  Change,
  Channel,
  Check,
  Exchange,
  Failure,
  Message,
  OpenView,
  Person,
  Seed,
  Team,
  ViewState,
} from './model.ts';

/** A permission to open a modal: three seconds, one use. `viewId` is the modal it was given in, if any. */
export type Trigger = { user: string; givenAt: number; isUsed: boolean; viewId: string | null };

/** A permission to answer an interaction: five uses in thirty minutes. */
export type ResponseUrl = {
  channel: string;
  user: string;
  original: { ts: string } | null;
  threadTs: string | null;
  givenAt: number;
  uses: number;
};

export type StoredFile = {
  id: string;
  name: string;
  title: string;
  length: number;
  bytes: Uint8Array | null;
  user: string;
  channel: string | null;
  isComplete: boolean;
  /** How many more looks find it still being processed. */
  looksUntilReady: number;
};

/** A message that waits; `postAt` in seconds since 1970. */
export type Scheduled = {
  channel: string;
  postAt: number;
  text: string;
  blocks: unknown[] | undefined;
  threadTs: string | undefined;
};

export type Shortcut = { type: 'global' | 'message'; name: string; callback_id: string };

export type Preview = { user: string; channel: string; unfurls: Message['unfurls'] };

export type State = {
  now: () => Date;
  /** Where this Slack is reached from outside the process; response and upload addresses begin with it. */
  origin: string;
  team: Team;
  bot: Bot;
  check: Check;
  /** The bot's scopes; null grants everything. */
  scopes: readonly string[] | null;
  /** The bot events the app subscribed to, in the manifest's words (`message.im`). */
  events: readonly string[];
  /** The shortcuts the app registered; null takes every shortcut. */
  shortcuts: readonly Shortcut[] | null;
  /** Domains whose links the app hears of. */
  unfurlDomains: readonly string[];
  /** Links in composers, by the id the app was told, and what it added below them. */
  previews: Map<string, Preview>;
  /** The slash commands the app registered; null takes every command. */
  commands: readonly string[] | null;
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  messages: Map<string, Message[]>;
  homes: Map<string, OpenView>;
  stacks: Map<string, OpenView[]>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  files: Map<string, StoredFile>;
  /** "… is thinking": by `channel:thread`. */
  statuses: Map<string, string>;
  /** What the app calls a conversation with it, by `channel:thread`. */
  titles: Map<string, string>;
  /** Whether the app has the agent's messages tab. */
  isAgent: boolean;
  /** Prompts offered on top of a conversation, by channel. */
  prompts: Map<string, { title: string; message: string }[]>;
  scheduled: Map<string, Scheduled>;
  /** What people picked in the elements of a message, by `channel:ts`. */
  picked: Map<string, ViewState>;
  /** Options a select was last offered from outside, by action id. */
  offered: Map<string, unknown[]>;
  exchanges: Exchange[];
  failures: Failure[];
  listeners: Set<(change: Change) => void>;
  nextSerial: () => number;
  nextTs: () => string;
};

/** Exchanges kept for the side panel; older ones are forgotten. */
const JOURNAL_LENGTH = 500;

export function createState(options: {
  now: () => Date;
  origin: string;
  seed: Pick<Seed, 'team' | 'people' | 'bots'>;
  bot: Bot;
  check: Check;
  scopes: readonly string[] | null;
  events: readonly string[];
  commands: readonly string[] | null;
  shortcuts: readonly Shortcut[] | null;
  unfurlDomains: readonly string[];
  isAgent: boolean;
  firstSerial: number;
}): State {
  let serial = options.firstSerial;
  let lastMicros = 0;
  const state: State = {
    now: options.now,
    origin: options.origin,
    team: options.seed.team,
    bot: options.bot,
    check: options.check,
    scopes: options.scopes,
    events: options.events,
    commands: options.commands,
    shortcuts: options.shortcuts,
    unfurlDomains: options.unfurlDomains,
    isAgent: options.isAgent,
    previews: new Map(),
    people: new Map(),
    channels: new Map(),
    messages: new Map(),
    homes: new Map(),
    stacks: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    files: new Map(),
    statuses: new Map(),
    prompts: new Map(),
    titles: new Map(),
    scheduled: new Map(),
    picked: new Map(),
    offered: new Map(),
    exchanges: [],
    failures: [],
    listeners: new Set(),
    nextSerial() {
      serial += 1;
      return serial;
    },
    // A ts names a message, so no two are alike even where the clock stands still.
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, options.now().getTime() * 1000);
      return tsOf(lastMicros);
    },
  };
  for (const person of [
    ...options.seed.people.map((person) => ({ ...person, isBot: false })),
    ...(options.seed.bots ?? []).map(otherBot),
    slackbot(),
    botPerson(options.bot),
  ]) {
    addPerson(state, person);
  }
  return state;
}

/** Adds somebody to the workspace, with a direct message channel to the bot. */
export function addPerson(state: State, person: Person): Person {
  state.people.set(person.id, person);
  if (!person.isBot) {
    addChannel(state, {
      id: stableId('D', person.id),
      name: person.id,
      kind: 'im',
      topic: '',
      members: [person.id, state.bot.userId],
      isArchived: false,
      isShared: false,
    });
  }
  return person;
}

export function addChannel(state: State, channel: Channel): Channel {
  state.channels.set(channel.id, channel);
  state.messages.set(channel.id, []);
  announce(state, { kind: 'channel', channel: channel.id });
  return channel;
}

export function announce(state: State, change: Change): void {
  for (const listener of state.listeners) listener(change);
}

export type Beginning = { id: number; at: string; startedAt: number };

/** Marks when an exchange begins: ids count beginnings, so that a delivery stands before the calls it caused. */
export function begin(state: State): Beginning {
  return {
    id: state.nextSerial(),
    at: state.now().toISOString(),
    startedAt: performance.now(),
  };
}

/** Keeps an exchange that has ended for the side panel and tells the listeners. */
export function record(
  state: State,
  { id, at, startedAt }: Beginning,
  exchange: Omit<Exchange, 'id' | 'at' | 'ms'>,
): Exchange {
  const kept = { id, at, ms: Math.round(performance.now() - startedAt), ...exchange };
  state.exchanges.push(kept);
  if (state.exchanges.length > JOURNAL_LENGTH) state.exchanges.shift();
  announce(state, { kind: 'exchange', id });
  return kept;
}

/** A new single-use permission for `user` to be shown a modal. */
export function giveTrigger(state: State, user: string, viewId: string | null = null): string {
  const serial = state.nextSerial();
  const id = `${serial}.${state.team.id.slice(1)}.${serialId('E', serial).toLowerCase()}`;
  state.triggers.set(id, { user, givenAt: state.now().getTime(), isUsed: false, viewId });
  return id;
}

/** The direct message channel of a person with the bot. */
export function imOf(state: State, userId: string): Channel | undefined {
  return state.channels.get(stableId('D', userId));
}

function otherBot(bot: { id: string; name: string; realName: string }): Person {
  return { ...bot, email: null, tz: 'UTC', title: '', isBot: true };
}

function slackbot(): Person {
  return {
    id: 'USLACKBOT',
    name: 'slackbot',
    realName: 'Slackbot',
    email: null,
    tz: 'UTC',
    title: '',
    isBot: true,
  };
}

function botPerson(bot: Bot): Person {
  return {
    id: bot.userId,
    name: bot.name.toLowerCase(),
    realName: bot.name,
    email: null,
    tz: 'UTC',
    title: '',
    isBot: true,
  };
}
