/** One message a second in a channel, in short bursts more. https://docs.slack.dev/apis/web-api/rate-limits/#posting */
const GAP_MS = 1_000;

/** Gives messages that nobody waits for their turns, a second apart in each channel. */
export function createPace() {
  const nextFree = new Map<string, number>();
  const turns = new Set<string>();
  return {
    /** Milliseconds until the message may go; 0: now. A turn once given stays the message's own. */
    wait(channel: string, message: string, now: number): number {
      if (turns.delete(message)) return 0;
      const free = Math.max(nextFree.get(channel) ?? 0, now);
      nextFree.set(channel, free + GAP_MS);
      if (free > now) turns.add(message);
      return free - now;
    },
    /** Nothing more goes to the channel before `until`: Slack said so. */
    hold(channel: string, until: number): void {
      nextFree.set(channel, Math.max(nextFree.get(channel) ?? 0, until));
    },
  };
}
