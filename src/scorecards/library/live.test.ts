import { expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import type { LoadedLibrary } from '../library.ts';
import { createLiveLibrary } from './live.ts';

const CARD = `name: own
title: Own
checks:
  - { id: readme, title: Has a README, why: Why., howToFix: Add one., weight: 1, rule: facts.hasReadme }
`;
const BROKEN = CARD.replace('hasReadme }', 'hasReedme }');

function live({ text, used = {} }: { text: string | Error; used?: Record<string, string> }) {
  const world = { text, ms: 0, news: [] as string[][], reads: 0 };
  const library = createLiveLibrary({
    own: {
      where: './scorecards',
      isNear: true,
      async read() {
        world.reads += 1;
        if (world.text instanceof Error) throw world.text;
        return [{ file: 'own.yaml', text: world.text, url: null }];
      },
    },
    zone: 'UTC',
    shipped: true,
    lastUsed: async () => new Map(Object.entries(used)),
    elapsed: () => world.ms,
    onNews: async ({ problems }) =>
      void world.news.push(problems.flatMap((one) => one.problems.map(({ message }) => message))),
  });
  const change = async (next: string | Error): Promise<LoadedLibrary> => {
    world.text = next;
    world.ms += 2000;
    return library.current();
  };
  return { world, library, change };
}

const ruleOf = ({ scorecards }: LoadedLibrary) =>
  scorecards.find(({ name }) => name === 'own')?.checks[0]?.rule.text;

it('follows its files, and keeps what they said while they are wrong or away', async () => {
  const { world, library, change } = live({ text: CARD });
  expect(ruleOf(await library.current())).toBe('facts.hasReadme');
  expect(ruleOf(await change(CARD.replace('hasReadme', 'hasDocs')))).toBe('facts.hasDocs');
  expect(ruleOf(await change(BROKEN))).toBe('facts.hasDocs');
  expect(world.news).toEqual([[expect.stringContaining('There is no fact `hasReedme`')]]);
  expect(ruleOf(await change(BROKEN))).toBe('facts.hasDocs');
  const gone = await change(new UserError('There is no folder.', 'Check the path.'));
  expect(ruleOf(gone)).toBe('facts.hasDocs');
  expect(gone.problems).toMatchObject([
    {
      file: './scorecards',
      problems: [
        { message: 'There is no folder. The scorecards stay as they were. Check the path.' },
      ],
    },
  ]);
  expect((await change(CARD)).problems).toEqual([]);
  expect(world.news.length).toBe(3);
  expect(world.news.at(-1)).toEqual([]);
});

it.each([
  ['a file is broken', BROKEN],
  ['nothing can be read', new Error('socket hang up')],
])('starts with what was judged by last where %s', async (_, text) => {
  const { library } = live({ text, used: { own: CARD } });
  const loaded = await library.current();
  expect(ruleOf(loaded)).toBe('facts.hasReadme');
  expect(loaded.problems).toHaveLength(1);
  // What ships stays beside it.
  expect(loaded.scorecards.length).toBeGreaterThan(4);
});

it('looks at a folder every two seconds at most', async () => {
  const { world, library } = live({ text: CARD });
  await Promise.all([library.current(), library.current()]);
  await library.current();
  expect(world.reads).toBe(1);
});
