import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { testWorld } from './world.ts';

// Slack counts calls, and people wait for them: whatever is asked, three calls are enough, also of somebody who never asked before.

let world: World;
beforeAll(async () => {
  world = await testWorld({ readsAlong: true, config: { url: 'https://callboard.example.com' } });
});
afterAll(() => world[Symbol.asyncDispose]());

const MOST = 3;
/** Each asks for the first time in the first turn. */
const [LENA, FELIX, MEI, BEN, KOFI, MARIA] = [
  'U02LENA',
  'U02FELIX',
  'U02MEI',
  'U02BEN',
  'U02KOFI',
  'U02MARIA',
];

async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
  await settled();
  const before = world.slack.journal().length;
  await work();
  await settled();
  return world.slack
    .journal()
    .slice(before)
    .filter(({ direction }) => direction === 'app-to-slack')
    .map(({ name }) => name);
}

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

const SURFACES: [what: string, work: () => Promise<unknown>][] = [
  ['a mention', () => world.slack.as(LENA).say('#engineering', '@callboard who owns ledger')],
  [
    'a mention about time',
    () => world.slack.as(MARIA).say('#general', '@callboard who is on call for ledger'),
  ],
  ['a direct message', () => world.slack.as(FELIX).say(world.slack.imOf(FELIX).id, 'payments-api')],
  ['a command', () => world.slack.as(MEI).command('#engineering', '/callboard', 'who owns ledger')],
  [
    'a command where the bot is no member',
    () => world.slack.as(MEI).command('#team-data', '/callboard', 'who owns fx-rates'),
  ],
  [
    '"Who owns this?"',
    async () => {
      const { channel, ts } = await world.slack.as(BEN).say('#engineering', 'service: kyc-gateway');
      await world.slack.as(BEN).shortcut('who-owns-this', { channel, ts });
    },
  ],
  ['a link', () => world.slack.as(KOFI).say('#general', 'https://github.com/marlinpay/fx-rates')],
  ['the Home tab', () => world.slack.as(KOFI).openHome()],
  ['the messages tab', () => world.slack.as(KOFI).openHome('messages')],
  ['a form', () => world.slack.as(KOFI).shortcut('ask-callboard')],
];

it.each(SURFACES)('%s takes at most three calls, and fewer the second time', async (_, work) => {
  const cold = await callsOf(work);
  world.clock.advance(31 * 60_000);
  const warm = await callsOf(work);
  expect(cold.length, cold.join()).toBeGreaterThan(0);
  expect(cold.length, cold.join()).toBeLessThanOrEqual(MOST);
  expect(warm.length, warm.join()).toBeGreaterThan(0);
  expect(warm.length, warm.join()).toBeLessThanOrEqual(Math.min(MOST, cold.length));
});

it('a card in an incident channel takes three when the bot comes, and one whenever it changes', async () => {
  const { id } = world.slack.addChannel({ name: 'inc-77-ledger', hasBot: false });
  const invite = () => world.slack.as(LENA).command(id, '/invite', '@callboard');
  expect(await callsOf(invite)).toEqual([
    'conversations.info',
    'conversations.history',
    'chat.postMessage',
  ]);
  world.clock.advance(60_000);
  const say = () => world.slack.as(FELIX).say(id, '`fx-rates` is slow as well');
  expect(await callsOf(say)).toEqual(['chat.update']);
  expect(await callsOf(() => world.slack.as(FELIX).say(id, 'coffee?'))).toEqual([]);
});
