import type { Channel, Workspace } from '../slack/model.ts';

/** Who reads, when, and what ids are called: all that drawing a text or a block depends on besides itself. */
export type Scene = {
  me: string;
  now: Date;
  /** The reader's time zone, IANA. */
  tz: string;
  people: readonly { id: string; name: string; isBot: boolean }[];
  channels: readonly { id: string; name: string }[];
  /** Where uploaded files are served, with a slash at the end. */
  files: string;
};

/** One message of one channel, as somebody looks at it. */
export type Place = { slack: Workspace; scene: Scene; channel: Channel; ts: string };

/** The scene as one person sees it: private channels they are not in have no name for them. */
export function sceneFor(
  slack: Workspace,
  { me, now, files }: Pick<Scene, 'me' | 'now' | 'files'>,
): Scene {
  return {
    me,
    now,
    files,
    tz: slack.people().find((person) => person.id === me)?.tz ?? 'UTC',
    people: slack.people().map(({ id, realName, name, isBot }) => ({
      id,
      name: realName || name,
      isBot,
    })),
    channels: slack
      .channels()
      .filter(
        ({ kind, members }) => kind === 'channel' || (kind === 'private' && members.includes(me)),
      )
      .map(({ id, name }) => ({ id, name })),
  };
}
