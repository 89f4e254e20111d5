import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { askInThread, shownText, testWorld } from './world.ts';

const LENA = 'U02LENA';
let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function api(text: string, thread?: string) {
  const response = await world.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, user: 'lena.hoffmann@marlinpay.example', thread }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as {
    kind: string;
    refs: string[];
    subjects: string[];
    text: string;
    blocks: object[];
    candidates: string[];
    facts: { name: string; source: string }[];
  };
}

it('answers a mention with a service card in the thread', async () => {
  const card = await askInThread(world, LENA, 'who owns payments-api?');
  expect(card.text).toContain('Payments Platform');
  expect(shownText(card)).toMatch(/#team-payments|ask-payments/);
});

it('says the same over HTTP as in Slack', async () => {
  const card = await askInThread(world, LENA, 'who owns payments-api');
  const answer = await api('who owns payments-api');
  expect(answer).toMatchObject({
    kind: 'answer',
    subjects: ['component:default/payments-api'],
    refs: ['group:default/payments-platform'],
  });
  // Slack gives every block an id of its own; what can only be pressed there takes a button's place.
  const told = (blocks: readonly object[]) =>
    (blocks as { type: string }[])
      .filter(({ type }) => type !== 'actions')
      .map((block) => ({ ...block, block_id: undefined, accessory: undefined }));
  expect(told(answer.blocks)).toEqual(told(card.blocks));
});

it('shows that the catalog and CODEOWNERS disagree', async () => {
  const answer = await api('who owns audit-log');
  expect(answer.refs).toContain('group:default/platform-engineering');
  expect(answer.text).toMatch(/CODEOWNERS/);
  expect(answer.text).toMatch(/identity/i);
  expect(answer.facts.map((fact) => fact.source)).toEqual(
    expect.arrayContaining([expect.stringContaining('CODEOWNERS')]),
  );
});

it('takes the team of GitHub for the same as its descriptor, and not for a second one', async () => {
  const card = await api('payments platform');
  expect(card.subjects).toEqual(['group:default/payments-platform']);
  expect(JSON.stringify(card)).not.toContain('defines the same name');
  const page = await world.request('/catalog/default/group/payments-platform');
  expect(await page.text()).not.toContain('defines the same name');
});

it('understands a typo and asks when two names are close', async () => {
  expect((await api('who owns payment-api')).subjects).toEqual(['component:default/payments-api']);
  const tie = await api('who owns checkout');
  expect(tie.kind).toBe('choose');
  expect(tie.candidates).toEqual(
    expect.arrayContaining(['component:default/checkout-web', 'component:default/checkout-bff']),
  );
});

it('knows no service that is not there', async () => {
  expect((await api('who owns quetzalcoatl-flugelhorn')).kind).toBe('unknown');
});

it('follows a thread', async () => {
  const first = await askInThread(world, LENA, 'what does payouts-api depend on');
  const thread = first.threadTs ?? '';
  const next = await askInThread(world, LENA, 'and who owns it?', { thread });
  expect(next.text).toContain('Payments Platform');
  expect(await api('what does checkout-web depend on', 't1')).toMatchObject({ kind: 'answer' });
  expect((await api('and what depends on it?', 't1')).subjects).toEqual([
    'component:default/checkout-web',
  ]);
});

it('answers a slash command to the asker alone', async () => {
  const general = world.slack.channelByName('#general').id;
  await world.slack.as(LENA).command(general, '/callboard', 'who owns ledger');
  const answer = await world.slack.until(() =>
    world.slack.messages(general).find((message) => message.onlyFor === LENA),
  );
  expect(answer.text).toContain('Ledger');
});

it('answers direct messages and leaves thanks alone', async () => {
  const lena = world.slack.as(LENA);
  const im = world.slack.imOf(LENA);
  await lena.say(im.id, 'what does team payments own');
  const answer = await world.slack.until(() =>
    world.slack.messages(im.id).find((message) => message.user === world.slack.bot.userId),
  );
  expect(answer.text).toContain('payments-api');
  const before = world.slack.messages(im.id).length;
  await lena.say(im.id, 'thanks!');
  await world.slack.settled();
  expect(world.slack.messages(im.id)).toHaveLength(before + 1);
});

it('sends nothing that Slack would refuse', () => {
  expect(world.slack.journal().flatMap((exchange) => exchange.problems)).toEqual([]);
});
