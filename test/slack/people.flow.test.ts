import { afterEach, describe, expect, it } from 'vitest';
import { NO_STATE } from '../../src/questions/home/state.ts';
import type { People } from '../../src/slack/directory.ts';
import { controlsOf, press, wordsOf } from './controls.ts';
import { createSlackWorld, NOBODY, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const echo = ({ text }: { text: string }) => textAnswer(`You asked: ${text}`);

const CATALOG: People = {
  ...NOBODY,
  searchUsers: async (text) =>
    [
      { ref: 'user:default/ana', label: 'Ana Duarte' },
      { ref: 'user:default/sam', label: 'Sam Okafor' },
    ].filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
  profileOf: async (ref) => ({
    ref,
    name: ref === 'user:default/ana' ? 'Ana Duarte' : 'Sam Okafor',
    teams: [
      {
        ref: 'group:default/payments',
        label: 'Payments <!channel>',
        owns: [{ ref: 'component:default/ledger', label: 'ledger' }],
        total: 3,
      },
    ],
  }),
};

async function asker(person: string): Promise<string | null | undefined> {
  await world.fake.as(person).say('#payments', '@callboard what do I own');
  await world.settled();
  return world.asked.at(-1)?.asker;
}

describe('who asks', () => {
  it('is known by e-mail', async () => {
    const userByEmail = async (email: string) =>
      email === 'ana@example.com' ? 'user:default/ana' : null;
    world = await createSlackWorld(echo, { people: { ...CATALOG, userByEmail } });
    expect(await asker('U01ANA')).toBe('user:default/ana');
    expect(await asker('U01SAM')).toBeNull();
  });

  it('is known by an annotation where the e-mail says nothing', async () => {
    const userBySlackId = async (id: string) => (id === 'U01SAM' ? 'user:default/sam' : null);
    world = await createSlackWorld(echo, { people: { ...CATALOG, userBySlackId } });
    expect(await asker('U01SAM')).toBe('user:default/sam');
  });

  it('is looked up once a day, and stays known while Slack does not answer', async () => {
    const userByEmail = async () => 'user:default/ana';
    world = await createSlackWorld(echo, { people: { ...CATALOG, userByEmail } });
    await asker('U01ANA');
    await asker('U01ANA');
    expect(world.calls().filter((name) => name === 'users.info')).toHaveLength(1);
    world.clock.advance(25 * 60 * 60_000);
    world.fake.fail({ method: 'users.info', times: 5, error: 'internal_error' });
    expect(await asker('U01ANA')).toBe('user:default/ana');
  });
});

describe('"This is me"', () => {
  async function openForm(person: string) {
    await world.fake.as(person).command('#payments', '/callboard', 'link');
    await world.settled();
    const view = world.fake.as(person).views().at(-1);
    if (!view) throw new Error('No form opened.');
    return { place: { kind: 'view', viewId: view.id } as const, view };
  }

  it('links somebody whom nothing else identifies, by a name they pick while typing', async () => {
    world = await createSlackWorld(echo, { people: CATALOG });
    const sam = world.fake.as('U01SAM');
    const { place, view } = await openForm('U01SAM');
    const offered = await sam.suggest(place, 'person', 'person', 'oka');
    expect(offered).toEqual([{ text: 'Sam Okafor', value: 'user:default/sam' }]);
    const { errors } = await sam.submit(view.id, picked('Sam Okafor', 'user:default/sam'));
    await world.settled();
    expect(errors).toEqual({});
    expect(wordsOf(sam.views().at(-1)?.view.blocks ?? [])).toContain('You are *Sam Okafor* now.');
    expect(await asker('U01SAM')).toBe('user:default/sam');
  });

  it('cannot make anybody somebody else', async () => {
    const userByEmail = async (email: string) =>
      email === 'ana@example.com' ? 'user:default/ana' : null;
    world = await createSlackWorld(echo, { people: { ...CATALOG, userByEmail } });
    await asker('U01ANA');
    const sam = world.fake.as('U01SAM');
    const { place, view } = await openForm('U01SAM');
    await sam.suggest(place, 'person', 'person', 'ana');
    const { errors } = await sam.submit(view.id, picked('Ana Duarte', 'user:default/ana'));
    expect(errors).toEqual({
      person: 'Somebody else is known as this person by their e-mail address.',
    });
    expect(await asker('U01SAM')).toBeNull();
  });

  it('tells whom data identify who they are', async () => {
    world = await createSlackWorld(echo, {
      people: { ...CATALOG, userByEmail: async () => 'user:default/ana' },
    });
    const { view } = await openForm('U01ANA');
    expect(wordsOf(view.view.blocks)).toContain('I know you as *Ana Duarte*');
  });

  it('is offered when a question needs it', async () => {
    world = await createSlackWorld(() =>
      textAnswer('I do not know who you are.', { kind: 'unknown' }),
    );
    await asker('U01SAM');
    const answer = world.fake.lastMessage('#payments');
    await press(world.fake, 'U01SAM', answer, 'This is me…');
    await world.settled();
    expect(world.fake.as('U01SAM').views()).toHaveLength(1);
  });
});

describe('the Home tab', () => {
  const homeOf = async (ref: string | null) => ({
    ...NO_STATE,
    entries: 3,
    person: ref ? { ref, label: 'Ana Duarte' } : null,
  });

  async function open(person: string): Promise<string[]> {
    await world.fake.as(person).openHome();
    await world.settled();
    return controlsOf(world.fake.as(person).home()?.blocks ?? []).map(({ text }) => text);
  }

  it('is drawn with one call, for somebody new with two', async () => {
    const userByEmail = async () => 'user:default/ana';
    world = await createSlackWorld(echo, { people: { ...CATALOG, userByEmail }, homeOf });
    const before = world.calls().length;
    await open('U01ANA');
    expect(world.calls().slice(before)).toEqual(['users.info', 'views.publish']);
    await open('U01ANA');
    expect(world.calls().slice(before + 2)).toEqual(['views.publish']);
  });

  it('asks a stranger who they are, and is drawn anew as soon as they say so', async () => {
    world = await createSlackWorld(echo, { people: CATALOG, homeOf });
    expect(await open('U01SAM')).toContain('This is me…');
    const sam = world.fake.as('U01SAM');
    const button = controlsOf(sam.home()?.blocks ?? []).find(({ text }) => text === 'This is me…');
    await sam.act({ kind: 'home' }, button?.blockId ?? '', button?.actionId ?? '');
    await world.settled();
    const form = sam.views().at(-1)?.id ?? '';
    await sam.suggest({ kind: 'view', viewId: form }, 'person', 'person', 'oka');
    await sam.submit(form, picked('Sam Okafor', 'user:default/sam'));
    await world.settled();
    expect(wordsOf(sam.home()?.blocks ?? [])).not.toContain('This is me…');
    expect(wordsOf(sam.home()?.blocks ?? [])).toContain('Not me…');
  });

  it('is not drawn for somebody who only looks at the messages', async () => {
    world = await createSlackWorld(echo);
    await world.fake.as('U01SAM').openHome('messages');
    await world.settled();
    expect(world.fake.as('U01SAM').home()).toBeNull();
  });
});

/** `view.state.values` with this option picked. */
function picked(text: string, value: string) {
  const selected_option = { text: { type: 'plain_text', text }, value };
  return { person: { person: { type: 'external_select', selected_option } } };
}
