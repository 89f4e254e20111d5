import { describe, expect, it } from 'vitest';
import { cronOf, nextTurn, turnName, turnOf } from '../../turn.ts';
import { splitTurn } from './turn.ts';

describe('when something is done again', () => {
  it.each([
    ['send this every monday 9am', 'every Monday at 09:00', 'send this'],
    ['send me this every monday at 9', 'every Monday at 09:00', 'send me this'],
    ['post it to #a daily at 17:30', 'every day at 17:30', 'post it to #a'],
    ['post it each weekday in the morning to #a', 'every weekday at 09:00', 'post it to #a'],
    ['post it on fridays at 4 pm', 'every Friday at 16:00', 'post it'],
    [
      'send this every tuesday and thursday at 8:15',
      'every Tuesday and Thursday at 08:15',
      'send this',
    ],
    ['send this at 7am every day', 'every day at 07:00', 'send this'],
    ['weekly send this', 'every Monday at 09:00', 'send this'],
  ])('is read from "%s"', (text, name, rest) => {
    const read = splitTurn(text);
    expect(read && turnName(read.turn)).toBe(name);
    expect(read?.rest).toBe(rest);
    expect(read && turnOf(cronOf(read.turn))).toEqual(read?.turn);
  });

  it.each([
    'send this',
    'send this every blue moon',
    'send this every month',
    'who owns everyday-api',
  ])('is not read from "%s"', (text) => expect(splitTurn(text)).toBeNull());

  it.each([
    ['Europe/Berlin', '2026-06-15T06:59:00Z', '2026-06-15T07:00:00.000Z'],
    ['Europe/Berlin', '2026-06-15T07:00:00Z', '2026-06-22T07:00:00.000Z'],
    // Clocks go back on 25 October.
    ['Europe/Berlin', '2026-10-20T12:00:00Z', '2026-10-26T08:00:00.000Z'],
    ['Asia/Kolkata', '2026-06-14T12:00:00Z', '2026-06-15T03:30:00.000Z'],
  ])('is nine on Monday in %s after %s', (zone, after, next) => {
    const turn = { days: [0], at: { hour: 9, minute: 0 } };
    expect(nextTurn(turn, zone, new Date(after)).toISOString()).toBe(next);
  });
});
