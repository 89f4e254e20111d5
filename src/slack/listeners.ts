import type { App } from '@slack/bolt';
import type { AskModal } from './ask-modal.ts';
import { type DeedListeners, listenForDeeds } from './deeds.ts';
import type { SlackDigests } from './digest/digests.ts';
import type { Fixes } from './fix/fixes.ts';
import type { Home } from './home/home.ts';
import type { NudgeMessages } from './nudges/nudges.ts';
import type { Outbox } from './outbox.ts';
import { listenForPresses } from './presses.ts';
import { listenForQuestions, type QuestionListeners } from './questions.ts';
import { listenForRooms } from './rooms/listen.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { Scaffold } from './scaffold/scaffold.ts';
import { listenForLinks, type UnfurlOptions } from './unfurls.ts';
import type { Unknown } from './unknown/unknown.ts';
import { listenForWhose, type WhoseOptions } from './whose.ts';

/** Every listener of the app. What they listen to is declared in `manifest.ts`; a test holds the two together. */
export function listen(
  app: App,
  parts: QuestionListeners &
    WhoseOptions &
    UnfurlOptions &
    Omit<DeedListeners, 'deeds'> & {
      deeds: DeedListeners['deeds'] | null;
      rooms: Rooms | null;
      scaffold: Scaffold | null;
      fixes: Fixes | null;
      unknown: Unknown | null;
      nudges: NudgeMessages | null;
      digests: SlackDigests | null;
      outbox: Outbox;
      home: Home;
      askModal: AskModal;
    },
): void {
  listenForQuestions(app, parts);
  listenForPresses(app, parts);
  if (parts.deeds) listenForDeeds(app, { ...parts, deeds: parts.deeds });
  if (parts.rooms) listenForRooms(app, { ...parts, rooms: parts.rooms });
  listenForWhose(app, parts);
  listenForLinks(app, parts);
  parts.askModal.listen(app);
  parts.fixes?.listen(app);
  parts.scaffold?.listen(app);
  parts.unknown?.listen(app);
  parts.nudges?.listen(app);
  parts.digests?.listen(app);
  parts.linkMe.listen(app);
  parts.home.listen(app);
}
