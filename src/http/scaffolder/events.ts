import type { OpenAPIHono } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { RunEvent, Scaffolder } from '../../scaffolder/scaffolder.ts';
import { readQuery } from '../catalog/requests.ts';
import { followRun } from './follow.ts';
import { scaffolderRoute } from './route.ts';
import { eventOf } from './shapes.ts';
import { runOf } from './tasks.ts';

/** So long a question for news is kept open; Backstage's clients ask again. */
const PATIENCE_MS = 30_000;

const Event = z.object({
  id: z.number(),
  taskId: z.string(),
  type: z.enum(['log', 'completion', 'cancelled', 'recovered']),
  body: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
});

/** The log of a run: as a stream, and for clients that ask again and again. */
export function eventRoutes(app: OpenAPIHono, scaffolder: Scaffolder): void {
  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/tasks/{taskId}/eventstream',
      summary: 'The log of a run as server-sent events, after `after`, until it ends (scope read)',
      answer: { status: 200, description: 'Events log and completion', isStream: true },
    },
    async (c) => {
      const { after = 0 } = readQuery(c, { after: 'whole' });
      const { id } = await runOf(c, scaffolder);
      // Proxies hold a stream back until they are told not to.
      c.header('X-Accel-Buffering', 'no');
      return streamSSE(c, async (stream) => {
        const gone = new AbortController();
        stream.onAbort(() => gone.abort());
        for await (const events of followRun({ scaffolder, id, after, signal: gone.signal })) {
          if (events.length === 0) await stream.write(': still there\n\n');
          for (const event of events) await send(stream, id, event);
        }
      });
    },
  );

  scaffolderRoute(
    app,
    {
      method: 'get',
      path: '/tasks/{taskId}/events',
      summary: 'The log of a run after `after`; waits a while for the next line (scope read)',
      answer: { status: 200, description: 'Events', schema: z.array(Event) },
    },
    async (c) => {
      const { after = 0 } = readQuery(c, { after: 'whole' });
      const { id } = await runOf(c, scaffolder);
      const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(PATIENCE_MS)]);
      for await (const events of followRun({ scaffolder, id, after, signal })) {
        if (events.length > 0) return c.json(events.map((event) => eventOf(id, event)));
      }
      return c.json([]);
    },
  );
}

function send(stream: SSEStreamingApi, run: string, event: RunEvent): Promise<void> {
  return stream.writeSSE({ event: event.type, data: JSON.stringify(eventOf(run, event)) });
}
