import type { App } from '@slack/bolt';
import type { Home } from './home.ts';
import type { Outbox } from './outbox.ts';
import { listenForPresses } from './presses.ts';
import { listenForQuestions, type QuestionListeners } from './questions.ts';

/** Every listener of the app. What they listen to is declared in `manifest.ts`; a test holds the two together. */
export function listen(app: App, parts: QuestionListeners & { outbox: Outbox; home: Home }): void {
  listenForQuestions(app, parts);
  listenForPresses(app, parts);
  parts.linkMe.listen(app);
  parts.home.listen(app);
}
