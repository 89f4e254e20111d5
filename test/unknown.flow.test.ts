import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../src/db/schema.ts';
import type { Message } from '../src/demo/slack/model.ts';
import type { World } from '../src/demo/world.ts';
import { liveMarkup, PINGS, refusals } from './hostile.ts';
import { controlsOf, press } from './slack/controls.ts';
import { askInThread, shownText, testWorld } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const LENA = 'U02LENA';
const ANA = 'U02ANA';
const RAVI = 'U02RAVI';
const LEAD = '#eng-leads';

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}
const latest = (message: Message) =>
  world.slack.messages(message.channel).find(({ ts }) => ts === message.ts) ?? message;
const report = () => world.app.slack?.reportUnknown();
const reports = () =>
  world.slack.messages(LEAD).filter(({ text }) => text.includes('Names I did not know'));
const weekly = () => latest(reports().at(-1) as Message);
const buttonsOf = (message: Message) => controlsOf(message.blocks).map(({ text }) => text);
const alone = (person: string) =>
  world.slack.messages(LEAD).filter(({ onlyFor }) => onlyFor === person);

/** Three people ask for what nothing is called. */
async function askedByThree(): Promise<void> {
  await askInThread(world, LENA, 'who owns the Warp Core');
  await askInThread(world, ANA, 'runbook for warp core');
  await askInThread(world, RAVI, 'warp core');
  await askInThread(world, RAVI, 'who owns zorblax');
}

describe('names nobody knew', () => {
  it('are told to the platform lead once a week, with who asked how often and as typed', async () => {
    await askedByThree();
    await report();
    await report();
    expect(reports()).toHaveLength(1);
    const shown = shownText(weekly());
    expect(shown).toContain('*warp core* · asked 3 times by 3 people');
    expect(shown).toContain('*zorblax* · asked once by one person');
    expect(shown.indexOf('warp core')).toBeLessThan(shown.indexOf('zorblax'));
    expect(shown).toMatch(/As typed: \\"(?:runbook for warp core|who owns the Warp Core)\\"/);
    expect(buttonsOf(weekly()).slice(0, 3)).toEqual([
      'This means…',
      'Register a service…',
      'Ignore',
    ]);
    world.clock.advance(7 * 24 * 3_600_000 + 60_000);
    await report();
    expect(reports()).toHaveLength(1);
    await askInThread(world, LENA, 'who owns zorblax');
    await report();
    expect(reports()).toHaveLength(2);
    expect(shownText(weekly())).not.toContain('warp core');
  });

  it('are not told at night, at the weekend, or when there are none', async () => {
    await report();
    expect(reports()).toEqual([]);
    await askedByThree();
    world.clock.advance(8 * 3_600_000);
    await report();
    world.clock.advance(5 * 24 * 3_600_000 - 8 * 3_600_000);
    await report();
    expect(reports()).toEqual([]);
  });
});

describe('"This means…"', () => {
  const picked = (value: string) => ({
    selected_option: { text: { type: 'plain_text', text: value }, value },
  });
  const typed = (value: string) => ({ type: 'plain_text_input', value });

  async function say(person: string, ref: string, alias = 'warp core') {
    await press(world.slack, person, weekly(), 'This means…');
    await settled();
    const me = world.slack.as(person);
    const view = me.views().at(-1);
    if (!view) throw new Error('No form was opened.');
    const values = { alias: { alias: typed(alias) }, thing: { 'unknown-thing': picked(ref) } };
    const done = await me.submit(view.id, values as never);
    await settled();
    return done;
  }

  beforeEach(async () => {
    await askedByThree();
    await report();
  });

  it('makes the next answer right, strikes the line out with who did it, and leaves a line', async () => {
    expect(await say(LENA, 'component:default/ledger')).toEqual({ errors: {} });
    const answer = await askInThread(world, RAVI, 'who owns the warp core');
    expect(answer.text).toContain('ledger is owned by');
    expect(answer.text).toContain('the alias "warp core", which was added here');
    expect(shownText(weekly())).toContain('~warp core~ · means ledger, says Lena Hoffmann');
    expect(buttonsOf(weekly()).filter((text) => text === 'This means…')).toHaveLength(1);
    const lines = await world.app.core.db.select().from(audit);
    expect(lines).toContainEqual(
      expect.objectContaining({
        who: 'user:default/lena-hoffmann',
        what: 'alias',
        target: 'component:default/ledger',
        outcome: 'done',
      }),
    );
  });

  it('is for admins, and for members of the team that owns the thing', async () => {
    const refused = await say(ANA, 'component:default/ledger');
    expect(refused.errors).toMatchObject({
      thing: expect.stringContaining('That is for members of Ledger'),
    });
    expect(await say(ANA, 'component:default/payments-api')).toEqual({ errors: {} });
    expect(shownText(weekly())).toContain('~warp core~ · means payments-api, says Ana Duarte');
  });

  it.each([
    ['ledger', '"ledger" is what ledger is called'],
    ['team', 'everyday word'],
    ['<!channel>', 'plain words'],
  ])('refuses the name %s with a sentence', async (alias, sentence) => {
    const { errors } = await say(LENA, 'component:default/payments-api', alias);
    expect(errors).toMatchObject({ alias: expect.stringContaining(sentence) });
  });

  it('suggests things while somebody types, and no people', async () => {
    await press(world.slack, LENA, weekly(), 'This means…');
    await settled();
    const me = world.slack.as(LENA);
    const view = me.views().at(-1);
    const found = await me.suggest(
      { kind: 'view', viewId: view?.id ?? '' },
      'thing',
      'unknown-thing',
      'ledg',
    );
    expect(JSON.stringify(found)).toContain('component:default/ledger');
  });
});

describe('"Ignore"', () => {
  it('keeps a name away for good, and is for admins', async () => {
    await askedByThree();
    await report();
    await press(world.slack, ANA, weekly(), 'Ignore');
    await settled();
    expect(alone(ANA).at(-1)?.text).toContain('That is for members of Platform Engineering');
    await press(world.slack, LENA, weekly(), 'Ignore');
    await settled();
    expect(shownText(weekly())).toContain('~warp core~ · ignored by Lena Hoffmann');
    world.clock.advance(7 * 24 * 3_600_000);
    await askedByThree();
    await report();
    expect(shownText(weekly())).not.toContain('warp core');
  });
});

describe('"Register a service…"', () => {
  async function register(person: string, address: string) {
    await press(world.slack, person, weekly(), 'Register a service…');
    await settled();
    const me = world.slack.as(person);
    const view = me.views().at(-1);
    if (!view) return { shown: alone(person).at(-1)?.text ?? '', errors: {} };
    const values = { address: { address: { type: 'plain_text_input', value: address } } };
    const { errors } = await me.submit(view.id, values as never);
    await settled();
    return { shown: JSON.stringify(me.views().at(-1)?.view.blocks ?? []), errors };
  }

  beforeEach(async () => {
    await askedByThree();
    await report();
  });

  it('reads a descriptor that lies elsewhere, in the name of who presses', async () => {
    const text = JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'warp-core' },
      spec: { type: 'service', lifecycle: 'production', owner: 'risk' },
    });
    await world.github.model.push('ledger', { 'engines/core.yaml': text });
    const target = 'https://github.com/marlinpay/ledger/blob/main/engines/core.yaml';
    const { shown, errors } = await register(LENA, target);
    expect(errors).toEqual({});
    expect(shown).toContain('Registered: warp-core.');
    expect((await askInThread(world, RAVI, 'who owns the warp core')).text).toContain('Risk');
    expect(shownText(weekly())).toContain('~warp core~ · means warp-core');
    const lines = await world.app.core.db.select().from(audit);
    expect(lines).toContainEqual(
      expect.objectContaining({ who: 'user:default/lena-hoffmann', what: 'register' }),
    );
  });

  it('says of a repository what is in the catalog, and drafts what is not', async () => {
    const known = await register(LENA, 'https://github.com/marlinpay/ledger');
    expect(known.shown).toContain('It is in the catalog already');
    await world.github.model.createRepository({ name: 'warp-drive' });
    const fresh = await register(LENA, 'github.com/marlinpay/warp-drive/');
    expect(fresh.shown).toContain('I see no catalog-info.yaml there');
    expect(fresh.shown).toContain('name: warp-drive');
  });

  it('refuses addresses that are none, and people who may not', async () => {
    const wrong = await register(LENA, 'warp core');
    expect(wrong.errors).toMatchObject({
      address: expect.stringContaining('not the address of a file'),
    });
    const refused = await register(ANA, 'https://github.com/marlinpay/ledger');
    expect(refused.shown).toContain('That is for members of Platform Engineering');
  });
});

describe('a name that somebody types', () => {
  const buttons = (message: Message) => controlsOf(message.blocks).map(({ text }) => text);

  it('is understood after the card was pressed, and until it is forgotten', async () => {
    const card = await askInThread(world, LENA, 'pgw means payments-api');
    expect(shownText(card)).toContain('Payments Platform, and platform admins');
    expect(buttons(card)).toEqual(['Add the alias', 'Cancel']);
    expect((await askInThread(world, RAVI, 'who owns pgw')).text).toContain('I do not know "pgw"');
    await press(world.slack, LENA, card, 'Add the alias');
    await settled();
    expect((await askInThread(world, RAVI, 'who owns pgw')).text).toContain('Payments Platform');
    const forget = await askInThread(world, RAVI, 'forget the alias pgw');
    await press(world.slack, RAVI, forget, 'Forget the alias');
    await settled();
    expect((await askInThread(world, RAVI, 'who owns pgw')).text).toContain('I do not know "pgw"');
  });

  it('waits for somebody who owns the thing', async () => {
    const card = await askInThread(world, RAVI, "call ledger 'the book'");
    await press(world.slack, RAVI, card, 'Add the alias');
    await settled();
    const told = world.slack.messages('#ask-platform').filter(({ onlyFor }) => onlyFor === RAVI);
    expect(told.at(-1)?.text).toContain('That is for members of Ledger');
    await press(world.slack, 'U02MEI', card, 'Add the alias');
    await settled();
    expect((await askInThread(world, RAVI, 'who owns the book')).text).toContain('ledger is owned');
  });

  it('settles what was asked by it', async () => {
    await askedByThree();
    await report();
    const card = await askInThread(world, LENA, 'warp core is short for ledger');
    await press(world.slack, LENA, card, 'Add the alias');
    await settled();
    expect(shownText(weekly())).toContain('~warp core~ · means ledger, says Lena Hoffmann');
  });
});

describe('asking what nobody knows', () => {
  it('is answered for those who run the platform, and politely not for others', async () => {
    await askedByThree();
    const told = await askInThread(world, LENA, "what do people ask that you don't know");
    expect(told.text).toContain('"warp core" (asked 3 times by 3 people');
    expect(shownText(told)).toContain('zorblax');
    const other = await askInThread(world, RAVI, 'unknown names');
    expect(other.text).toContain('Platform Engineering');
    expect(other.text).not.toContain('warp core');
  });
});

describe('the same for programs', () => {
  const json = { 'content-type': 'application/json' };
  const get = async (path: string) => (await world.request(path)).json();

  it('lists what nobody knew, and takes and forgets names', async () => {
    await askedByThree();
    const { items } = (await get('/api/misses')) as { items: object[] };
    expect(items[0]).toMatchObject({ text: 'warp core', count: 3, people: 3, state: 'open' });
    const alias = { alias: 'warp core', ref: 'component:default/ledger' };
    const add = (body: object) =>
      world.request('/api/aliases', { method: 'POST', headers: json, body: JSON.stringify(body) });
    expect((await add(alias)).status).toBe(201);
    expect((await add({ ...alias, ref: 'component:default/payments-api' })).status).toBe(409);
    expect((await add({ ...alias, ref: 'component:default/nothing' })).status).toBe(404);
    expect(await get('/api/aliases')).toMatchObject({ items: [alias] });
    expect(await get('/api/misses?state=alias')).toMatchObject({ items: [{ ref: alias.ref }] });
    expect((await askInThread(world, RAVI, 'who owns warp core')).text).toContain('ledger');
    const gone = await world.request(`/api/aliases?${new URLSearchParams(alias)}`, {
      method: 'DELETE',
    });
    expect(gone.status).toBe(204);
    const again = await world.request(`/api/aliases?${new URLSearchParams(alias)}`, {
      method: 'DELETE',
    });
    expect(again.status).toBe(404);
    expect(await get('/api/misses')).toMatchObject({ items: [{ text: 'warp core' }, {}] });
  });
});

describe('names that mean harm', () => {
  it('inject nothing into the message and the page, typed a hundred times', async () => {
    const names = [...PINGS, '<script>alert(1)</script>', '*x*~y~', '&lt;!here&gt;', 'a"b\'c`'];
    for (let turn = 0; turn < 100; turn += 1) {
      const text = `who owns zz${turn % 10} ${names[turn % names.length]}`;
      await world.app.core.ask({
        text,
        asker: null,
        thread: null,
        from: { person: `slack:U${turn}`, place: 'channel' },
      });
    }
    await report();
    expect(reports()).toHaveLength(1);
    // Bold, a line struck out and an address of ours are all it may hold.
    expect(liveMarkup(world)).toEqual([]);
    expect(refusals(world)).toEqual([]);
    await press(world.slack, LENA, weekly(), 'This means…');
    await settled();
    expect(liveMarkup(world)).toEqual([]);
    expect(refusals(world)).toEqual([]);
    const page = await (await world.request('/catalog/unknown')).text();
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('zz1');
    expect(page).not.toMatch(/<(?:!|@|#|https)(?!doctype)/);
  });
});
