import type { Press } from '../actions.ts';
import type { AskedIn, ScaffoldWorld } from './parts.ts';

/** In the channel where it was pressed, if facts may be said there; else in direct messages. */
export async function placeOf(
  { channel, threadTs, messageTs, isEphemeral }: Press<unknown>,
  { desk }: Pick<ScaffoldWorld, 'desk'>,
): Promise<AskedIn> {
  if (!channel || (await desk.mayAnswerIn(channel)) !== 'yes')
    return { channel: null, threadTs: null };
  const isDirect = channel.startsWith('D');
  const below = threadTs ?? (isDirect || isEphemeral ? null : messageTs);
  return { channel, threadTs: below };
}
