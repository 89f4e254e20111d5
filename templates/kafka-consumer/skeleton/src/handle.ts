import type { Event } from './event.ts';
import type { Log } from './log.ts';

/** An event that can never be handled, however often it is tried. */
export class Unusable extends Error {}

/** Does what an event asks for. Throw `Unusable` for what is wrong with the event, anything else for what may pass. */
export async function handle(event: Event, log: Log): Promise<void> {
  const body = read(event);
  // Here is the place for what this service is for.
  log.info('event', { key: event.key, fields: Object.keys(body) });
}

function read({ value }: Event): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(value ?? '');
  } catch (cause) {
    throw new Unusable('The event is no JSON.', { cause });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Unusable('The event is no JSON object.');
  return body as Record<string, unknown>;
}
