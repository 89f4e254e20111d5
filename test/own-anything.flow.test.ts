import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { askInThread, shownText, testWorld } from './world.ts';

const LENA = 'U02LENA';
let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const shown = async (text: string) => shownText(await askInThread(world, LENA, text));

async function api(text: string) {
  const response = await world.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  return (await response.json()) as {
    kind: string;
    refs: string[];
    candidates: string[];
    text: string;
    facts: { name: string; value: string; source: string; url?: string }[];
  };
}

it('names the rule of CODEOWNERS that decides about a path, and links to its line', async () => {
  const blocks = await shown('who owns src/capture in payments-api?');
  expect(blocks).toContain('Capture (part of Payments Platform)');
  expect(blocks).toContain('/src/capture/');
  expect(blocks).toContain('marlinpay/payments-api/blob/main/.github/CODEOWNERS#L2');
});

it('reads a stack trace that is pasted over several lines', async () => {
  const trace =
    'who knows this?\n```java.lang.IllegalStateException: no\n\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat com.marlinpay.kyc.Verifier.verify(Verifier.java:42)```';
  const blocks = await shown(trace);
  expect(blocks).toContain('kyc-gateway');
  expect(blocks).toContain('marlinpay.com/java-package');
});

it('asks back where an alert only looks like something, and says nothing of one it does not know', async () => {
  expect(await shown('[FIRING:1] ledger-latency-p99 (prod)')).toMatch(/"action_id":/);
  expect((await api('[FIRING:1] Watchdog (prod)')).kind).toBe('unknown');
});

it('answers for a repository without a descriptor from what GitHub says, and says so', async () => {
  const answer = await api('who owns hackweek-2023');
  expect(answer.refs).toEqual(['group:default/data-platform']);
  expect(answer.text).toMatch(/No descriptor .* GitHub gives admin rights to Data Platform/);
});

it('offers who committed last for a thing whose team is gone', async () => {
  const answer = await api('who owns legacy-billing');
  expect(answer.refs).toEqual([]);
  expect(answer.candidates).toContain('user:default/yusuf-demir');
  expect(answer.text).toMatch(/Yusuf Demir \(2025-02-19\)/);
  const blocks = await shown('who owns legacy-billing');
  expect(blocks).toContain('none of it confirmed');
});

it('tells how each source stands to the owner, strongest first', async () => {
  const { facts } = await api('who owns audit-log');
  expect(facts.filter(({ name }) => name === 'evidence').map(({ value }) => value)).toEqual([
    'CODEOWNERS: disagrees',
    'admin team: agrees',
    'recent commits: agrees',
  ]);
  expect(await shown('who owns audit-log')).toContain('CODEOWNERS disagrees');
});

it('follows a change of CODEOWNERS', async () => {
  await world.github.model.push('payments-api', {
    '.github/CODEOWNERS': '* @marlinpay/payments-platform\n/src/capture/ @marlinpay/risk\n',
  });
  await world.app.github?.drainInbox();
  expect((await api('who owns src/capture in payments-api')).refs).toEqual(['group:default/risk']);
  expect((await api('who owns src/capture in payments-api')).text).toContain(
    'The sources disagree',
  );
});

it('counts what a department owns through its teams', async () => {
  const blocks = await shown('what does engineering own');
  expect(blocks).toContain('Engineering and the teams inside it');
  expect(blocks).toMatch(/Platform Engineering \d+/);
});
