import { expect, it } from 'vitest';
import { readPeriod, splitPeriod } from './times.ts';

// A Monday afternoon in Berlin.
const HERE = { now: new Date('2026-06-15T12:30:00Z'), zone: 'Europe/Berlin' };
const NOW = '2026-06-15T12:30';

const read = (text: string, zone = HERE.zone) => {
  const period = readPeriod(text, { ...HERE, zone });
  return (
    period && [
      period.since.toISOString().slice(0, 16),
      period.until.toISOString().slice(0, 16),
      period.label,
    ]
  );
};

it.each([
  ['today', '2026-06-14T22:00', NOW, 'today'],
  ['yesterday', '2026-06-13T22:00', '2026-06-14T22:00', 'yesterday'],
  ['the day before yesterday', '2026-06-12T22:00', '2026-06-13T22:00', 'the day before yesterday'],
  ['this week', '2026-06-14T22:00', NOW, 'this week'],
  ['last week', '2026-06-07T22:00', '2026-06-14T22:00', 'last week'],
  ['last month', '2026-04-30T22:00', '2026-05-31T22:00', 'last month'],
  ['this quarter', '2026-03-31T22:00', NOW, 'this quarter'],
  ['last year', '2024-12-31T23:00', '2025-12-31T23:00', 'last year'],
  ['in March', '2026-02-28T23:00', '2026-03-31T22:00', 'in March 2026'],
  ['in october', '2025-09-30T22:00', '2025-10-31T23:00', 'in October 2025'],
  ['in June', '2026-05-31T22:00', NOW, 'in June 2026'],
  ['back in mar 2024', '2024-02-29T23:00', '2024-03-31T22:00', 'in March 2024'],
  ['in 2024', '2023-12-31T23:00', '2024-12-31T23:00', 'in 2024'],
  ['in Q1', '2025-12-31T23:00', '2026-03-31T22:00', 'in Q1 2026'],
  ['on 2026-03-01', '2026-02-28T23:00', '2026-03-01T23:00', 'on 1 March 2026'],
  ['2026-03', '2026-02-28T23:00', '2026-03-31T22:00', 'in March 2026'],
  ['on March 3rd', '2026-03-02T23:00', '2026-03-03T23:00', 'on 3 March 2026'],
  ['on 3 March 2025', '2025-03-02T23:00', '2025-03-03T23:00', 'on 3 March 2025'],
  ['two weeks ago', '2026-05-31T22:00', '2026-06-01T22:00', '2 weeks ago (1 June 2026)'],
  ['a year ago', '2025-06-14T22:00', '2025-06-15T22:00', '1 year ago (15 June 2025)'],
  ['in the last 30 days', '2026-05-15T22:00', NOW, 'in the last 30 days'],
  ['in the last 2 hours', '2026-06-15T10:30', NOW, 'in the last 2 hours'],
  ['since Monday', '2026-06-14T22:00', NOW, 'since 15 June 2026'],
  ['since last Monday', '2026-06-07T22:00', NOW, 'since 8 June 2026'],
  ['on friday', '2026-06-11T22:00', '2026-06-12T22:00', 'on 12 June 2026'],
  ['since yesterday', '2026-06-13T22:00', NOW, 'since yesterday'],
  ['before Tuesday', '1970-01-01T00:00', '2026-06-08T22:00', 'before 9 June 2026'],
  ['before March', '1970-01-01T00:00', '2026-02-28T23:00', 'before March 2026'],
  ['after 2026-06-01', '2026-06-01T22:00', NOW, 'after 1 June 2026'],
  ['between March and May', '2026-02-28T23:00', '2026-05-31T22:00', 'from March 2026 to May 2026'],
  ['at the end of last year', '2025-12-30T23:00', '2025-12-31T23:00', 'on 31 December 2025'],
])('reads %s', (text, since, until, label) => {
  expect(read(text)).toEqual([since, until, label]);
});

it('reads days where the asker is', () => {
  expect(read('today', 'America/Los_Angeles')?.[0]).toBe('2026-06-15T07:00');
  expect(read('today', 'Asia/Kolkata')?.[0]).toBe('2026-06-14T18:30');
  expect(read('on 29 March', 'Europe/Berlin')).toEqual([
    '2026-03-28T23:00',
    '2026-03-29T22:00',
    'on 29 March 2026',
  ]);
});

it.each([
  'next week',
  'tomorrow',
  'on 3/4/2026',
  'in 2030',
  'on 31 February',
  'in the kitchen',
  'on call',
  'since forever',
  'march madness',
  'ages ago',
  '',
])('does not take "%s" for a time in the past', (text) => {
  expect(read(text)).toBeNull();
});

it.each([
  ['who owned ledger in March', 'who owned ledger', 'in March'],
  ['who owned the payments api two weeks ago', 'who owned the payments api', 'two weeks ago'],
  ['last year who owned ledger', 'who owned ledger', 'last year'],
  ['what changed in the catalog this week', 'what changed in the catalog', 'this week'],
  ['what changed in ledger since Monday', 'what changed in ledger', 'since Monday'],
])('finds the time in "%s"', (text, rest, said) => {
  expect(splitPeriod(text, HERE)).toMatchObject({ rest, said });
});

it('finds no time where there is none', () => {
  expect(splitPeriod('who owns the march service', HERE)).toBeNull();
  expect(splitPeriod('who owns ledger', HERE)).toBeNull();
});
