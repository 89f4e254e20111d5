import { describe, expect, it } from 'vitest';
import { momentName } from '../day-words.ts';
import { readAhead } from './future.ts';

// A Monday afternoon in summer: 14:30 in Berlin.
const NOW = new Date('2026-06-15T12:30:00Z');
const BERLIN = { now: NOW, zone: 'Europe/Berlin' };

describe('a time to come', () => {
  it.each([
    ['monday', '2026-06-21T22:00:00Z', 1],
    ['monday, month end', '2026-06-21T22:00:00Z', 1],
    ['tuesday', '2026-06-15T22:00:00Z', 1],
    ['next fri 9am', '2026-06-19T07:00:00Z', 3],
    ['friday at 18:00 because of audits', '2026-06-19T16:00:00Z', 3],
    ['tomorrow', '2026-06-15T22:00:00Z', 1],
    ['tomorrow morning', '2026-06-16T07:00:00Z', 2],
    ['18:00', '2026-06-15T16:00:00Z', 1],
    ['6pm', '2026-06-15T16:00:00Z', 1],
    ['9am', '2026-06-16T07:00:00Z', 1],
    ['2 hours', '2026-06-15T14:30:00Z', 2],
    ['half an hour', '2026-06-15T13:00:00Z', 3],
    ['a week', '2026-06-22T12:30:00Z', 2],
    ['end of day', '2026-06-15T22:00:00Z', 3],
    ['the end of the month', '2026-06-30T22:00:00Z', 5],
    ['month end', '2026-06-30T22:00:00Z', 2],
    ['quarter end', '2026-06-30T22:00:00Z', 2],
    ['next week', '2026-06-21T22:00:00Z', 2],
    ['2026-07-01', '2026-06-30T22:00:00Z', 1],
    ['june 20', '2026-06-19T22:00:00Z', 2],
    ['20 June 2026 12:00', '2026-06-20T10:00:00Z', 4],
    ['3rd of march', '2027-03-02T23:00:00Z', 3],
    ['september because we rewrite it', '2026-08-31T22:00:00Z', 1],
    ['march', '2027-02-28T23:00:00Z', 1],
    ['midnight', '2026-06-15T22:00:00Z', 1],
  ])('%s', (text, at, words) => {
    expect(readAhead(text, BERLIN)).toEqual({ at: new Date(at), words });
  });

  it.each([
    'ledger',
    'the audit',
    'yesterday',
    '2026-06-01',
    '31 june',
    '25:00',
    'may be',
    'sun',
    '',
  ])('%s is none, or is a day', (text) => {
    const read = readAhead(text, BERLIN);
    expect(read === null || (text === 'sun' && read.words === 1)).toBe(true);
  });

  it('is told with its day, time and place', () => {
    expect(momentName(new Date('2026-06-21T22:00:00Z'), 'Europe/Berlin')).toBe(
      'Monday, 22 June 2026, 00:00 (Europe/Berlin)',
    );
  });

  it('keeps the clock where clocks are changed', () => {
    const here = { now: new Date('2026-10-24T12:00:00Z'), zone: 'Europe/Berlin' };
    expect(readAhead('monday 9am', here)?.at).toEqual(new Date('2026-10-26T08:00:00Z'));
  });
});
