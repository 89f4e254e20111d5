import { stillClock } from './clock.ts';
import { seedPast } from './standards-past.ts';
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
  await world.app.github?.health();
  await seedPast(world.app.core, world.decided, world.clock.now());
  await world.app.core.standards.run();
  return await work(world.request);
}
