import type { Exchange, Message } from '../slack/model.ts';

/** What happened around one message: the exchanges that made and changed it, from the delivery that caused it, in order. */
export type Trace = {
  /** Exchanges about the message itself. */
  own: Exchange[];
  /** Those and what the app did in between, oldest first. */
  all: Exchange[];
  /** What the Block Kit checker said of the message's payloads. */
  problems: string[];
};

/** `thread` is the conversation the message stands in, itself included. */
export function traceOf(
  message: Message,
  thread: readonly Message[],
  journal: readonly Exchange[],
): Trace {
  const conversation = [message, ...thread];
  // A delivery begins before the calls it causes and may end after them.
  const ordered = journal.toSorted((a, b) => a.id - b.id);
  const own = ordered.filter((exchange) => isAbout(exchange, [message]));
  const first = own[0];
  const last = own.at(-1);
  if (!first || !last) return { own: [], all: [], problems: [] };
  const cause = ordered
    .slice(0, ordered.indexOf(first) + 1)
    .findLast(
      (exchange) =>
        exchange.direction === 'slack-to-app' &&
        (exchange.message === null || isAbout(exchange, conversation)),
    );
  // What a person wrote goes on until the app has said its last word under it.
  const end =
    first.direction === 'slack-to-app'
      ? ordered.findLast((exchange) => isAbout(exchange, conversation))
      : last;
  const all = ordered
    .slice(ordered.indexOf(cause ?? first), ordered.indexOf(end ?? last) + 1)
    .filter((exchange) => exchange.message === null || isAbout(exchange, conversation));
  return { own, all, problems: own.flatMap(({ problems }) => problems) };
}

function isAbout(exchange: Exchange, messages: readonly Message[]): boolean {
  return messages.some(
    ({ channel, ts }) => exchange.message?.channel === channel && exchange.message.ts === ts,
  );
}
