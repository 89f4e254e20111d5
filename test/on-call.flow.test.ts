import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { testWorld } from './world.ts';

type Answered = {
  kind: string;
  intent: string;
  subjects: string[];
  refs: string[];
  text: string;
  facts: { name: string; value: string; source: string; observedAt?: string }[];
};

async function ask(world: World, text: string, thread?: string): Promise<Answered> {
  const response = await world.request('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, user: 'lena.hoffmann@marlinpay.example', thread }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answered;
}

const user = (name: string) => `user:default/${name}`;
const group = (name: string) => `group:default/${name}`;
const component = (name: string) => `component:default/${name}`;

describe('with PagerDuty', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each([
    ['whos oncal risk rn', [group('risk')], [user('magda-kowalska')]],
    ['oncall?', [group('platform-engineering')], [user('viktor-szabo')]],
    ['who has the pager for kafka', ['resource:default/kafka-main'], [user('viktor-szabo')]],
    [
      'who is on call for fraud-scorer AND identity-service, need both asap',
      [component('fraud-scorer'), component('identity-service')],
      [user('magda-kowalska'), user('elif-kaya')],
    ],
    [
      'who was on call last friday 3am when ledger broke',
      [component('ledger')],
      [user('ingrid-solberg')],
    ],
    ['who is on call for ledger saturday night', [component('ledger')], [user('kenji-mori')]],
    ["who's on call for payments", [group('payments-platform')], [user('ravi-menon')]],
    ['who is the backup for ledger', [component('ledger')], [user('paul-schneider')]],
    ['who is next on call for payments', [group('payments-platform')], [user('nadia-petrova')]],
    ['who covers fraud-rules-ui', [component('fraud-rules-ui')], [user('magda-kowalska')]],
    ['on call for capture', [group('capture')], [user('ravi-menon')]],
    ['<@U02DIEGO> is out, who covers?', [user('diego-ramos')], [user('lina-haddad')]],
    [
      "who's next if the ledger on call doesn't answer",
      [component('ledger')],
      [user('mei-tanaka'), user('paul-schneider')],
    ],
    ['is magda on call', [user('magda-kowalska')], [user('magda-kowalska')]],
  ])('%s', async (text, subjects, refs) => {
    expect(await ask(world, text)).toMatchObject({ kind: 'answer', subjects, refs });
  });

  it('tells who somebody is on call when, and how far it knows', async () => {
    expect((await ask(world, 'when am i on call next')).text).toMatch(/29 June at 09:00/);
    const christmas = await ask(world, 'am i oncall over christmas??');
    expect(christmas).toMatchObject({ kind: 'answer', intent: 'oncall.person' });
    expect(christmas.text).toMatch(/^You are on call at Christmas 2026/);
    expect(await ask(world, 'am i on call on 1 june 2028')).toMatchObject({ kind: 'unknown' });
    expect(await ask(world, 'who is on call for ledger on 1 june 2028')).toMatchObject({
      kind: 'unknown',
    });
    expect((await ask(world, 'who is on call for ledger on 5 january')).text).toMatch(/no shifts/);
  });

  it('tells the escalation with its minutes', async () => {
    const { text } = await ask(world, 'escalation policy of token-vault');
    expect(text).toBe(
      'Escalation of token-vault: level 1: Elif Kaya at once; level 2: Dev Sharma after 10 minutes; level 3: Priya Nair after 25 minutes.',
    );
  });

  it('follows a thread, and does not guess about what it does not know', async () => {
    await ask(world, 'who owns payments-api', 'thread-1');
    expect(await ask(world, "and who's on call?", 'thread-1')).toMatchObject({
      intent: 'oncall.now',
      subjects: [component('payments-api')],
      refs: [user('ravi-menon')],
    });
    expect(await ask(world, 'who is on call for flugelhorn-gateway')).toMatchObject({
      kind: 'unknown',
      refs: [],
    });
    expect(await ask(world, 'who is on call for legacy-billing')).toMatchObject({
      kind: 'unknown',
      refs: [],
    });
    expect(await ask(world, 'swap my on call shift with ayaan')).toMatchObject({
      kind: 'declined',
    });
  });

  it('gives its source and age with every fact', async () => {
    const { facts } = await ask(world, 'who is on call for ledger');
    expect(facts).toContainEqual(
      expect.objectContaining({
        name: 'on call',
        value: user('mei-tanaka'),
        source: 'PagerDuty',
        observedAt: world.clock.now().toISOString(),
      }),
    );
  });
});

describe('when PagerDuty is away', () => {
  it('answers from what was read last, says its age, and tells the lead once', async () => {
    await using world = await testWorld();
    const lead = world.slack.channelByName('#eng-leads').id;
    const lift = world.pagerduty?.fail({ kind: 'bad-gateway' });
    for (let minute = 0; minute < 6; minute += 1) {
      world.clock.advance(60_000);
      await world.app.onCall.refresh();
    }
    const { text, refs } = await ask(world, 'who is on call for risk');
    expect(refs).toEqual([user('magda-kowalska')]);
    expect(text).toContain('As of 14:30; PagerDuty has not answered since.');
    await world.slack.settled();
    const told = () =>
      world.slack.messages(lead).filter((message) => message.text.includes('On call:'));
    await world.slack.until(() => told()[0]);
    expect(told()).toHaveLength(1);
    const ready = (await (await world.request('/readyz')).json()) as object;
    expect(JSON.stringify(ready)).toContain('502');
    lift?.();
    await world.app.onCall.refresh();
    expect((await ask(world, 'who is on call for risk')).text).not.toContain('As of');
  });

  it.each([
    [{ kind: 'half' as const, match: '/oncalls' }],
    [{ kind: 'empty' as const }],
    [{ kind: 'broken-connection' as const, match: '/incidents' }],
    [{ kind: 'forbidden' as const, match: '/services' }],
  ])('keeps all it knows after %j', async (failure) => {
    await using world = await testWorld();
    world.pagerduty?.fail(failure);
    world.clock.advance(3_600_000 * 25);
    await world.app.onCall.refresh();
    const { refs, text } = await ask(world, 'who is on call for risk');
    expect(refs).toEqual([user('magda-kowalska')]);
    expect(text).toContain('PagerDuty has not answered since');
  });

  it('says what is wrong with a token, and never the token', async () => {
    await using world = await testWorld({ config: { 'onCall.pagerDutyToken': 'pd-wrong-token' } });
    const { kind, text } = await ask(world, 'who is on call for risk');
    expect(kind).toBe('unknown');
    expect(text).toContain('PagerDuty refuses the token (401)');
    expect(text).toContain('PAGERDUTY_TOKEN');
    expect(text).not.toContain('pd-wrong');
  });

  it('waits when it asks for a pause, and sees a change of the rota with the next read', async () => {
    await using world = await testWorld();
    const { pagerduty } = world;
    pagerduty?.fail({ kind: 'rate-limit', resetSeconds: 1, times: 1 });
    const risk = pagerduty?.account.shifts.find(
      ({ user: one, level }) => one.name === 'Magda Kowalska' && level === 1,
    );
    for (const shift of pagerduty?.account.shifts ?? [])
      if (
        shift.user === risk?.user &&
        shift.level === 1 &&
        shift.start &&
        shift.start <= world.clock.now() &&
        shift.end &&
        shift.end > world.clock.now()
      )
        shift.user = { id: 'PX', name: 'Somebody Else', email: 'else@elsewhere.example' };
    await world.app.onCall.refresh();
    const { text, refs } = await ask(world, 'who is on call for risk');
    expect(text).toContain('Somebody Else is on call for Risk');
    expect(refs).toEqual([]);
  });
});

describe('without a source', () => {
  it('says how to connect one', async () => {
    await using world = await testWorld({ config: { 'onCall.pagerDutyToken': undefined } });
    const { kind, text } = await ask(world, 'who is on call for risk');
    expect(kind).toBe('unknown');
    expect(text).toMatch(/PAGERDUTY_TOKEN.*CALLBOARD_ROTAS/);
    expect(world.app.notConnected().join()).toContain('PAGERDUTY_TOKEN');
  });
});
