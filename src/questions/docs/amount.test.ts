import { expect, it } from 'vitest';
import { asksAmount, hasAmount, hasAmountOf } from './amount.ts';

const stems = new Set(['refund', 'tube', 'score']);

it.each([
  ['how long does a refund take', 'A refund settles within a day.', true],
  ['how long does a refund take', 'A refund goes back to the card. Mail takes two days.', false],
  ['how long does a refund take', 'A refund has three parts.', false],
  ['how often are tubes picked up', 'Wards: tubes every hour', true],
  ['from which score is it denied', 'The score has three parts.', false],
  ['from which score is it denied', 'A score of 850.', true],
])('%s: "%s" is %s', (question, text, wanted) => {
  expect(asksAmount(question)).toBe(true);
  expect(hasAmount({ path: [], text }, { question, stems })).toBe(wanted);
});

it('takes a heading for what its section speaks of, but not where one word is all there is', () => {
  const section = { path: ['A new tube'], text: 'It takes two working days.' };
  const question = 'how long does a tube take';
  expect(hasAmount(section, { question, stems })).toBe(true);
  expect(hasAmountOf(section, { question, stem: 'tube' })).toBe(false);
});

it('takes a heading that asks the same', () => {
  const section = { path: ['How long does a tube take?'], text: 'Mostly two days.' };
  const stem = 'tube';
  expect(hasAmountOf(section, { question: 'how long does a tube take', stem })).toBe(true);
  expect(hasAmountOf(section, { question: 'how many tubes are there', stem })).toBe(false);
});

it.each([
  ['It starts with twelve example tubes.', true],
  ['A tube waits for two days.', false],
  ['Two days after that comes the tube.', false],
])('how many tubes: "%s" is %s', (text, wanted) => {
  const question = 'how many tubes are there';
  expect(hasAmountOf({ path: [], text }, { question, stem: 'tube' })).toBe(wanted);
});

it('is not asked for by other questions', () => {
  expect(asksAmount('how do i restart it')).toBe(false);
});
