import { expect, it } from 'vitest';
import { readWhen, splitWhen } from './when.ts';

// Monday afternoon in Berlin.
const HERE = { now: new Date('2026-06-15T14:30:00+02:00'), zone: 'Europe/Berlin' };

function shown(said: string, tense: 'past' | 'future' = 'future'): string | null {
  const when = readWhen(said, HERE, tense);
  const text = (at: Date) =>
    new Intl.DateTimeFormat('sv', {
      timeZone: HERE.zone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(at);
  return when && `${text(when.since)} to ${text(when.until)}`;
}

it.each([
  ['saturday night', '2026-06-20 20:00 to 2026-06-21 06:00'],
  ['tomorrow', '2026-06-16 00:00 to 2026-06-17 00:00'],
  ['tomorrow evening', '2026-06-16 18:00 to 2026-06-16 23:00'],
  ['tonight', '2026-06-15 18:00 to 2026-06-16 06:00'],
  ['on friday', '2026-06-19 00:00 to 2026-06-20 00:00'],
  ['friday 3am', '2026-06-19 03:00 to 2026-06-19 03:01'],
  ['at 3am', '2026-06-16 03:00 to 2026-06-16 03:01'],
  ['22:00', '2026-06-15 22:00 to 2026-06-15 22:01'],
  ['in 2 hours', '2026-06-15 16:30 to 2026-06-15 16:31'],
  ['next week', '2026-06-22 00:00 to 2026-06-29 00:00'],
  ['this weekend', '2026-06-20 00:00 to 2026-06-22 00:00'],
  ['over the weekend', '2026-06-20 00:00 to 2026-06-22 00:00'],
  ['over christmas', '2026-12-24 00:00 to 2026-12-27 00:00'],
  ["new year's eve", '2026-12-31 00:00 to 2027-01-01 00:00'],
  ['easter', '2027-03-26 00:00 to 2027-03-30 00:00'],
  ['2026-07-01', '2026-07-01 00:00 to 2026-07-02 00:00'],
  ['20 june', '2026-06-20 00:00 to 2026-06-21 00:00'],
  ['june 1st', '2027-06-01 00:00 to 2027-06-02 00:00'],
  ['in 3 days', '2026-06-18 00:00 to 2026-06-19 00:00'],
  ['the next two weeks', '2026-06-15 14:30 to 2026-06-29 14:30'],
  // Clocks go back in that night.
  ['25 october 3am', '2026-10-25 03:00 to 2026-10-25 03:01'],
])('%s is %s', (said, expected) => {
  expect(shown(said)).toBe(expected);
});

it.each([
  ['last friday 3am', '2026-06-12 03:00 to 2026-06-12 03:01'],
  ['friday', '2026-06-12 00:00 to 2026-06-13 00:00'],
  ['last night', '2026-06-14 18:00 to 2026-06-15 06:00'],
  ['3 days ago', '2026-06-12 00:00 to 2026-06-13 00:00'],
  ['last weekend', '2026-06-13 00:00 to 2026-06-15 00:00'],
  ['this month', '2026-06-01 00:00 to 2026-07-01 00:00'],
  ['may 19', '2026-05-19 00:00 to 2026-05-20 00:00'],
  ['christmas', '2025-12-24 00:00 to 2025-12-27 00:00'],
  ['since 10:00', '2026-06-15 10:00 to 2026-06-15 14:30'],
  ['since 10am', '2026-06-15 10:00 to 2026-06-15 14:30'],
  ['since friday', '2026-06-12 00:00 to 2026-06-15 14:30'],
  ['since last friday 3am', '2026-06-12 03:00 to 2026-06-15 14:30'],
  ['since noon', '2026-06-15 12:00 to 2026-06-15 14:30'],
  ['since this morning', '2026-06-15 05:00 to 2026-06-15 14:30'],
  ['friday between 4 and 6', '2026-06-12 16:00 to 2026-06-12 18:00'],
  ['between 4 and 6pm on friday', '2026-06-12 16:00 to 2026-06-12 18:00'],
  ['between 9 and 11', '2026-06-15 09:00 to 2026-06-15 11:00'],
  ['from 04:00 to 06:30', '2026-06-15 04:00 to 2026-06-15 06:30'],
  ['from wednesday to friday', '2026-06-10 00:00 to 2026-06-13 00:00'],
  ['in the last hour', '2026-06-15 13:30 to 2026-06-15 14:30'],
  ['last 2h', '2026-06-15 12:30 to 2026-06-15 14:30'],
  ['over the past few hours', '2026-06-15 10:30 to 2026-06-15 14:30'],
])('%s was %s', (said, expected) => {
  expect(shown(said, 'past')).toBe(expected);
});

it.each([
  'ledger',
  'payments-api',
  'next',
  'the second',
  '3',
  'march madness',
  'week',
  '30 february',
  'since the deploy',
  'between ledger and payments-api',
])('%s is no time', (said) => {
  expect(readWhen(said, HERE)).toBeNull();
});

it('finds the time in the middle of a question', () => {
  expect(splitWhen('who was on call last friday 3am when ledger broke', HERE)).toMatchObject({
    rest: 'who was on call when ledger broke',
    said: 'last friday 3am',
  });
  expect(splitWhen('who is on call for ledger saturday night', HERE)?.rest).toBe(
    'who is on call for ledger',
  );
  expect(splitWhen('what went out friday between 4 and 6 to prod-eu', HERE)).toMatchObject({
    rest: 'what went out to prod-eu',
    said: 'friday between 4 and 6',
  });
  expect(splitWhen('who owns ledger', HERE)).toBeNull();
});
