import type { KnownBlock, View } from '@slack/types';

// What the demo's Slack remembers, in Slack's own names and shapes. Ids look like Slack's; `ts` is Slack's "seconds.micros".

export type Person = {
  id: string;
  name: string;
  realName: string;
  email: string | null;
  tz: string;
  title: string;
  isBot: boolean;
};

export type Channel = {
  id: string;
  /** Without the `#`. For a direct message: the id of the person who talks with the bot. */
  name: string;
  kind: 'channel' | 'private' | 'im';
  topic: string;
  members: string[];
  isArchived: boolean;
  /** Shared with another company (Slack Connect). */
  isShared: boolean;
};

export type Message = {
  channel: string;
  ts: string;
  threadTs: string | null;
  user: string;
  text: string;
  blocks: KnownBlock[];
  /** What alert bots write into beside the text, as they sent it. */
  attachments: Attachment[];
  /** What the app added below a link of the message, by the link. */
  unfurls: Record<string, KnownBlock[]>;
  editedAt: string | null;
  isDeleted: boolean;
  /** The one person who sees an ephemeral message; null for everybody. */
  onlyFor: string | null;
  reactions: Record<string, string[]>;
  files: { id: string; name: string; bytes: number }[];
  /** What the app said of it for programs. */
  metadata: Metadata | null;
};

/** https://docs.slack.dev/messaging/message-metadata/ */
export type Metadata = { event_type: string; event_payload: Record<string, unknown> };

/** The older way to lay out a message, which most monitors still use. https://docs.slack.dev/messaging/migrating-outmoded-message-compositions-to-blocks */
export type Attachment = {
  color?: string | undefined;
  pretext?: string | undefined;
  author_name?: string | undefined;
  title?: string | undefined;
  title_link?: string | undefined;
  text?: string | undefined;
  fields?: { title: string; value: string; short?: boolean | undefined }[] | undefined;
  footer?: string | undefined;
  fallback?: string | undefined;
};

/** A modal as it is open for one person; the last of the stack is on top. */
export type OpenView = {
  id: string;
  rootId: string;
  hash: string;
  user: string;
  view: View;
  errors: Record<string, string>;
};

/** One HTTP exchange between the app and Slack, either way, for the side panel and for tests. */
export type Exchange = {
  /** Counts up in the order in which exchanges begin. */
  id: number;
  /** When it began. */
  at: string;
  direction: 'app-to-slack' | 'slack-to-app';
  /** `chat.postMessage`, or `event app_mention`, `command /callboard`, `block_actions`, `view_submission`, `block_suggestion`. */
  name: string;
  request: unknown;
  status: number;
  response: unknown;
  ms: number;
  /** The message it made, changed or came from. */
  message: { channel: string; ts: string } | null;
  /** What the Block Kit checker said of the payload; empty when Slack would take it. */
  problems: string[];
};

export type Change =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'view'; user: string }
  | { kind: 'home'; user: string }
  | { kind: 'exchange'; id: number }
  | { kind: 'status'; channel: string; threadTs: string }
  | { kind: 'channel'; channel: string }
  | { kind: 'preview'; user: string };

export type Seed = {
  team: { id: string; name: string; domain: string };
  people: Omit<Person, 'isBot'>[];
  /** Other apps of the workspace, such as monitors. */
  bots?: { id: string; name: string; realName: string }[];
  channels: {
    name: string;
    topic?: string;
    kind?: 'channel' | 'private';
    members?: string[];
    isArchived?: boolean;
    isShared?: boolean;
    hasBot?: boolean;
  }[];
  /** Earlier messages, oldest first. `from` is a person id. */
  messages: {
    channel: string;
    from: string;
    at: string;
    text: string;
    attachments?: Attachment[];
    replies?: { from: string; at: string; text: string }[];
  }[];
};

/** `view.state.values`, as Slack sends it. */
export type ViewState = Record<string, Record<string, unknown>>;

/** A person at the keyboard: everything a human can do in Slack that reaches an app. Each resolves when the app has acknowledged. */
export type Actor = {
  id: string;
  say: (channel: string, text: string, options?: { thread?: string }) => Promise<Message>;
  command: (
    channel: string,
    command: string,
    text: string,
  ) => Promise<{ ok: boolean; text: string | null }>;
  /** Presses a button, picks an option (`value` is the option's value, or several) or a menu entry of a message, a view or the Home tab. */
  act: (
    place: Place,
    blockId: string,
    actionId: string,
    value?: string | string[],
  ) => Promise<void>;
  /** What a select with options from outside offers for `query`. */
  suggest: (
    place: Place,
    blockId: string,
    actionId: string,
    query: string,
  ) => Promise<{ text: string; value: string }[]>;
  /** Errors stand under their block's id; what concerns the whole view stands under the empty id. None: the view was taken. */
  submit: (viewId: string, state: ViewState) => Promise<{ errors: Record<string, string> }>;
  close: (viewId: string) => Promise<void>;
  /** Changes what one said; a deleted message keeps its replies. */
  edit: (channel: string, ts: string, text: string) => Promise<void>;
  remove: (channel: string, ts: string) => Promise<void>;
  /** Picks an entry of the app in the menu of a message, or in the shortcuts menu. */
  shortcut: (callbackId: string, message?: { channel: string; ts: string }) => Promise<void>;
  /** Has a text in the composer, unsent; what the app adds below its links comes into what this resolves with. */
  preview: (channel: string, text: string) => Promise<Record<string, KnownBlock[]>>;
  openHome: (tab?: 'home' | 'messages') => Promise<void>;
  views: () => OpenView[];
  home: () => View | null;
};

export type Place =
  | { kind: 'message'; channel: string; ts: string }
  | { kind: 'view'; viewId: string; state?: ViewState }
  | { kind: 'home' };

/** A failure asked for: the next `times` calls of `method` (a name or `*`) answer so. */
export type Failure = {
  method: string;
  times: number;
  status?: number;
  error?: string;
  retryAfter?: number;
  /** No answer at all: the connection breaks. */
  isBroken?: boolean;
  /** Slack does as it is told, and the connection breaks before it has answered. */
  isLost?: boolean;
  /** No answer, and the line stays open: only the caller's patience ends it. */
  isSilent?: boolean;
};

/** What the fake Slack shows of itself to the workspace page and to tests. */
export type Workspace = {
  team: Seed['team'];
  bot: { userId: string; name: string };
  /** Everybody, the bot included. */
  people: () => readonly Person[];
  /** With one `im` for each person who can talk with the bot. */
  channels: () => readonly Channel[];
  /** Everything in a channel, replies and ephemeral messages included, oldest first. */
  messages: (channel: string) => readonly Message[];
  /** A thread's first message and its replies, oldest first. */
  thread: (channel: string, ts: string) => readonly Message[];
  /** What the bot says it is doing in a thread ("is looking it up"), or null. */
  status: (channel: string, threadTs: string) => string | null;
  /** What the app calls a conversation with it, or null. */
  title: (channel: string, threadTs: string) => string | null;
  /** Prompts the app offers on top of a conversation. */
  prompts: (channel: string) => readonly { title: string; message: string }[];
  /** What the app offers in the menus of messages and of the composer. */
  shortcuts: () => readonly { type: 'global' | 'message'; name: string; callback_id: string }[];
  /** The bytes of an uploaded file. */
  file: (id: string) => Uint8Array | null;
  as: (userId: string) => Actor;
  /** Tells of every change from now on; the function returned ends it. */
  on: (listener: (change: Change) => void) => () => void;
  /** Every exchange so far, oldest first. */
  journal: () => readonly Exchange[];
};

export type Team = Seed['team'];

/** The app as Slack knows it. The tokens are accepted by this Slack and nowhere else. */
export type Bot = {
  appId: string;
  botId: string;
  userId: string;
  name: string;
  botToken: string;
  appToken: string;
};

/** What the checker finds, in the words of Slack's own validator. */
export type Problem = { pointer: string; message: string };

/** The Block Kit checker, handed in by whoever puts the world together. */
export type Check = {
  message: (message: { text?: string; blocks?: unknown }) => Problem[];
  view: (view: unknown) => Problem[];
  blocks: (blocks: unknown, surface: 'message' | 'modal' | 'home') => Problem[];
};
