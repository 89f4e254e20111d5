import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { controlsOf, wordsOf } from './slack/controls.ts';
import { testWorld } from './world.ts';

// The Home tab of the whole product, and what its buttons answer.

const LENA = 'U02LENA';
const FELIX = 'U02FELIX';
let world: World;
beforeAll(async () => {
  world = await testWorld({ config: { url: 'https://callboard.example.com' } });
});
afterAll(() => world[Symbol.asyncDispose]());

async function settled(): Promise<void> {
  await world.slack.settled();
  await world.app.slack?.settled();
}

async function home(person: string): Promise<string> {
  await world.slack.as(person).openHome();
  await settled();
  return wordsOf(world.slack.as(person).home()?.blocks ?? []);
}

async function press(person: string, text: string): Promise<void> {
  const actor = world.slack.as(person);
  const found = controlsOf(actor.home()?.blocks ?? []).find((one) => one.text === text);
  await actor.act({ kind: 'home' }, found?.blockId ?? '', found?.actionId ?? '');
  await settled();
}

const form = (person: string) => world.slack.as(person).views().at(-1);
const formWords = (person: string) => wordsOf(form(person)?.view.blocks ?? []);
const direct = (person: string) => world.slack.messages(world.slack.imOf(person).id);

describe('the Home tab', () => {
  it('shows one’s shifts, and one’s teams with what burns', async () => {
    const words = await home(FELIX);
    expect(words).toContain('Hello, Felix Braun');
    expect(words).toContain('You are on call*');
    expect(words).toContain('Checkout Experience');
    expect(words).toMatch(
      /:red_circle: \*<[^|]+\|checkout-web>\* \(tier 1\) — .*INC-1042 Checkout 500s/,
    );
    expect(words).toMatch(/catalog .* ago|catalog just now/);
  });

  it.each([
    ['Who is on call for us?', 'who is on call for my teams', 'Checkout Experience'],
    ['Descriptor problems (0)', 'what is wrong with my descriptors', 'problem'],
    ['All that we own', 'what do I own', '*Owned by Checkout Experience*'],
  ])('answers "%s" at once in a form', async (label, question, answer) => {
    await home(FELIX);
    const said = direct(FELIX).length;
    await press(FELIX, label);
    expect(formWords(FELIX)).toContain(question);
    expect(formWords(FELIX)).toContain(answer);
    expect(direct(FELIX)).toHaveLength(said);
  });

  it('goes on in the same form when something is pressed there', async () => {
    await home(FELIX);
    await press(FELIX, 'Ask a question…');
    const asked = form(FELIX)?.id ?? '';
    const question = { type: 'plain_text_input', value: 'who owns payments-api' };
    await world.slack.as(FELIX).submit(asked, { question: { question } });
    const place = { kind: 'view', viewId: asked } as const;
    const button = controlsOf(form(FELIX)?.view.blocks ?? []).find(({ text }) =>
      text.startsWith('Used by'),
    );
    await world.slack.as(FELIX).act(place, button?.blockId ?? '', button?.actionId ?? '');
    await settled();
    expect(form(FELIX)?.id).toBe(asked);
    expect(formWords(FELIX)).toContain('what depends on component:default/payments-api');
    expect(formWords(FELIX)).toContain('checkout-bff');
  });

  it('opens what corrects an answer over it', async () => {
    await home(FELIX);
    await press(FELIX, 'All that we own');
    const place = { kind: 'view', viewId: form(FELIX)?.id ?? '' } as const;
    const depth = world.slack.as(FELIX).views().length;
    const fix = controlsOf(form(FELIX)?.view.blocks ?? []).find(({ text }) =>
      text.startsWith('Wrong'),
    );
    await world.slack.as(FELIX).act(place, fix?.blockId ?? '', fix?.actionId ?? '');
    await settled();
    expect(world.slack.as(FELIX).views()).toHaveLength(depth + 1);
  });

  it('does nothing from a form: what is to be done waits for a press in direct messages', async () => {
    await home(LENA);
    await press(LENA, 'Ask a question…');
    const question = { type: 'plain_text_input', value: 'lock deployments of ledger' };
    await world.slack.as(LENA).submit(form(LENA)?.id ?? '', { question: { question } });
    await settled();
    expect(formWords(LENA)).toContain('I never do it by myself');
    const card = direct(LENA).at(-1);
    expect(controlsOf(card?.blocks ?? []).map(({ text }) => text)).toContain('Lock');
  });

  it('tells a team what others asked about', async () => {
    await world.slack.as(LENA).say(world.slack.imOf(LENA).id, 'who owns checkout-web');
    await settled();
    expect(await home(FELIX)).toMatch(/What others asked me about.+checkout-web>? once/);
  });
});
