import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { DEVIATIONS, normalized, type Recorded, replay, type Session } from './backstage.ts';
import { testWorld } from './world.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/backstage', import.meta.url));
const GROUPS = [
  'entities',
  'fields',
  'by-name',
  'by-query',
  'predicates',
  'facets',
  'validation',
  'locations',
];

let world: World;
let session: Session;
beforeAll(async () => {
  world = await testWorld({
    organisation: FOLDER,
    seed: {
      team: { id: 'T1', name: 'Harbour', domain: 'harbour' },
      people: [],
      channels: [],
      messages: [],
    },
  });
  session = { request: world.request, answers: new Map() };
});
afterAll(() => world[Symbol.asyncDispose]());

function read(group: string): Recorded[] {
  return JSON.parse(readFileSync(`${FOLDER}/recorded/${group}.json`, 'utf8')) as Recorded[];
}

// In order: later requests go on from what earlier ones answered and changed.
describe.each(GROUPS)('answers as Backstage did: %s', (group) => {
  const recorded = read(group);
  it.each(recorded.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    const answer = await replay(session, one);
    const deviation = DEVIATIONS[`${group}: ${name}`];
    if (deviation) expect(answer).not.toEqual(normalized(one));
    else expect(answer).toEqual(normalized(one));
  });
});

it.each([...new Set(Object.values(DEVIATIONS))])('tells its callers that it %s', (deviation) => {
  const guide = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
  expect(guide).toContain(`| ${deviation} |`);
});

it('knows of no deviation that no request shows', () => {
  const names = GROUPS.flatMap((group) => read(group).map(({ name }) => `${group}: ${name}`));
  expect(names).toEqual(expect.arrayContaining(Object.keys(DEVIATIONS)));
});
