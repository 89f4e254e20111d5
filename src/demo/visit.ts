import { stillClock } from './clock.ts';
import { createWorld, type World } from './world.ts';

/** Runs `work` in a demo world of its own, synced and connected; its clock stands still. */
export async function visitDemo<Result>(
  { organisation, now }: { organisation: string | null; now: Date | null },
  work: (request: World['request']) => Promise<Result>,
): Promise<Result> {
  await using world = await createWorld({
    ...(organisation && { organisation }),
    ...(now && { clock: stillClock(now) }),
  });
  return await work(world.request);
}
