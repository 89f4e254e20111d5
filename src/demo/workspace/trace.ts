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

/** The Home tab is opened and published beside every conversation, and explains none. */
const BESIDE = new Set(['event app_home_opened', 'views.publish']);

/** `thread` is the conversation the message stands in, itself included. */
export function traceOf(
  message: Message,
  thread: readonly Message[],
  journal: readonly Exchange[],
): Trace {
  const conversation = [message, ...thread];
  const ordered = journal
    .filter(
      (exchange) =>
        (exchange.message === null || isAbout(exchange, conversation)) &&
        !BESIDE.has(exchange.name),
    )
    .toSorted((a, b) => startOf(a) - startOf(b) || a.id - b.id);
  const own = ordered.filter((exchange) => isAbout(exchange, [message]));
  const told = new Set(own.flatMap((exchange) => storyOf(exchange, ordered)));
  return {
    own,
    all: ordered.filter((exchange) => told.has(exchange)),
    problems: own.flatMap(({ problems }) => problems),
  };
}

/** What led to a call, from the delivery that caused it; what a delivery led to, up to the next one. */
function storyOf(exchange: Exchange, ordered: readonly Exchange[]): readonly Exchange[] {
  const at = ordered.indexOf(exchange);
  if (isDelivery(exchange)) {
    const next = ordered.findIndex((each, index) => index > at && isDelivery(each));
    return ordered.slice(at, next < 0 ? undefined : next);
  }
  const cause = ordered.slice(0, at).findLastIndex(isDelivery);
  return ordered.slice(cause < 0 ? at : cause, at + 1);
}

function isDelivery({ direction }: Exchange): boolean {
  return direction === 'slack-to-app';
}

function isAbout(exchange: Exchange, messages: readonly Message[]): boolean {
  return messages.some(
    ({ channel, ts }) => exchange.message?.channel === channel && exchange.message.ts === ts,
  );
}

/** An exchange is put on record when it has ended; calls the app made before it acknowledged began later all the same. */
function startOf({ at, ms }: Exchange): number {
  return Date.parse(at) - ms;
}
