import { expect, it } from 'vitest';
import { checkBlocks } from '../checker.ts';
import { fieldBlocks } from './fields/draw.ts';
import { choices, field, REPOSITORY, TEXT, WORLD } from './fields/test-fields.ts';
import { screensOf } from './screens.ts';

const page = { title: 'Details', description: null };
const numbered = (count: number, input: Parameters<typeof field>[0]) =>
  Array.from({ length: count }, (_, at) => field(input, { path: [`field-${at}`] }));

it('makes a view of each page that asks something', () => {
  const hidden = field(TEXT, { isHidden: true });
  const screens = screensOf({
    pages: [
      { ...page, fields: [hidden] },
      { ...page, fields: [field(TEXT), hidden] },
    ],
  });
  expect(screens).toMatchObject([{ page: 1, title: 'Details', fields: [{}], isEndOfPage: true }]);
});

it.each([
  ['texts', TEXT],
  ['long selects', { kind: 'choice', look: 'select', options: choices(100) } as const],
  ['repositories', { ...REPOSITORY, owners: ['a', 'b'] }],
])(
  'divides a page of very many %s, so that each view stays within Slack’s limits',
  (_name, input) => {
    const screens = screensOf({ pages: [{ ...page, fields: numbered(150, input) }] });
    expect(screens.flatMap(({ fields }) => fields)).toHaveLength(150);
    expect(screens.filter(({ isEndOfPage }) => isEndOfPage)).toHaveLength(1);
    for (const { fields } of screens) {
      const near = { path: [], message: 'm'.repeat(900), isWarning: true } as const;
      const blocks = fields.flatMap((one, at) =>
        fieldBlocks(one, { value: undefined, said: at === 0 ? [near] : [], world: WORLD }),
      );
      expect(blocks.length).toBeLessThanOrEqual(88);
      expect(checkBlocks(blocks, 'modal')).toEqual([]);
      expect(JSON.stringify(blocks).length).toBeLessThan(200_000);
    }
  },
);
