import { expect, it } from 'vitest';
import { full, viewOf } from '../../pictures/test-view.ts';
import type { Case, Room } from '../intention.ts';
import { createReader } from '../intention.ts';
import { INTENTIONS } from '../intentions.ts';
import { graph } from './graph.ts';

const read = createReader(INTENTIONS);
const room = {
  view: viewOf([
    'component:shop dependsOn component:stock',
    'component:web dependsOn component:shop',
  ]),
  stated: async () => [],
  db: { select: () => ({ from: () => ({ where: async () => [] }) }) },
} as unknown as Room;

it.each([
  ['graph of shop', 'both', 2],
  ['picture of what depends on shop', 'neededBy', 2],
  ['diagram of what shop needs', 'needs', 2],
  ['draw the dependencies of shop', 'needs', 2],
  ['draw the consumers of shop', 'neededBy', 2],
  ['graph of shop upstream only', 'needs', 2],
  ['graph of shop downstream', 'neededBy', 2],
  ['graph of shop 3 levels', 'both', 3],
  ['diagram of what shop uses up to two levels', 'needs', 2],
  ['draw shop 99 hops', 'both', 6],
  ['a 1 level graph of shop', 'both', 1],
])('%s looks %s over %i levels', async (text, direction, levels) => {
  const reading = read(text).find(({ intention }) => intention === graph);
  expect(reading?.slots['any']).toBe('shop');
  const question = {
    text,
    slots: reading?.slots ?? {},
    mentions: [{ ref: full('component:shop'), said: 'shop', isGuess: false, twins: [] }],
    rest: '',
    strange: [],
    room,
  } satisfies Case;
  const answer = await graph.answer(question);
  expect(answer?.view).toMatchObject({ kind: 'graph', model: { options: { direction, levels } } });
});
