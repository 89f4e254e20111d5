import { expect, it } from 'vitest';
import { compilePattern } from './pattern.ts';

it.each([
  ['who owns {thing}', 'who owns the ledger', { thing: 'the ledger' }],
  ['who (owns|runs) {thing}', 'WHO RUNS Ledger', { thing: 'Ledger' }],
  ['[the|an] owner [of] {thing}', 'owner ledger', { thing: 'ledger' }],
  ['[the|an] owner [of] {thing}', 'the owner of ledger', { thing: 'ledger' }],
  ['{thing} (who owns it|whose is it)', 'payments-api - who owns it', { thing: 'payments-api' }],
  ['{thing} owner', 'payments-owner owner', { thing: 'payments-owner' }],
  ['help', 'help', {}],
])('"%s" reads "%s"', (pattern, text, slots) => {
  expect(compilePattern(pattern).read(text)?.slots).toEqual(slots);
});

it.each([
  ['who owns {thing}', 'who owns'],
  ['{thing} owner', 'payments-owner'],
  ['what is {thing}', 'whatis ledger'],
  ['help', 'help me'],
])('"%s" does not read "%s"', (pattern, text) => {
  expect(compilePattern(pattern).read(text)).toBeNull();
});

it('weighs what it explains, not what it leaves to a slot', () => {
  const weigh = (pattern: string) => compilePattern(pattern).read('who is in risk')?.weight ?? 0;
  expect(weigh('who is in {team}')).toBeGreaterThan(weigh('who is {person}'));
});

it('names the words without which reading is in vain', () => {
  const { needs } = compilePattern('[so] who (is on|holds the) pager for {thing}');
  expect(needs).toEqual([['who'], ['is', 'holds'], ['pager'], ['for']]);
});
