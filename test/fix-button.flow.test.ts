import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { LENA } from './fixing.ts';
import { askInThread, testWorld } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

type Element = { type: string; text?: { text: string } };
type Block = { elements?: Element[]; accessory?: Element };

/** What stands on every button and menu of the answer. */
async function controls(question: string): Promise<Element[]> {
  const { blocks } = await askInThread(world, LENA, question);
  return (blocks as Block[]).flatMap(({ elements = [], accessory }) => [
    ...(accessory ? [accessory] : []),
    ...elements,
  ]);
}

const fixes = (all: readonly Element[]) => all.filter(({ text }) => text?.text === 'Wrong? Fix it');

it.each([
  'who owns kyc-gateway',
  'what is kyc-gateway',
  'lifecycle of kyc-gateway',
  'tier of payments-api',
  'runbook of kyc-gateway',
  'dashboard of kyc-gateway',
  'who is on call for payments-api',
  'what does payments-api depend on',
  'what depends on ledger',
  'who do I talk to about refunds',
  'team card of risk',
  'who is in risk',
  'what does risk own',
  'who is lena hoffmann',
  'who owns services/payments/main.go in payments-api',
  'graph of payments-api',
])('"%s" can be corrected from its answer, with one button and four at most', async (question) => {
  const all = await controls(question);
  expect(fixes(all)).toHaveLength(1);
  expect(all.filter(({ type }) => type === 'button').length).toBeLessThanOrEqual(4);
});

it.each([
  'help',
  'who owns the flux capacitor',
  'who owns checkout',
  'page risk',
  'how many services are there',
  'is the catalog up to date',
])('"%s" states nothing of one thing, and has no such button', async (question) => {
  expect(fixes(await controls(question))).toEqual([]);
});
