import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { ANA, fixingIn, KYC, LENA, picked, textOf } from './fixing.ts';
import { press } from './slack/controls.ts';
import { askInThread, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());
const { settled, rows, pulls, openForm, submit } = fixingIn(() => world);

const RISK = { 'value-owner': { 'fix-owner': picked('group:default/risk', 'Risk') } };
const views = (person = LENA) => world.slack.as(person).views();
const shown = (person = LENA) => JSON.stringify(views(person).at(-1)?.view.blocks);

async function fill(field: string, values: object, answer?: Message) {
  const asked = answer ?? (await askInThread(world, LENA, 'what is kyc-gateway'));
  const view = await openForm(asked, field);
  const done = await world.slack.as(LENA).submit(view.id, values as never);
  await settled();
  return done;
}

describe('the form of "Wrong? Fix it"', () => {
  it('shows what is stated now and where, and the change before it is proposed', async () => {
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    await openForm(answer, 'owner');
    expect(shown()).toContain('Now: *Onboarding & KYC*'.replace('&', '&amp;'));
    expect(shown()).toContain('|catalog-info.yaml> of marlinpay/kyc-gateway');
    expect(await fill('owner', RISK, answer)).toEqual({ errors: {} });
    expect(shown()).toContain('-   owner: group:default/onboarding-kyc');
    expect(shown()).toContain('+   owner: group:default/risk');
    expect(await rows()).toEqual([]);
    expect(pulls('kyc-gateway')).toEqual([]);
  });

  it('starts at the address that was answered', async () => {
    const answer = await askInThread(world, LENA, 'runbook of kyc-gateway');
    await press(world.slack, LENA, answer, 'Wrong? Fix it');
    await settled();
    expect(shown()).toMatch(/"initial_option":\{"text":\{[^}]*"text":"Runbook"/);
  });

  it('tells the owner what somebody cannot correct, once, and offers the form there', async () => {
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    const view = await openForm(answer, 'unsure');
    expect(await submit(view, { reason: { reason: textOf('  ') } })).toMatchObject({
      errors: { reason: expect.anything() },
    });
    const me = world.slack.as(LENA);
    const reason = { reason: textOf('Nobody of <!channel> KYC knows it') };
    await me.submit(view.id, { reason } as never);
    await settled();
    expect(shown()).toContain('I tell #team-kyc.');
    const told = world.slack.messages('#team-kyc').at(-1) as Message;
    expect(told.text).toContain('Lena Hoffmann says that something I say about *kyc-gateway*');
    expect(told.text).toContain('&lt;!channel&gt; KYC');
    await press(world.slack, 'U02HANA', told, 'Wrong? Fix it');
    await settled();
    expect(shown('U02HANA')).toContain('Who owns it');
    expect(await rows()).toEqual([]);
  });

  it('does not propose two owners at once: the second one is shown the first', async () => {
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    await submit(await openForm(answer, 'owner'), RISK);
    const second = await askInThread(world, ANA, 'who owns kyc-gateway');
    const view = await openForm(second, 'owner', ANA);
    expect(shown(ANA)).toContain('Proposed already');
    await submit(
      view,
      { 'value-owner': { 'fix-owner': picked('group:default/ledger-settlement') } },
      ANA,
    );
    expect(shown(ANA)).toContain('Lena Hoffmann proposed something else already');
    expect(shown(ANA)).toContain('owner → Risk');
    expect(pulls('kyc-gateway')).toHaveLength(1);
  });

  it('says where a team that only GitHub knows is to be changed', async () => {
    await world.github.model.createTeam({ slug: 'night-owls', name: 'Night Owls' });
    await world.app.github?.sync();
    const answer = await askInThread(world, LENA, 'team card of night owls');
    await press(world.slack, LENA, answer, 'Wrong? Fix it');
    await settled();
    expect(shown()).toContain('it comes from the teams and people of GitHub. Change it there');
    expect(shown()).toContain('https://github.com/orgs/marlinpay/teams/night-owls|');
    expect(shown()).not.toContain('Id of the service');
  });

  it('says why no pull request can be opened, and the owner can be told all the same', async () => {
    await world.github.model.archive('kyc-gateway');
    await world.app.github?.drainInbox();
    const answer = await askInThread(world, LENA, 'who owns kyc-gateway');
    await press(world.slack, LENA, answer, 'Wrong? Fix it');
    await settled();
    expect(shown()).toContain('is archived, so nothing can be changed in it');
    expect(shown()).not.toContain('Who owns it');
    expect(shown()).toContain('What is wrong?');
  });
});

const OWNER = (value: string) => ({ 'value-owner': { 'fix-owner': picked(value) } });
const LINK = (url: string, title = '') => ({
  'which-link': { 'fix-which': picked('new') },
  'value-link': { value: textOf(url) },
  'title-link': { title: textOf(title) },
});
const ALIAS = (name: string) => ({ 'value-alias': { value: textOf(name) } });

it.each([
  ['owner', 'a team that does not exist', OWNER('group:default/nobody'), 'value-owner'],
  ['owner', 'a service', OWNER('component:default/ledger'), 'value-owner'],
  ['owner', 'a document', OWNER('group:default/risk\n---\nkind: User'), 'value-owner'],
  ['lifecycle', 'a word of nobody', { 'value-lifecycle': { 'fix-word': picked('x: y') } }, ''],
  ['on-call', 'yaml', { 'value-on-call': { value: textOf('P1\nevil: true') } }, ''],
  ['on-call', '3,000 characters', { 'value-on-call': { value: textOf('P'.repeat(3000)) } }, ''],
  ['link', 'script', LINK('javascript:alert(1)'), 'value-link'],
  ['link', 'a password', LINK('https://me:secret@wiki.example/'), 'value-link'],
  ['link', 'a mention', LINK('https://wiki.example/', '<!channel>'), 'value-link'],
  ['link', 'a title that turns round', LINK('https://wiki.example/', 'x\u202Egnp'), 'value-link'],
  ['alias', '3,000 characters', ALIAS('x'.repeat(3000)), 'value-alias'],
  ['alias', 'what turns the direction', ALIAS('vault\u202Etluav'), 'value-alias'],
  ['alias', 'what nobody sees', ALIAS('led\u200Bger'), 'value-alias'],
  ['alias', 'two names', ALIAS('one, two'), 'value-alias'],
])('%s: refuses %s beside the field, and keeps nothing', async (field, _, values, block) => {
  const { errors } = await fill(field, values);
  expect(Object.keys(errors)).toEqual([block || `value-${field}`]);
  expect(await rows()).toEqual([]);
});

it('finds the statement of every entity of an organisation, and changes nothing else', async () => {
  const view = await world.app.core.index.current();
  const kinds = ['component', 'api', 'resource', 'system', 'domain', 'group', 'user'];
  const all = kinds.flatMap((kind) => [...view.all(kind)]);
  for (const { ref } of all) {
    const correction = { ref, field: 'alias', value: 'zzz top', was: null } as const;
    const change = await world.app.corrections.preview(correction);
    const lines = change.kind === 'diff' ? change.lines : [];
    const changed = lines.filter((line) => line && line.sign !== ' ').map((line) => line?.text);
    expect([1, 2, 3], `${ref}: ${JSON.stringify(change)}`).toContain(changed.length);
    expect(changed.join('\n')).toContain('zzz top');
  }
  expect(all.length).toBeGreaterThan(100);
  expect(all.map(({ ref }) => ref)).toContain(KYC);
});
