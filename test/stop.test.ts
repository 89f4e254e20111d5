import { expect, it } from 'vitest';
import { buildWorld } from '../src/demo/world.ts';

// Waits for a turn of the inbox, which comes every ten seconds.
it('stops although a job waits for a GitHub that does not answer', async () => {
  const world = await buildWorld({ config: { port: 0, host: '127.0.0.1' } });
  await world.app.start();
  await world.app.firstSync();
  const { promise: hanging, resolve: hang } = Promise.withResolvers<void>();
  const match = () => {
    hang();
    return true;
  };
  world.github.fail({ kind: 'timeout', match });
  await world.github.model.push('payments-api', { 'README.md': '# Payments\n' });
  await hanging;
  await expect(world[Symbol.asyncDispose]()).resolves.toBeUndefined();
});
