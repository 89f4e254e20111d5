import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Change, Workspace } from '../slack/model.ts';
import { canSee, isFor } from './reading.ts';

/** A comment this often keeps proxies and browsers from giving the connection up. */
const BEAT_MS = 20_000;

/** `GET /events?as=U…`: every change this person may know of, as server-sent events. */
export function eventRoutes(slack: Workspace): Hono {
  const app = new Hono();
  app.get('/events', (c) => {
    const { as } = z.object({ as: z.string().min(1).max(255) }).parse(c.req.query());
    return streamSSE(c, async (stream) => {
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const stop = slack.on((change) => {
        const told = toldTo(slack, as, change);
        if (told) void stream.writeSSE({ data: JSON.stringify(told) });
      });
      const beat = setInterval(() => void stream.write(': still here\n\n'), BEAT_MS).unref();
      stream.onAbort(end);
      await stream.write(': welcome\n\n');
      await ended;
      clearInterval(beat);
      stop();
    });
  });
  return app;
}

type Told = Change & { thread?: string | null; isMine?: boolean; isForMe?: boolean };

/** A change in the words the page needs, or null where it is none of this person's business. */
function toldTo(slack: Workspace, as: string, change: Change): Told | null {
  if (change.kind === 'view' || change.kind === 'home' || change.kind === 'preview')
    return change.user === as ? change : null;
  if (change.kind === 'exchange') return change;
  const channel = slack.channels().find(({ id }) => id === change.channel);
  if (!channel || !canSee(channel, as)) return null;
  if (change.kind !== 'message') return change;
  const messages = slack.messages(change.channel);
  const message = messages.find(({ ts }) => ts === change.ts);
  if (!message) return change;
  if (!isFor(message, as)) return null;
  const root = messages.find(({ ts }) => ts === message.threadTs);
  return {
    ...change,
    thread: message.threadTs,
    isMine: message.user === as,
    // A reply under what this person wrote.
    isForMe: message.threadTs !== null && root?.user === as && message.user !== as,
  };
}
