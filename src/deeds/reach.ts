/** Something said to people on behalf of somebody, as plain data: who draws it escapes it. */
export type Announcement = {
  /** The first line. */
  headline: string;
  /** In the words of whoever asked for it. */
  text: string | null;
  /** Slack's id of whoever had it sent. */
  by: string;
};

/** Whether it arrived; the reason is the rest of a sentence: "I could not reach #risk: …". */
export type Reached = { kind: 'reached' } | { kind: 'unreachable'; reason: string };

/** The ways to people, handed over by `app.ts`. Each message goes out once for its `key`. */
export type Reach = {
  /** Into the direct messages of a User entity. */
  person: (ref: string, said: Announcement, key: string) => Promise<Reached>;
  /** Into a channel, by `#name` or Slack's id; never one shared with other companies. */
  channel: (channel: string, said: Announcement, key: string) => Promise<Reached>;
  /** Why nothing may be posted in a channel, as the rest of a sentence; null where it may. */
  barrierTo: (channel: string) => Promise<string | null>;
  /** `#name` as the id that stays when it is renamed; null where there is none. */
  channelIdOf: (channel: string) => Promise<string | null>;
};
