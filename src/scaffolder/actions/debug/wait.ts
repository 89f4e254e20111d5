import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../../../errors.ts';
import { defineAction } from '../action.ts';

/** Backstage's: a step is no place to wait for people. */
const LONGEST_MS = 30_000;

const Amount = z.number().min(0).optional();

export const debugWait = defineAction({
  id: 'debug:wait',
  description: 'Waits for up to 30 seconds.',
  input: z.object({
    minutes: Amount.describe('Minutes to wait'),
    seconds: Amount.describe('Seconds to wait'),
    milliseconds: Amount.describe('Milliseconds to wait'),
  }),
  output: z.object({}),
  isHarmless: true,
  run: async ({ input, once, signal, isDryRun, log }) => {
    const { minutes = 0, seconds = 0, milliseconds = 0 } = input;
    const duration = minutes * 60_000 + seconds * 1000 + milliseconds;
    if (duration > LONGEST_MS)
      throw new UserError(
        'Waiting duration is longer than the maximum threshold of 30 seconds.',
        'Wait for less.',
      );
    if (isDryRun) {
      log(`Would wait for ${duration / 1000} seconds.`);
      return {};
    }
    // After a crash only what is left is waited for.
    const end = await once('end', async () => Date.now() + duration);
    await sleep(Math.max(0, Math.min(end - Date.now(), LONGEST_MS)), undefined, { signal });
    return {};
  },
});
