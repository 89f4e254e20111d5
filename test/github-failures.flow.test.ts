import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, isNull } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { entities } from '../src/db/schema.ts';
import { MARLIN_PAY, type World } from '../src/demo/world.ts';
import { freshWorld, testWorld } from './world.ts';

async function entityCount({ app }: World): Promise<number> {
  const [row] = await app.core.db
    .select({ rows: count() })
    .from(entities)
    .where(isNull(entities.removedAt));
  return row?.rows ?? 0;
}

async function readyz(world: World) {
  const response = await world.request('/readyz');
  const body = (await response.json()) as { checks: { sync: { detail: string } } };
  return { status: response.status, detail: body.checks.sync.detail };
}

const HOUR = 3_600_000;

it('says why a first sync did not work, and is not ready until one did', async () => {
  await using world = await freshWorld();
  await world.app.slack?.start();
  const heal = world.github.fail({ kind: 'unauthorized' });
  const report = await world.app.github?.sync();
  expect(report?.isComplete).toBe(false);
  expect(await readyz(world)).toMatchObject({
    status: 503,
    detail: expect.stringContaining('does not accept the credentials'),
  });
  heal();
  await world.app.github?.sync();
  expect(await readyz(world)).toMatchObject({ status: 200 });
});

it('deletes nothing when access to most repositories is lost, and tells the platform lead once', async () => {
  await using world = await testWorld();
  const before = await entityCount(world);
  world.github.model.limitAccess(['payments-api']);
  for (let hour = 0; hour < 3; hour++) {
    world.clock.advance(HOUR);
    await world.app.github?.sweep();
  }
  expect(await entityCount(world)).toBe(before);
  const lead = world.slack.channelByName('#eng-leads').id;
  const told = world.slack.messages(lead).filter(({ user }) => user === world.slack.bot.userId);
  expect(told).toHaveLength(1);
});

it('turns a push into the next answer', async () => {
  await using world = await testWorld();
  const ask = async () =>
    (await world.app.core.ask({ text: 'who owns payments-api', asker: null, thread: null })).refs;
  expect(await ask()).toEqual(['group:default/payments-platform']);
  const file = join(MARLIN_PAY, 'repositories', 'payments-api', 'catalog-info.yaml');
  const text = readFileSync(file, 'utf8').replaceAll(
    'group:default/payments-platform',
    'group:default/risk',
  );
  await world.github.model.push('payments-api', { 'catalog-info.yaml': text });
  await world.github.webhooks.settled();
  await world.app.github?.drainInbox();
  expect(await ask()).toEqual(['group:default/risk']);
});
