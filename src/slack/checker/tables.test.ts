import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../checker.ts';
import { cell, chart, pie, point, times } from './samples.ts';

describe('tables and charts Slack refuses', () => {
  it.each<[string, unknown[], string, string]>([
    [
      'two tables',
      times(2, () => ({ type: 'table', rows: [[cell('a')]] })),
      '/blocks/1',
      'no more than 1 `table` allowed',
    ],
    [
      'a long table',
      [{ type: 'table', rows: times(101, () => [cell('a')]) }],
      '/blocks/0/rows',
      'no more than 100 items allowed',
    ],
    [
      'a wide table',
      [{ type: 'table', rows: [times(21, () => cell('a'))] }],
      '/blocks/0/rows/0',
      'no more than 20 items allowed',
    ],
    [
      'an empty cell',
      [{ type: 'table', rows: [[cell('')]] }],
      '/blocks/0/rows/0/0/text',
      'must be more than 0 characters',
    ],
    [
      'a data table without a caption',
      [{ type: 'data_table', rows: [[cell('a')], [cell('b')]] }],
      '/blocks/0',
      'missing required field: caption',
    ],
    [
      'a data table of a header only',
      [{ type: 'data_table', caption: 'c', rows: [[cell('a')]] }],
      '/blocks/0/rows',
      'no fewer than 2 items allowed',
    ],
    [
      'three charts',
      times(3, () => chart()),
      '/blocks/2',
      'no more than 2 `data_visualization` allowed',
    ],
    [
      'a chart with a gap',
      [chart({ series: [{ name: 'gold', data: [point('Mon')] }] })],
      '/blocks/0/chart/series/0/data',
      'must have exactly one point for each category',
    ],
    [
      'two series of one name',
      [chart({ series: times(2, () => ({ name: 'gold', data: [point('Mon'), point('Tue')] })) })],
      '/blocks/0/chart/series/1/name',
      'must be unique',
    ],
    [
      'seven series',
      [chart({ series: times(7, (n) => ({ name: `s${n}`, data: [point('Mon'), point('Tue')] })) })],
      '/blocks/0/chart/series',
      'no more than 6 items allowed',
    ],
    [
      'a pie with nothing in a piece',
      [pie(point('a', 0))],
      '/blocks/0/chart/segments/0/value',
      'must be greater than 0',
    ],
  ])('%s', (_name, blocks, pointer, message) => {
    expect(checkBlocks(blocks, 'message')).toEqual([{ pointer, message }]);
  });
});
