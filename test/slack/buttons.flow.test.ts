import { afterEach, describe, expect, it } from 'vitest';
import type { Card, Question } from '../../src/questions/answer.ts';
import { controlsOf, press, wordsOf } from './controls.ts';
import { createSlackWorld, type SlackWorld, textAnswer } from './world.ts';

let world: SlackWorld;
afterEach(() => world.close());

const LEDGER: Card = {
  ref: 'component:default/ledger',
  kind: 'service',
  title: 'ledger',
  description: 'Keeps the books',
  url: null,
  fields: [{ name: 'Owner', text: 'Ledger & Settlement', channel: '#team-ledger' }],
  links: [],
  upstream: 2,
  downstream: 7,
  warnings: [],
};

function answer({ text }: Question) {
  if (text === 'ledgr') {
    return textAnswer('Did you mean one of these?', {
      kind: 'choose',
      view: {
        kind: 'choice',
        options: [
          {
            ref: 'component:default/ledger',
            label: 'ledger',
            detail: 'the books',
            question: 'who owns component:default/ledger',
          },
          {
            ref: 'component:default/ledger-export',
            label: 'ledger-export',
            detail: null,
            question: 'who owns component:default/ledger-export',
          },
        ],
      },
    });
  }
  if (text === 'what depends on component:default/ledger') {
    return textAnswer('ledger is used by 2 services.', {
      intent: 'deps.down',
      view: {
        kind: 'list',
        title: 'Used by ledger',
        items: [
          { ref: 'component:default/payments', label: 'payments', detail: null },
          { ref: 'component:default/payouts', label: 'payouts', detail: null },
        ],
        total: 2,
      },
    });
  }
  if (text === 'ledger') {
    return textAnswer('ledger is owned by Ledger & Settlement.', {
      view: { kind: 'card', cards: [LEDGER] },
    });
  }
  return textAnswer(`You asked: ${text}`);
}

describe('a choice', () => {
  it('asks again for who pressed, and the answer takes its place', async () => {
    world = await createSlackWorld(answer);
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledgr');
    await world.settled();
    await press(world.fake, 'U01SAM', world.fake.lastMessage('#payments'), 'ledger-export');
    await world.settled();
    const thread = world.fake.thread('#payments', question.ts);
    expect(thread).toHaveLength(2);
    expect(thread[1]?.text).toBe('You asked: who owns component:default/ledger-export');
    expect(world.asked[1]?.thread).toBe(`${question.channel}:${question.ts}`);
  });

  it('of an ephemeral answer stays with the asker', async () => {
    world = await createSlackWorld(answer);
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'ledgr');
    await world.settled();
    await press(world.fake, 'U01ANA', world.fake.lastMessage('#payments'), 'ledger');
    await world.settled();
    expect(world.fake.lastMessage('#payments')).toMatchObject({
      onlyFor: 'U01ANA',
      text: 'You asked: who owns component:default/ledger',
    });
  });
});

describe('the buttons of a card', () => {
  it('list what depends on it in the thread, and the card stays', async () => {
    world = await createSlackWorld(answer);
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    await press(world.fake, 'U01ANA', world.fake.lastMessage('#payments'), 'Used by (7)');
    await world.settled();
    const [, card, list] = world.fake.thread('#payments', question.ts);
    expect(wordsOf(card?.blocks ?? [])).toContain('Keeps the books');
    expect(list?.text).toBe('ledger is used by 2 services.');
  });

  it('lead on to the card of one entity of a list', async () => {
    world = await createSlackWorld(answer);
    const question = await world.fake.as('U01ANA').say('#payments', '@callboard ledger');
    await world.settled();
    await press(world.fake, 'U01ANA', world.fake.lastMessage('#payments'), 'Used by (7)');
    await world.settled();
    const list = world.fake.lastMessage('#payments');
    await press(world.fake, 'U01ANA', list, 'Show one of them…', 'component:default/payouts');
    await world.settled();
    expect(world.fake.thread('#payments', question.ts).at(-1)?.text).toBe(
      'You asked: component:default/payouts',
    );
  });
});

describe('"Share in channel"', () => {
  it('posts the answer for all, once, with the name of who shares it', async () => {
    world = await createSlackWorld(answer);
    await world.fake.as('U01ANA').command('#payments', '/callboard', 'ledger');
    await world.settled();
    const quiet = world.fake.lastMessage('#payments');
    await press(world.fake, 'U01ANA', quiet, 'Share in channel');
    await world.settled();
    const shared = world.fake.lastMessage('#payments');
    expect(shared?.onlyFor).toBeNull();
    expect(wordsOf(shared?.blocks ?? [])).toContain('Shared by <@U01ANA>');
    const left = world.fake.messages('#payments').find(({ ts }) => ts === quiet?.ts);
    expect(left?.text).toBe('Shared in the channel.');
    expect(controlsOf(left?.blocks ?? [])).toEqual([]);
  });
});

describe('a button that is too old', () => {
  it('says so instead of failing', async () => {
    world = await createSlackWorld(answer);
    await world.fake.as('U01ANA').say('#payments', '@callboard ledgr');
    await world.settled();
    const message = world.fake.lastMessage('#payments');
    const blocks = (message?.blocks ?? []) as { elements?: object[] }[];
    const button = blocks.flatMap(({ elements }) => elements ?? [])[0];
    Object.assign(button ?? {}, { value: '{"entity":7}' });
    await press(world.fake, 'U01ANA', message, 'ledger');
    await world.settled();
    expect(world.fake.lastMessage('#payments')).toMatchObject({
      onlyFor: 'U01ANA',
      text: 'That control is from an older message that I no longer understand. Please ask again.',
    });
  });
});
