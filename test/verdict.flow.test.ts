import { afterEach, beforeEach, expect, it } from 'vitest';
import { audit } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { ANA, fixingIn, HANA, LENA, picked } from './fixing.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());
const { settled, latest, rows, pulls, openForm, submit } = fixingIn(() => world);

/** Lena says that Risk owns kyc-gateway: the answer she pressed on, and what its team is asked. */
async function proposed(): Promise<{ answer: Message; question: Message; number: number }> {
  const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
  await submit(await openForm(answer, 'owner'), {
    'value-owner': { 'fix-owner': picked('group:default/risk', 'Risk') },
  });
  const question = world.slack.messages('#team-kyc').at(-1);
  const number = pulls('kyc-gateway')[0]?.number;
  if (!question || !number) throw new Error('Nobody was asked.');
  return { answer, question, number };
}

const buttons = (message: Message) => controlsOf(latest(message).blocks).map(({ text }) => text);
const news = (answer: Message) =>
  world.slack.thread(answer.channel, answer.threadTs ?? '').at(-1)?.text ?? '';
const pull = () => pulls('kyc-gateway')[0];
const verdicts = async () =>
  (await world.app.core.db.select().from(audit)).filter(({ what }) => what.includes('verdict'));

async function says(person: string, question: Message, words: string): Promise<void> {
  await press(world.slack, person, question, words);
  await settled();
}

it('asks the owner once, who can say so with one press', async () => {
  const { question, number } = await proposed();
  expect(buttons(question)).toEqual(['Looks right', 'No, keep it', `Look at #${number}`]);
  await world.app.corrections.work();
  await settled();
  expect(
    world.slack.messages('#team-kyc').filter(({ text }) => text.includes('is wrong about')),
  ).toHaveLength(1);
});

it('is said on the page of the entity and to programs until it is settled', async () => {
  const { number } = await proposed();
  const page = async () => {
    const path = '/catalog/default/component/kyc-gateway';
    const text = await (await world.request(path)).text();
    return text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  };
  const words = `Correction pending: owner → Risk, PR #${number} by Lena Hoffmann`;
  expect(await page()).toContain(words);
  const asked = await world.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'who owns kyc-gateway' }),
  });
  expect(await asked.json()).toMatchObject({
    refs: ['group:default/onboarding-kyc'],
    text: expect.stringContaining('Correction pending: owner → Risk'),
    facts: expect.arrayContaining([
      expect.objectContaining({
        name: 'correction pending',
        url: expect.stringContaining(`/pull/${number}`),
      }),
    ]),
  });
  await world.github.model.closePullRequest('kyc-gateway', number, 'hana-kim');
  await world.app.github?.drainInbox();
  await world.app.corrections.work();
  expect(await page()).not.toContain('Correction pending');
});

it('"Looks right" is said to the asker and on the pull request, and merges nothing', async () => {
  const { answer, question, number } = await proposed();
  await says(HANA, question, 'Looks right');
  expect(news(answer)).toContain('Hana Kim says it looks right: it only has to be merged');
  expect(buttons(question)).toEqual([`Look at #${number}`]);
  expect(pull()).toMatchObject({ state: 'OPEN', comments: [expect.anything()] });
  expect(pull()?.comments[0]?.body).toContain('`Hana Kim`');
  expect(await verdicts()).toMatchObject([
    { who: 'user:default/hana-kim', target: 'component:default/kyc-gateway', outcome: 'done' },
  ]);
  await world.github.model.mergePullRequest('kyc-gateway', number, 'hana-kim');
  await world.app.github?.drainInbox();
  await world.app.corrections.work();
  await settled();
  expect(news(answer)).toContain('was merged by hana-kim');
  const now = await world.app.core.ask({ text: 'who owns kyc-gateway', asker: null, thread: null });
  expect(now).toMatchObject({ refs: ['group:default/risk'] });
  expect(now.text).not.toContain('pending');
});

it('"No, keep it" closes the pull request, and the asker hears who said so', async () => {
  const { answer, question } = await proposed();
  await says(HANA, question, 'No, keep it');
  expect(pull()).toMatchObject({ state: 'CLOSED', comments: [expect.anything()] });
  expect((await rows())[0]).toMatchObject({ state: 'closed', settledBy: 'Hana Kim' });
  expect(news(answer)).toContain('was closed by Hana Kim without being merged');
  expect(shownText(latest(answer))).toContain('A correction was not taken');
  const now = await world.app.core.ask({ text: 'who owns kyc-gateway', asker: null, thread: null });
  expect(now.text).not.toContain('pending');
});

it('is for those who own it, and for the first of them', async () => {
  const { question } = await proposed();
  await says(ANA, question, 'No, keep it');
  expect(pull()?.state).toBe('OPEN');
  expect(await verdicts()).toMatchObject([{ who: 'user:default/ana-duarte', outcome: 'refused' }]);
  await Promise.all([
    says(HANA, question, 'Looks right'),
    says('U02STEFAN', question, 'No, keep it').catch(() => {}),
  ]);
  expect((await verdicts()).filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
});

it.each([
  'POST /repos/marlinpay/kyc-gateway/issues/1/comments',
  'PATCH /repos/marlinpay/kyc-gateway/pulls/1',
])('is finished by the job after a crash at %s, and said once', async (call) => {
  const { answer, question } = await proposed();
  world.github.fail({ kind: 'broken-connection', match: call, times: 1 });
  await says(HANA, question, 'No, keep it');
  expect(pull()?.state).toBe('OPEN');
  world.clock.advance(3 * 60_000);
  await world.app.corrections.work();
  await settled();
  expect(pull()).toMatchObject({ state: 'CLOSED', comments: [expect.anything()] });
  expect(news(answer)).toContain('was closed by Hana Kim');
});

it('says what to do where it may not close the pull request, and who merged it all the same', async () => {
  const { answer, question, number } = await proposed();
  world.github.fail({
    kind: 'refused',
    status: 403,
    message: 'Resource not accessible by integration',
    needs: 'pull_requests=write',
    match: /issues\/1\/comments/,
  });
  await says(HANA, question, 'No, keep it');
  expect(news(answer)).toContain('Hana Kim keeps it as it is');
  expect(news(answer)).toContain('pull_requests: write is missing. Close it on GitHub.');
  await world.github.model.mergePullRequest('kyc-gateway', number, 'ana-duarte');
  await world.app.github?.drainInbox();
  await world.app.corrections.work();
  await settled();
  expect(news(answer)).toContain('was merged by ana-duarte');
});

it('tells the asker why it was closed on GitHub', async () => {
  const { answer, number } = await proposed();
  await world.github.model.comment('kyc-gateway', number, 'hana-kim', 'Only in <!channel> July.');
  await world.github.model.comment('kyc-gateway', number, 'ana-duarte', 'I see.');
  await world.github.model.closePullRequest('kyc-gateway', number, 'hana-kim');
  await world.app.github?.drainInbox();
  await world.app.corrections.work();
  await settled();
  expect(news(answer)).toContain('was closed by hana-kim without being merged');
  expect(news(answer)).toContain('Only in &lt;!channel&gt; July.');
});
