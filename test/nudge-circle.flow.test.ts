import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings, fixes, nudges } from '../src/db/scorecard-tables.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { fixingIn, HANA, KYC } from './fixing.ts';
import { press } from './slack/controls.ts';
import { shownText, testWorld } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const { settled, latest, pulls } = fixingIn(() => world);

/** What the jobs do in a minute: read what was pushed, judge, plan, tell. */
async function minute(): Promise<void> {
  world.clock.advance(60_000);
  const { app } = world;
  await app.github?.drainInbox();
  await app.core.standards.run?.();
  await app.decisions.fixes.work();
  await app.nudging.run();
  await app.slack?.refreshNudges();
  await app.slack?.drainOutbox();
  await settled();
}

const told = () =>
  world.slack
    .messages('#team-kyc')
    .filter(({ user, onlyFor }) => user === world.slack.bot.userId && onlyFor === null);

it('a check that begins to fail is told once, mended by a button, struck out when it is merged, and closed', async () => {
  await minute();
  // What failed when the catalog was read first is nobody's news.
  expect(told()).toEqual([]);

  await world.github.model.push(
    'kyc-gateway',
    { CODEOWNERS: null },
    {
      author: 'stefan-vogel',
    },
  );
  await minute();
  await minute();
  const [message, ...more] = told();
  expect(more).toEqual([]);
  expect(message?.text).toContain('*kyc-gateway* fails 1 check');
  expect(shownText(message as Message)).toContain('CODEOWNERS present');

  await press(world.slack, HANA, message as Message, 'Open PR');
  await settled();
  const pull = pulls('kyc-gateway').at(-1);
  expect(pull).toMatchObject({ state: 'OPEN' });
  expect(shownText(latest(message as Message))).toContain(`Pull request #${pull?.number}`);

  await world.github.model.mergePullRequest('kyc-gateway', pull?.number ?? 0, 'hana-kim');
  await minute();
  await minute();
  const { db } = world.app.core;
  expect(await db.select().from(fixes)).toMatchObject([{ state: 'merged' }]);
  const [nudge] = await db.select().from(nudges);
  expect(nudge).toMatchObject({ state: 'closed' });
  const finding = (await db.select().from(findings)).find(
    ({ id }) => id === nudge?.lines[0]?.finding,
  );
  expect(finding).toMatchObject({ ref: KYC, state: 'fixed' });
  expect(latest(message as Message).text).toContain('All done');
  expect(shownText(latest(message as Message))).toContain('~CODEOWNERS present~');
  expect(told()).toHaveLength(1);
});
