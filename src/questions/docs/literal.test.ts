import { expect, it } from 'vitest';
import { hasLiterals, literalsIn } from './literal.ts';

it.each([
  ['what is SCAN_TIMEOUT', '| `SCAN_TIMEOUT` | 5s |', true],
  ['what is scan_retry_timeout', 'SCAN_RETRY and SCAN_TIMEOUT', false],
  ['what does SP-999 mean', 'SP-101, SP-204', false],
  ['dates in iso-8601', 'Dates are in ISO 8601.', true],
  ['how do i restart it', 'anything', true],
])('%s: "%s" is %s', (question, text, wanted) => {
  expect(hasLiterals(text, literalsIn(question))).toBe(wanted);
});

it('leaves out what is a name of something', () => {
  expect(literalsIn('limits of payments_api', ['payments_api'])).toEqual([]);
});
