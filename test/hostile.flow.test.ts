import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { liveMarkup, PINGS, refusals, sentBy } from './hostile.ts';
import { askInThread, shownText, testWorld } from './world.ts';

const LENA = 'U02LENA';
const LONG = 'a very long text '.repeat(600);
/** Overrides, a mark of direction, a zero-width space and a word turned round. */
const BACKWARDS = '\u202Eipa-stnemyap\u202C \u200Bpay\u200Bments\u2066';

/** What the bot writes itself: links to pages that descriptors and vendors name, and moments in the reader's zone. */
const OWN =
  /^<(?:https:\/\/(?:github\.com\/marlinpay|marlinpay\.pagerduty\.com)\/|!date\^\d+\^[{}_a-z ]+\|[\d: -]+ UTC>$)/;

type Problem = { kind: string; ref: string | null; message: string; location: string };

async function publish(
  world: World,
  repository: string,
  files: Record<string, string | null>,
): Promise<void> {
  await world.github.model.push(repository, files);
  await world.github.webhooks.settled();
  await world.app.github?.drainInbox();
}

async function problemsOf(world: World): Promise<Problem[]> {
  return (await (await world.request('/api/catalog/problems')).json()) as Problem[];
}

function component(name: string, more: object = {}, metadata: object = {}): string {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, ...metadata },
    spec: { type: 'service', lifecycle: 'production', owner: 'risk', ...more },
  });
}

/** Asks in a direct message; null where the bot stays silent. */
async function askAlone(world: World, text: string): Promise<Message | null> {
  const { slack } = world;
  const place = slack.channels().find((one) => one.kind === 'im' && one.members.includes(LENA));
  const asked = await slack.as(LENA).say(place?.id ?? '', text);
  await slack.settled();
  await world.app.slack?.settled();
  const last = slack.messages(asked.channel).at(-1);
  return last && last.user === slack.bot.userId ? last : null;
}

describe('hostile words in descriptors', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each([
    ['a ping', PINGS.join(' ')],
    ['formatting', '*bold* _italic_ ~gone~ `code` ```block``` > quote'],
    [
      'markup of web pages',
      '<script>alert(1)</script><img src=x onerror=alert(1)>&lt;!channel&gt;',
    ],
    ['text that runs backwards', BACKWARDS],
    ['emoji', ':tada: 👩‍👩‍👧‍👦 🏴‍☠️'],
    ['10,000 characters', LONG],
    ['10,000 ampersands', '&'.repeat(10_000)],
  ])('are shown as they are: %s', async (_what, words) => {
    const links = [
      { url: 'javascript:alert(1)', title: words },
      { url: 'https://evil.example/|payments-api>x', title: words },
      { url: `https://evil.example/${'x'.repeat(4_000)}`, title: 'Runbook' },
    ];
    const descriptor = component(
      'villain',
      { type: words, lifecycle: words, owner: 'villains', dependsOn: ['component:ledger'] },
      {
        title: words,
        description: words,
        labels: { 'marlinpay.com/tier': '1' },
        annotations: { 'callboard.dev/aliases': words, 'marlinpay.com/runbook': words },
        links,
      },
    );
    const team = JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: 'villains',
        title: words,
        description: words,
        annotations: { 'slack.com/channel': words, 'slack.com/ask-channel': words },
      },
      spec: { type: words, children: [], profile: { displayName: words, email: words } },
    });
    await publish(world, 'sandbox-playground', {
      'catalog-info.yaml': `${descriptor}\n---\n${team}\n`,
      CODEOWNERS: `* ${words.slice(0, 500)} @marlinpay/risk\n`,
    });
    expect(
      await (await world.request('/api/catalog/entities/by-name/component/default/villain')).json(),
    ).toMatchObject({ metadata: { name: 'villain' } });
    for (const question of [
      'villain',
      'who owns villain',
      'what does villains own',
      'who is in villains',
      'what does villain depend on',
      'what depends on ledger',
      'runbook for villain',
      'list services owned by villains',
      'villian',
    ]) {
      expect(await askAlone(world, question), question).not.toBeNull();
    }
    await askInThread(world, LENA, 'who owns villain');
    await world.slack.as(LENA).command('#general', '/callboard', 'villain');
    await world.slack.as(LENA).openHome();
    await expectHarmless(world);
  });
});

describe('hostile words in questions', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each([
    ...PINGS.map((ping) => `who owns ${ping.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`),
    'who owns <!channel> <!here> <https://evil.example|payments-api>',
    `who owns ${LONG}`,
    '&amp;'.repeat(2_000),
    `who owns ${BACKWARDS}`,
    'who owns __proto__',
    'constructor',
    'what depends on hasOwnProperty',
    'what does toString own',
    "who owns '; drop table entities; --",
    'who owns %_\\"*(?:a+)+$',
    'who owns component:default/../../etc/passwd',
    'who owns <@U02ANA> <@U99NOBODY>',
    '*who* _owns_ ~payments-api~ ```',
    ':tada: :+1:',
    '?'.repeat(3_000),
    'a b c d e f g h i j k l m n o p q r s t u v w x y z '.repeat(50),
  ])('are answered or left alone: %s', async (question) => {
    await askAlone(world, question);
    await world.slack.as(LENA).command('#general', '/callboard', question);
    await expectHarmless(world);
  });
});

describe('a file that is no descriptor', () => {
  const good = component('bystander');

  it.each([
    ['of 5 MB', `# ${'x'.repeat(5 * 1024 * 1024)}`, 'descriptors are read up to 4 MB'],
    ['with an alias bomb', bomb(), 'alias'],
    ['of broken YAML', 'kind: [Component\n  metadata: {', 'not valid YAML'],
    ['of something else', '[1, 2, 3]', ''],
  ])('%s gets a sentence, and what stands beside it is read', async (_what, text, sentence) => {
    await using world = await testWorld();
    await publish(world, 'sandbox-playground', {
      'catalog-info.yaml': text,
      'services/bystander/catalog-info.yaml': good,
    });
    const location = /sandbox-playground\/blob\/main\/catalog-info\.yaml$/;
    const problems = (await problemsOf(world)).filter((one) => location.test(one.location));
    expect(problems).not.toHaveLength(0);
    expect(problems[0]?.message).toContain(sentence);
    expect(problems[0]?.message).toMatch(/^[A-Z].*\.$/s);
    const card = await askAlone(world, 'bystander');
    expect(shownText(card as Message)).toContain('bystander');
    await expectHarmless(world);
  });

  it('of 300 documents gives 300 entities, and a list that fits a message', async () => {
    await using world = await testWorld();
    const many = Array.from({ length: 300 }, (_, at) => component(`unit-${at}-${'n'.repeat(50)}`));
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': many.join('\n---\n') });
    const list = await askAlone(world, 'what does risk own');
    expect(list?.text).toContain('Risk owns 305 things');
    await expectHarmless(world);
  });

  it('with keys of JavaScript itself changes nothing but its own entity', async () => {
    await using world = await testWorld();
    const text = [
      component('prototype'),
      '{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"constructor","labels":{"__proto__":"x","constructor":"y"}},"spec":{"type":"service","lifecycle":"production","owner":"constructor","__proto__":{"polluted":true}}}',
    ].join('\n---\n');
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': text });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((await askAlone(world, 'who owns constructor'))?.text).toContain('constructor');
    await expectHarmless(world);
  });
});

describe('the same name in two repositories', () => {
  it('is told to both owners: in the list of problems and on the card', async () => {
    await using world = await testWorld();
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': component('ledger') });
    const both = (await problemsOf(world)).filter(
      ({ kind, ref }) => kind === 'duplicate' && ref === 'component:default/ledger',
    );
    expect(both).toEqual([
      expect.objectContaining({
        location: expect.stringContaining('/ledger/'),
        message: expect.stringMatching(/sandbox-playground.*this one is used/),
      }),
      expect.objectContaining({
        location: expect.stringContaining('/sandbox-playground/'),
        message: expect.stringMatching(/\/ledger\/.*this one is not used/),
      }),
    ]);
    const card = await askAlone(world, 'ledger');
    expect(shownText(card as Message)).toContain('Ledger & Settlement'.replace('&', '&amp;'));
    expect(shownText(card as Message)).toMatch(/sandbox-playground.*defines the same name/);
    await expectHarmless(world);
  });
});

describe('an entity that turns bad', () => {
  it.each([
    ['a document that is wrong', component('villain', { owner: 7 })],
    ['a file that cannot be read', '{{{'],
  ])('keeps its last good content and says so: %s', async (_what, bad) => {
    await using world = await testWorld();
    const good = component('villain', {}, { description: 'Ties people to rails.' });
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': good });
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': bad });
    const card = shownText((await askAlone(world, 'villain')) as Message);
    expect(card).toContain('Ties people to rails.');
    expect(card).toContain('Its descriptor is broken at the moment');
    await publish(world, 'sandbox-playground', { 'catalog-info.yaml': good });
    expect(shownText((await askAlone(world, 'villain')) as Message)).not.toContain('broken');
  });
});

/** Everything sent was taken by Slack, nothing in it pings or links but to the organisation's own pages, and nothing broke. */
async function expectHarmless(world: World): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
  expect(refusals(world)).toEqual([]);
  expect(liveMarkup(world).filter((token) => !OWN.test(token))).toEqual([]);
  expect(JSON.stringify(sentBy(world))).not.toContain('something broke on my side');
}

/** A few lines that would be a billion when every alias is followed. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 10; at += 1) {
    const uses = Array.from({ length: 10 }, () => `*a${at - 1}`);
    lines.push(`a${at}: &a${at} [${uses.join(', ')}]`);
  }
  return lines.join('\n');
}
