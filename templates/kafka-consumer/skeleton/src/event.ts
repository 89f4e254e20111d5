/** One event of the topic, as it came. */
export type Event = {
  topic: string;
  partition: number;
  offset: bigint;
  key: string | null;
  value: string | null;
  headers: ReadonlyMap<string, string>;
};

/**
 * What makes two deliveries the same event: the id its producer gave it in the header `id`, and otherwise its place in the topic, which
 * stays the same when it is delivered again but not when its producer sends it twice.
 */
export function idOf(event: Event): string {
  return event.headers.get('id') ?? `${event.topic}/${event.partition}/${event.offset}`;
}
