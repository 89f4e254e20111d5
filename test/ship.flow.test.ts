import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { askInThread, shownText, testWorld } from './world.ts';

type Answered = {
  kind: string;
  intent: string;
  subjects: string[];
  refs: string[];
  text: string;
  facts: { name: string; value: string; source: string; url?: string; observedAt?: string }[];
};

const LENA = 'lena.hoffmann@marlinpay.example';
const component = (name: string) => `component:default/${name}`;

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function ask(
  text: string,
  { user = LENA, thread }: { user?: string; thread?: string } = {},
): Promise<Answered> {
  const response = await world.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, user, thread }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answered;
}

describe('which version runs where', () => {
  it.each([
    [
      'what version of payments-api is in prod',
      /prod-eu runs v4\.18\.2 since Wednesday, 10 June at 11:02, by Ana Duarte; prod-us runs v4\.18\.1/,
    ],
    ['payments-api version in staging', /staging runs v4\.19\.0-rc2/],
    ['the prod version of ledger?', /prod-eu runs v9\.3\.0.*prod-us runs v9\.2\.4/],
    ['where is ledger v9.3.0 running', /runs in prod-eu .* and sandbox/],
    ['where does ledger run', /prod-eu runs v9\.3\.0 since today at 08:20,/],
    ['where is ledger deployed', /prod-eu runs.*prod-us runs.*staging runs.*sandbox runs/],
    ['whats on staging', /12 things run in staging.*config-service v3\.3\.0/],
  ])('%s', async (text, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'answer', intent: 'deploy.version' });
    expect(answer.text).toMatch(told);
    expect(answer.facts[0]).toMatchObject({ source: 'GitHub', observedAt: expect.any(String) });
  });

  it('asks the same about another environment, and then about another thing', async () => {
    await ask('what version of payments-api is in prod', { thread: 'env' });
    const staging = await ask('what about staging', { thread: 'env' });
    expect(staging).toMatchObject({ kind: 'answer', subjects: [component('payments-api')] });
    expect(staging.text).toContain('v4.19.0-rc2');
    expect((await ask('and ledger?', { thread: 'env' })).text).toContain('staging runs v9.3.1');
  });

  it.each([
    ['what version of ledger is in narnia', /no deployment of ledger to "narnia".*prod-eu/],
    [
      'which version of fraud-scorer is in prod',
      /no deployment of fraud-scorer to "prod".*staging/,
    ],
    ['what version of go-authz is in prod', /no deployment of go-authz.*POST \/api\/deployments/],
    ['what version of flugelhorn is in prod', /do not know "flugelhorn"/],
  ])('knows what it does not know: %s', async (text, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'unknown', refs: [] });
    expect(answer.text).toMatch(told);
  });
});

describe('what changed near something', () => {
  it('tells its own changes, then those of what it needs, and what was not looked at', async () => {
    const { kind, text, refs, facts } = await ask('what changed around ledger since 07:00');
    expect(kind).toBe('answer');
    expect(text).toMatch(/^7 changes in ledger since today at 07:00, 1 in what it needs directly/);
    expect(text.indexOf('v9.3.1 deployed to staging by Ingrid Solberg')).toBeLessThan(
      text.indexOf('#1303 "Add index on entries.booked_at" merged (migration) by Kenji Mori'),
    );
    expect(text).toContain('payments-api v4.19.0-rc2 deployed to staging');
    expect(text).toContain('no repository of postgres-ledger');
    expect(refs).toEqual([component('ledger'), component('payments-api')]);
    expect(facts.map(({ name }) => name)).toContain('merge');
  });

  it.each([
    [
      'what went out friday between 4 and 6 to prod-eu',
      ['webhook-dispatcher', 'fx-rates'],
      /16:00 to 18:00/,
    ],
    ['what merged into fraud-scorer today', ['fraud-scorer'], /#990 .*#988 /],
    ['what did payments deploy this week', ['payments-api'], /1 deployment/],
    [
      'did anything change in checkout-bff or what it depends on in the last 2 hours',
      ['checkout-bff'],
      /compare\/.*upstream: feature-flags, identity-service and payments-api/,
    ],
    ['has anyone touched config-service since this morning', ['config-service'], /#771/],
  ])('%s', async (text, names, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'answer', intent: 'changes.recent' });
    expect(answer.refs.filter((ref) => ref.startsWith('component:')).toSorted()).toEqual(
      names.map(component).toSorted(),
    );
    expect(answer.text).toMatch(told);
  });

  it('is on the card of who says that something is down, and on the service card', async () => {
    expect((await ask('checkout-web is down')).text).toMatch(
      /Changed near checkout-web in the last 6 hours: checkout-web v12\.8\.0 deployed to prod-eu by Amara Diallo, 49 min ago/,
    );
    const card = shownText(await askInThread(world, 'U02LENA', 'fx-rates'));
    expect(card).toMatch(/Running.*v1\.14\.0 in prod-eu, 3 days ago/);
    expect(card).toMatch(/Last change.*pull\/310.*Cache ECB feed/);
  });
});

describe('whether a change has arrived', () => {
  it.each([
    ['is my PR 4412 in prod yet', 'checkout-web', /is open and not merged/],
    ['is PR 2210 in prod', 'checkout-bff', /^In part: .* it is in prod-eu .* it is not in prod-us/],
    ['is https://github.com/marlinpay/checkout-web/pull/4405 in staging', 'checkout-web', /^Yes: /],
    ['is PR 4405 of checkout-web in prod-us', 'checkout-web', /^No: /],
    [
      'diff staging and prod-eu of ledger',
      'ledger',
      /1 commit only in staging: "Fix rounding in trial balance" by Ingrid Solberg\. Compare: https/,
    ],
    ['undeployed changes of ledger', 'ledger', /1 commit only in the default branch/],
  ])('%s', async (text, name, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({
      kind: 'answer',
      intent: 'deploy.compare',
      subjects: [component(name)],
    });
    expect(answer.text).toMatch(told);
  });

  it('knows a commit by the beginning of its id', async () => {
    const { model } = world.github;
    const [newest] = model.history(model.repository('ledger'));
    const answer = await ask(`has ${newest?.oid.slice(0, 7)} reached prod-us`);
    expect(answer).toMatchObject({ intent: 'deploy.compare', subjects: [component('ledger')] });
    expect(answer.text).toMatch(/^No: /);
  });

  it('knows whose change "mine" is', async () => {
    const mine = await ask('is my change live', { user: 'chloe.martin@marlinpay.example' });
    expect(mine.text).toMatch(/^Your latest pull request: checkout-bff #2210/);
    expect(await ask('is my change live')).toMatchObject({ intent: 'deploy.compare' });
    expect(await ask('is PR 999999 in prod')).toMatchObject({ kind: 'unknown', refs: [] });
  });

  it.each([
    [
      'did the deploy of checkout-web finish',
      /v12\.8\.0 to prod-eu, today at 13:41, by Amara Diallo\. It finished/,
    ],
    ['who deployed ledger', /v9\.3\.1 to staging.*Ingrid Solberg.*v9\.3\.0 to prod-eu.*Kenji Mori/],
    ['when was token-vault last deployed to prod', /20 February/],
  ])('%s', async (text, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({ kind: 'answer', intent: 'deploy.status' });
    expect(answer.text).toMatch(told);
  });

  it('tells who reviews what a pull request changes, but not its author', async () => {
    const url = 'https://github.com/marlinpay/checkout-web/pull/4412';
    const answer = await ask(`who should review my PR ${url}`);
    expect(answer).toMatchObject({ kind: 'answer', refs: ['group:default/checkout-experience'] });
    expect((await ask('who can review PR 1303')).refs).toEqual([
      'group:default/ledger-core',
      'group:default/platform-engineering',
    ]);
  });
});

describe('an order to deploy', () => {
  it.each([
    [
      'roll back checkout-web',
      'checkout-web',
      /prod-eu runs v12\.8\.0.*before that v12\.7\.3.*compare.*On call: Felix Braun.*\/actions/,
    ],
    [
      'deploy payments-worker to prod',
      'payments-worker',
      /locked by Ravi Menon.*PSP migration.*prod-eu runs v2\.7\.0/,
    ],
  ])('%s: does nothing, and says what one has to know', async (text, name, told) => {
    const answer = await ask(text);
    expect(answer).toMatchObject({
      kind: 'declined',
      intent: 'deploy.request',
      subjects: [component(name)],
    });
    expect(answer.text).toMatch(/^I did nothing/);
    expect(answer.text).toMatch(told);
  });
});

it('shows on the page of a thing what runs where and what changed', async () => {
  const page = await (await world.request('/catalog/default/component/ledger')).text();
  expect(page).toContain('Running and changed');
  expect(page).toMatch(/<dt>prod-eu<\/dt><dd><strong>v9\.3\.0<\/strong>/);
  expect(page).toContain('<a href="https://github.com/marlinpay/ledger/pull/1303"');
});

it('takes what a pipeline reports for what GitHub does not know', async () => {
  const response = await world.request('/api/deployments', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: 'run-1',
      ref: component('go-authz'),
      environment: 'prod-eu',
      version: '2.0.1',
      by: 'priya',
    }),
  });
  expect(response.status).toBe(200);
  expect((await ask('what version of go-authz is in prod')).text).toMatch(
    /prod-eu runs 2\.0\.1 since today at 14:30, by Priya Nair/,
  );
});

it('begins the day of who states no zone where the settings say', async () => {
  await using far = await testWorld({ config: { timezone: 'Asia/Tokyo' } });
  const response = await far.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'who deployed checkout-web' }),
  });
  expect(await response.json()).toMatchObject({ text: expect.stringContaining('today at 20:41') });
});

it('says what is missing where nothing is connected', async () => {
  await using bare = await testWorld({ config: { 'github.organization': undefined } });
  const response = await bare.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'what shipped last night' }),
  });
  expect(await response.json()).toMatchObject({
    kind: 'unknown',
    intent: 'changes.recent',
    text: expect.stringMatching(/GITHUB_ORG.*POST \/api\/deployments/),
  });
});
