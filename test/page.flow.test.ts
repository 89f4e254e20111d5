import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World, WorldOptions } from '../src/demo/world.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  await start();
});
afterEach(() => world[Symbol.asyncDispose]());

async function start(options: WorldOptions = {}): Promise<void> {
  world = await testWorld(options);
}

const LENA = 'U02LENA';
const ANA = 'U02ANA';
const MAGDA = 'U02MAGDA';
const PAGE = 'page fraud-scorer because scoring is slow';

const buttonsOf = (message: Message) => controlsOf(message.blocks).map(({ text }) => text);
const incidents = () => world.pagerduty?.account.incidents ?? [];
const toldTo = (person: string) =>
  world.slack
    .messages(world.slack.imOf(person).id)
    .filter(({ text }) => text.includes('scoring is slow'));
const pages = async () =>
  (await world.app.core.db.select().from(audit))
    .filter(({ what }) => what === 'page')
    .map(({ who, outcome }) => [who, outcome]);

async function pressed(person: string, message: Message, text: string): Promise<Message> {
  await press(world.slack, person, message, text);
  await world.slack.settled();
  await world.app.slack?.settled();
  return world.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
}

describe('a page while PagerDuty is down', () => {
  it('goes as a message to who is on call, says so, and can be tried again until it is raised', async () => {
    const card = await askInThread(world, LENA, PAGE);
    const before = incidents().length;
    const mend = world.pagerduty?.fail({ kind: 'broken-connection', match: '/incidents' });
    const tried = await pressed(ANA, card, 'Page');
    expect(tried.text).toContain('PagerDuty cannot be reached.');
    expect(tried.text).toContain('I wrote instead, which may wake nobody: Told Magda Kowalska');
    expect(buttonsOf(tried)).toEqual(['Try again', 'Change the text…', 'Cancel']);
    expect(toldTo(MAGDA)).toHaveLength(1);
    const again = await pressed(LENA, tried, 'Try again');
    expect(again.text).toContain('PagerDuty cannot be reached.');
    mend?.();
    const done = await pressed(LENA, again, 'Try again');
    expect(done.text).toContain('PagerDuty pages who is on call for fraud-scorer');
    expect(buttonsOf(done)).toEqual([]);
    expect(incidents()).toHaveLength(before + 1);
    expect(toldTo(MAGDA)).toHaveLength(1);
    expect((await pages()).map(([, outcome]) => outcome).sort()).toEqual([
      'done',
      'failed',
      'failed',
    ]);
  });

  it.each([
    [{ kind: 'unauthorized' as const }, 'does not let this token create incidents (401)'],
    [{ kind: 'bad-gateway' as const }, 'did not create the incident (502)'],
  ])('or refuses (%j), goes as a message as well', async (failure, why) => {
    const card = await askInThread(world, LENA, PAGE);
    world.pagerduty?.fail({ ...failure, match: '/incidents' });
    const tried = await pressed(ANA, card, 'Page');
    expect(tried.text).toContain(why);
    expect(toldTo(MAGDA)).toHaveLength(1);
  });

  it('goes as a message where PagerDuty does not know who pressed', async () => {
    world.pagerduty?.account.users.clear();
    const card = await askInThread(world, LENA, PAGE);
    const tried = await pressed(ANA, card, 'Page');
    expect(tried.text).toContain('PagerDuty knows nobody with the e-mail address');
    expect(toldTo(MAGDA)).toHaveLength(1);
  });

  it('says so where not even a message gets through', async () => {
    const card = await askInThread(world, LENA, PAGE);
    world.pagerduty?.fail({ kind: 'broken-connection', match: '/incidents' });
    // The person, the platform lead who is told of that, and the channel.
    world.slack.fail({ method: 'chat.postMessage', error: 'restricted_action', times: 3 });
    const tried = await pressed(ANA, card, 'Page');
    expect(tried.text).toContain('Nobody was told.');
    expect(tried.text).toContain('a workspace setting forbids me to post there');
    await pressed(ANA, tried, 'Try again');
    expect(toldTo(MAGDA)).toHaveLength(1);
  });
});

it('of a team is filed under the most critical of what its rota covers, and says so before', async () => {
  const card = await askInThread(world, LENA, 'page risk because scoring is slow');
  expect(shownText(card)).toContain('a PagerDuty incident, filed under fraud-scorer');
  await pressed(ANA, card, 'Page');
  expect(incidents().at(-1)?.services).toEqual(['PFRD01']);
});

describe('a page where nothing is connected', () => {
  beforeEach(async () => {
    await world[Symbol.asyncDispose]();
    await start({ config: { 'onCall.pagerDutyToken': undefined } });
  });

  it('goes to the lead and the channel of who owns it, and the card says how to connect a rota', async () => {
    const card = await askInThread(world, LENA, PAGE);
    const shown = shownText(card);
    expect(shown).toContain('leads Risk; who is on call is not known');
    expect(shown).toContain('#team-risk');
    expect(shown).toContain('Connect PagerDuty with PAGERDUTY_TOKEN');
  });

  it('is declined where there is nobody at all, with the same advice', async () => {
    const answer = await askInThread(world, LENA, 'page engineering');
    expect(answer.text).toContain('I did nothing: nobody is known to be on call for Engineering');
    expect(answer.text).toContain('Connect PagerDuty with PAGERDUTY_TOKEN');
    expect(buttonsOf(answer)).toEqual([]);
  });

  it('asks for a reason where none is given', async () => {
    const card = await askInThread(world, LENA, 'page risk');
    expect(shownText(card)).toContain('No reason is given');
  });
});

describe('what people did', () => {
  const ask = async (text: string) => (await askInThread(world, LENA, text)).text;

  it('is told from the audit, with who pressed and what came of it', async () => {
    expect(await ask('what happened with my page')).toContain('nothing that you asked me to do');
    const card = await askInThread(world, LENA, PAGE);
    expect(await ask('what happened with my page')).toContain('nobody has pressed its button yet');
    await pressed(ANA, card, 'Page');
    for (const question of ['what happened with my page', 'who paged fraud-scorer']) {
      const told = await ask(question);
      expect(told).toContain('Ana Duarte paged fraud-scorer (15 June 2026, 14:30 Europe/Berlin)');
      expect(told).toContain('PagerDuty pages who is on call');
    }
    expect(await ask('did anybody page ledger')).toContain('Nobody paged ledger through me');
  });

  it('tells of what was refused, and of a lock that holds no more', async () => {
    const card = await askInThread(world, LENA, 'unlock payments-worker');
    await pressed('U02FELIX', card, 'Unlock');
    expect(await ask('who did what to payments-worker')).toContain(
      'Felix Braun was not allowed to unlock payments-worker',
    );
    await pressed('U02RAVI', card, 'Unlock');
    const told = await ask('who locked payments-worker');
    expect(told).toContain('payments-worker is not locked');
    expect(told).toContain('Ravi Menon unlocked payments-worker');
    expect(told).toContain('Ravi Menon locked payments-worker');
  });

  it.each([
    ['audit-admin', 200],
    ['reader', 403],
  ])('is for the token of %s %i over HTTP', async (name, status) => {
    await world[Symbol.asyncDispose]();
    const tokens = [
      'audit-admin:admin:aaaaaaaaaaaaaaaaaaaaaaaa',
      'reader:read+ask:bbbbbbbbbbbbbbbbbbbbbbbb',
    ];
    await start({ config: { 'api.tokens': tokens } });
    const secret = tokens.find((token) => token.startsWith(name))?.split(':')[2];
    const headers = { authorization: `Bearer ${secret}` };
    expect((await world.request('/api/audit', { headers })).status).toBe(status);
    expect((await world.request('/api/audit')).status).toBe(401);
  });
});
