import { afterEach, describe, expect, it } from 'vitest';
import type { ViewState } from '../../src/demo/slack/model.ts';
import { controlsOf, press, wordsOf } from './controls.ts';
import { createScaffoldWorld, type ScaffoldTestWorld, SERVICE } from './scaffold-world.ts';

let world: ScaffoldTestWorld;
afterEach(() => world.close());

const ANA = 'U01ANA';

function shown(person = ANA): string {
  return wordsOf(world.view(person)?.view.blocks ?? []);
}

async function command(words: string): Promise<void> {
  await world.fake.as(ANA).command('payments', '/callboard', words);
  await world.settled();
}

/** Fills fields by their labels' last part and sends the view. */
async function send(values: Record<string, object> = {}): Promise<Record<string, string>> {
  const view = world.view();
  if (!view) throw new Error('No view is open.');
  const { errors } = await world.fake.as(ANA).submit(view.id, stateOf(values));
  await world.settled();
  return errors;
}

function stateOf(values: Record<string, object>): ViewState {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`field:${name}`, { 'scaffold-field': value }]),
  );
}

async function pressInView(text: string): Promise<void> {
  const view = world.view();
  const control = controlsOf(view?.view.blocks ?? []).find((one) => one.text === text);
  if (!view || !control) throw new Error(`Nothing says "${text}": ${shown()}`);
  const place = { kind: 'view', viewId: view.id } as const;
  await world.fake.as(ANA).act(place, control.blockId, control.actionId);
  await world.settled();
}

async function change(block: string, value: string | string[], typed: Record<string, object>) {
  const view = world.view();
  if (!view) throw new Error('No view is open.');
  const place = { kind: 'view', viewId: view.id, state: stateOf(typed) } as const;
  await world.fake.as(ANA).act(place, `field:${block}`, 'scaffold-field', value);
  await world.settled();
}

function messages(channel = 'payments') {
  return world.fake
    .messages(world.fake.channelByName(channel).id)
    .filter(({ user }) => user === world.fake.bot.userId);
}

/** From the command to the look back over all. */
async function fill(name: string): Promise<void> {
  await command('new go service');
  await send({ name: { value: name } });
  await send({ repoUrl: { value: name } });
}

describe('a form in Slack', () => {
  it('is chosen from a list and leads to a repository, told in one message', async () => {
    world = await createScaffoldWorld();
    await command('new');
    expect(shown()).toContain('used 3 times');
    expect(world.calls().filter((name) => name.startsWith('views.'))).toEqual(['views.open']);
    await pressInView('Use');
    expect(shown()).toContain('Payments');
    await send({ name: { value: 'ledger' } });
    expect(shown()).toContain('In github.com/acme.');
    expect(shown()).toContain('"initial_value":"ledger"');
    await send({ repoUrl: { value: 'ledger' } });
    expect(shown()).toContain('github.com/acme/ledger');
    await send();
    expect(world.made).toEqual(['acme/ledger']);
    const [card, end] = messages();
    expect(wordsOf(card?.blocks ?? [])).toContain('*ledger* is ready');
    expect(wordsOf(card?.blocks ?? [])).toContain(
      'Run *make* in <https://example.com/|the repository>.',
    );
    expect(end).toMatchObject({ threadTs: card?.ts });
    expect(wordsOf(end?.blocks ?? [])).toContain('Make the repository · ');
    await world.tellAgain();
    expect(messages()).toHaveLength(2);
  });

  it('shows what a condition brings, and keeps what was typed', async () => {
    world = await createScaffoldWorld();
    await command('new go service');
    expect(shown()).not.toContain('Engine');
    const typed = { name: { value: 'half-typed' } };
    await change('database', ['true'], { ...typed, database: picked('true') });
    expect(shown()).toContain('Engine');
    expect(shown()).toContain('half-typed');
    const errors = await send({ ...typed, database: picked('true') });
    expect(Object.keys(errors)).toEqual(['field:engine']);
    await change('database', [], { ...typed, database: { selected_options: [] } });
    expect(shown()).not.toContain('Engine');
  });

  it('says at the field that a name is taken, and asks twice where it is close to another', async () => {
    world = await createScaffoldWorld();
    await command('new go service');
    const errors = await send({ name: { value: 'refunds-service' } });
    expect(errors['field:name']).toContain('Payments');
    await change('name', 'refund-service', { name: { value: 'refund-service' } });
    expect(shown()).toContain('Create it all the same');
    const refused = await send({ name: { value: 'refund-service' } });
    expect(Object.values(refused)).toEqual(['Please complete this required field.']);
  });

  it('goes back to what was filled in, and shows the files before anything is made', async () => {
    world = await createScaffoldWorld();
    await fill('ledger');
    await pressInView('Dry run');
    expect(shown()).toContain('README.md');
    expect(shown()).toContain('left out here, it acts outside (test:make)');
    const view = world.view();
    if (!view) throw new Error('No view is open.');
    const place = { kind: 'view', viewId: view.id } as const;
    const state = { 'scaffold-file': { 'scaffold-file': { selected_option: { value: '0' } } } };
    await world.fake.as(ANA).act({ ...place, state }, 'scaffold-file', 'scaffold-file', '0');
    await world.settled();
    expect(shown()).toContain('# ledger');
    await world.fake.as(ANA).close(view.id);
    await pressInView('Back');
    await pressInView('Back');
    expect(shown()).toContain('"initial_value":"ledger"');
    expect(world.made).toEqual([]);
  });

  it('offers the owner and the people of the catalog while one types', async () => {
    world = await createScaffoldWorld();
    await command('new go service');
    const place = { kind: 'view', viewId: world.view()?.id ?? '' } as const;
    const found = await world.fake.as(ANA).suggest(place, 'field:owner', 'scaffold-field', 'ris');
    expect(found[0]).toEqual({ text: 'Risk', value: 'group:default/risk' });
  });

  it('leads to the web form where Slack cannot ask', async () => {
    const [first] = SERVICE.pages;
    const secret = {
      ...first,
      required: ['token'],
      properties: { token: { type: 'string', 'ui:field': 'Secret' } },
    };
    world = await createScaffoldWorld({ ...SERVICE, pages: [secret] });
    await command('new go service');
    expect(shown()).toContain('https://callboard.example.com/form/');
  });
});

describe('a run in Slack', () => {
  it('fails with its reason and goes on when it is tried again', async () => {
    world = await createScaffoldWorld();
    world.outside.before = () => {
      throw new Error('GitHub is away');
    };
    await fill('ledger');
    await send();
    const [card, failure] = messages();
    expect(failure?.text).toContain('*Make the repository* failed');
    world.outside.before = () => {};
    await press(world.fake, ANA, card, 'Retry');
    await world.settled();
    expect(world.made).toEqual(['acme/ledger']);
    expect(messages()[0]?.text).toContain('*ledger* is ready');
  });

  it('removes what it made, after naming it', async () => {
    world = await createScaffoldWorld({
      ...SERVICE,
      steps: [
        ...SERVICE.steps,
        { id: 'stop', name: 'Stop', action: 'test:nothing', input: {}, if: null, each: null },
      ],
    });
    await fill('ledger');
    await send();
    await press(world.fake, ANA, messages()[0], 'Clean up…');
    await world.settled();
    expect(shown()).toContain('acme/ledger');
    await send();
    expect(shown()).toContain('All of it is removed');
    const [card] = messages();
    expect(wordsOf(card?.blocks ?? [])).toContain('Removed: repository acme/ledger');
    // What was removed is not made again, and there is nothing left to remove.
    expect(controlsOf(card?.blocks ?? [])).toEqual([]);
  });

  it('can be removed when it is ready, and says so', async () => {
    world = await createScaffoldWorld();
    await fill('ledger');
    await send();
    await press(world.fake, ANA, messages()[0], 'Clean up…');
    await world.settled();
    await send();
    expect(messages()[0]?.text).toContain('*ledger* was made and is removed again');
  });

  it('that nobody in Slack waits for is told where somebody tries it again', async () => {
    world = await createScaffoldWorld();
    world.outside.before = () => {
      throw new Error('GitHub is away');
    };
    const values = {
      name: 'ledger',
      owner: 'group:default/payments',
      repoUrl: 'github.com?owner=acme&repo=ledger',
    };
    const started = await world.scaffolder.start({
      template: SERVICE.ref,
      values,
      secrets: {},
      by: 'user:default/ana',
      key: 'by-the-api',
    });
    if (started.kind !== 'started') throw new Error('It was not started.');
    await world.settled();
    expect(messages()).toEqual([]);
    world.outside.before = () => {};
    await world.fake.as(ANA).say('#payments', '@callboard how far is ledger');
    await world.settled();
    await press(world.fake, ANA, messages()[0], 'Retry');
    await world.settled();
    expect(messages()[1]?.text).toContain('*ledger* is ready');
    expect(messages()[1]?.threadTs).toBe(messages()[0]?.threadTs);
  });

  it('waits for the team that will own it, and tells what they said', async () => {
    world = await createScaffoldWorld({
      ...SERVICE,
      approval: { kind: 'entity', ref: 'group:default/risk' },
    });
    await fill('ledger');
    await send();
    const sam = world.fake.imOf('U01SAM').name;
    const asked = world.fake.messages(world.fake.imOf('U01SAM').id).at(-1);
    expect(sam).toBe('U01SAM');
    expect(asked?.text).toContain('wants to make *ledger*');
    await press(world.fake, 'U01SAM', asked, 'Decline…');
    await world.settled();
    const view = world.view('U01SAM');
    const reason = { reason: { reason: { value: 'We have one' } } };
    await world.fake.as('U01SAM').submit(view?.id ?? '', reason);
    await world.settled();
    expect(messages().at(-1)?.text).toContain('We have one');
    expect(messages()[0]?.text).toContain('was declined');
    expect(
      wordsOf(world.fake.messages(world.fake.imOf('U01SAM').id).at(-1)?.blocks ?? []),
    ).not.toContain('Approve');
    expect(world.made).toEqual([]);
  });
});

function picked(value: string) {
  return { selected_options: [{ text: { type: 'plain_text', text: 'Yes' }, value }] };
}
