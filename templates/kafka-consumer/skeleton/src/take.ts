import { type Event, idOf } from './event.ts';
import { Unusable } from './handle.ts';
import type { Handled } from './handled.ts';
import type { Log } from './log.ts';

export type Outcome = 'handled' | 'repeated' | 'dead';

export type Needs = {
  handle: (event: Event, log: Log) => Promise<void>;
  handled: Handled;
  /** Keeps an event that could not be handled, with the reason. */
  bury: (event: Event, reason: string) => Promise<void>;
  wait: (ms: number) => Promise<void>;
  log: Log;
  attempts?: number;
};

/**
 * Takes one event to its end; once it returns, the event may be committed. It throws only where the event could not even be buried: then
 * nothing may be committed, and the event comes again.
 */
export async function take(event: Event, needs: Needs): Promise<Outcome> {
  const id = idOf(event);
  if (await needs.handled.has(id)) return 'repeated';
  const failure = await tryAll(event, needs);
  if (failure) {
    await needs.bury(event, failure.message);
    needs.log.error('event buried', { id, error: failure });
  }
  await needs.handled.add(id);
  return failure ? 'dead' : 'handled';
}

/** Null once it worked. What may pass is tried again, after 0.2, 0.4, 0.8 seconds and so on. */
async function tryAll(event: Event, needs: Needs): Promise<Error | null> {
  const { attempts = 5, handle, log, wait } = needs;
  for (let attempt = 1; ; attempt++) {
    try {
      await handle(event, log);
      return null;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (error instanceof Unusable || attempt >= attempts) return error;
      log.info('event failed, trying again', { id: idOf(event), attempt, error: error.message });
      await wait(100 * 2 ** attempt);
    }
  }
}
