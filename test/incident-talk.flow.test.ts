import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { testWorld } from './world.ts';

// What is said in a thread while something burns: short, without names, and in a hurry.

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function lastOf(...said: string[]) {
  const thread = said.join(' / ');
  let answer = { kind: '', intent: '', text: '' };
  for (const text of said) {
    const response = await world.request('/api/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, thread, user: 'lena.hoffmann@marlinpay.example' }),
    });
    answer = (await response.json()) as typeof answer;
  }
  return answer;
}

it.each([
  [
    'payments-api is on fire',
    'what should i do',
    'runbook',
    'runbooks.marlinpay.example/payments-api',
  ],
  ['payments-api is on fire', 'who else can help', 'contact.route', '#team-payments'],
  ['payments-api is on fire', 'what breaks if its down', 'blast', 'checkout-web'],
  ['who is on call for payments-api', 'he is not picking up', 'oncall.next', 'Nadia Petrova'],
  [
    'who is on call for payments-api',
    'who is next if he does not answer',
    'oncall.next',
    'Nadia Petrova',
  ],
])('%s > %s', async (first, then, intent, part) => {
  const answer = await lastOf(first, then);
  expect(answer).toMatchObject({ kind: 'answer', intent });
  expect(answer.text).toContain(part);
});

it.each([
  ['ledger db is full, who do i wake', 'oncall.now', 'Mei Tanaka'],
  ['i need someone from identity who is awake', 'contact.route', 'Elif Kaya'],
  ['is anything else broken', 'incident.status', 'INC-1042'],
])('%s', async (text, intent, part) => {
  const answer = await lastOf(text);
  expect(answer).toMatchObject({ kind: 'answer', intent });
  expect(answer.text).toContain(part);
});
