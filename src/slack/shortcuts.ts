import type { App } from '@slack/bolt';
import { z } from 'zod';
import { ShownMessage } from './message-text.ts';

// Entries of Callboard in Slack's own menus. Each is declared once: the manifest and its listener come from the same object.

type Face = { id: string; name: string; description: string };

/** A message as somebody pointed at it. */
export type PressedMessage = {
  person: string;
  channel: string;
  ts: string;
  /** The thread it is in; its own `ts` where it begins one. */
  threadTs: string;
  triggerId: string;
  responseUrl: string;
  message: ShownMessage;
};

const MessageAction = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message_ts: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
  message: ShownMessage.and(z.looseObject({ thread_ts: z.string().optional().catch(undefined) })),
});

/** An entry in the menu of every message. */
export function defineMessageShortcut(face: Face) {
  return {
    ...face,
    type: 'message' as const,
    listen(app: App, handler: (pressed: PressedMessage) => Promise<void>): void {
      app.shortcut({ type: 'message_action', callback_id: face.id }, async ({ ack, body }) => {
        await ack();
        const { user, channel, message_ts: ts, message, ...rest } = MessageAction.parse(body);
        await handler({
          person: user.id,
          channel: channel.id,
          ts,
          threadTs: message.thread_ts ?? ts,
          triggerId: rest.trigger_id,
          responseUrl: rest.response_url,
          message,
        });
      });
    },
  };
}

const GlobalAction = z.object({ user: z.object({ id: z.string() }), trigger_id: z.string() });

/** An entry in the shortcuts menu beside the composer, which belongs to no place. */
export function defineGlobalShortcut(face: Face) {
  return {
    ...face,
    type: 'global' as const,
    listen(
      app: App,
      handler: (pressed: { person: string; triggerId: string }) => Promise<unknown>,
    ): void {
      app.shortcut({ type: 'shortcut', callback_id: face.id }, async ({ ack, body }) => {
        await ack();
        const { user, trigger_id: triggerId } = GlobalAction.parse(body);
        await handler({ person: user.id, triggerId });
      });
    },
  };
}
