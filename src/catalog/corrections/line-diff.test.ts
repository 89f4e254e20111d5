import { expect, it } from 'vitest';
import { lineDiff } from './line-diff.ts';

const shown = (before: string, after: string) =>
  lineDiff(before, after, 1).map((line) => (line ? line.sign + line.text : '…'));

it.each([
  ['nothing', 'a\nb\n', 'a\nb\n', []],
  ['one line', 'a\nb\nc\nd\n', 'a\nb\nX\nd\n', [' b', '-c', '+X', ' d']],
  ['a line more', 'a\nb\n', 'a\nn\nb\n', [' a', '+n', ' b']],
  ['a line less, at the end', 'a\nb\n', 'a\n', [' a', '-b']],
  [
    'two places',
    'a\nb\nc\nd\ne\nf\ng\n',
    'A\nb\nc\nd\ne\nf\nG\n',
    ['-a', '+A', ' b', '…', ' f', '-g', '+G'],
  ],
  ['only line ends', 'a\r\nb\r\n', 'a\nb\n', []],
  ['a new text', '', 'a\nb\n', ['+a', '+b']],
])('shows %s', (_, before, after, lines) => {
  expect(shown(before, after)).toEqual(lines);
});

it('tells long texts apart without comparing every pair of lines', () => {
  const of = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word} ${at}`).join('\n');
  expect(lineDiff(of('a'), of('b'))).toHaveLength(4_000);
});
