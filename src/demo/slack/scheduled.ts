import { post } from './messages.ts';
import type { Message } from './model.ts';
import type { State } from './state.ts';

/** Posts what was scheduled for now or earlier, in the order of its times. A message whose channel was archived is dropped. */
export function postDue(state: State): Message[] {
  const seconds = state.now().getTime() / 1000;
  const due = [...state.scheduled].filter(([, { postAt }]) => postAt <= seconds);
  return due
    .sort(([, a], [, b]) => a.postAt - b.postAt)
    .flatMap(([id, { channel, text, blocks, threadTs }]) => {
      state.scheduled.delete(id);
      if (state.channels.get(channel)?.isArchived !== false) return [];
      return [post(state, { channel, user: state.bot.userId, text, blocks, threadTs })];
    });
}
