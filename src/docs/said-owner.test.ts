import { expect, it } from 'vitest';
import { saidOwner } from './said-owner.ts';

it.each([
  ['Owner: Payments Platform', 'Payments Platform'],
  ['Intro.\nOwned by: @marlin/risk', '@marlin/risk'],
  ['| Owner | Ledger Core |', 'Ledger Core'],
  ['- Team: ledger-core.', 'ledger-core'],
  ['The owner of a key turns it.', null],
  [`${'A line.\n'.repeat(60)}Owner: Risk`, null],
])('%j says %s', (text, said) => {
  expect(saidOwner(text)).toBe(said);
});
