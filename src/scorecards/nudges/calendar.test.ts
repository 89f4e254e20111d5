import { expect, it } from 'vitest';
import { daysAround, nextOpening, openingAt, type WorkingTime } from './calendar.ts';
import { createCountries } from './holidays.ts';

const countries = await createCountries()(new Date('2026-06-15T12:00:00Z'));

function working(zone: string, over: Partial<WorkingTime> = {}): WorkingTime {
  const calendar = countries.calendar(countries.ofZone(zone));
  return { zone, opensAt: 9, closesAt: 17, calendar, away: [], ...over };
}

it.each([
  ['before work in Berlin', 'Europe/Berlin', '2026-06-15T06:59:00Z', false, '2026-06-15T07:00:00Z'],
  ['at work in Berlin', 'Europe/Berlin', '2026-06-15T07:00:00Z', true, null],
  ['after work in Berlin', 'Europe/Berlin', '2026-06-15T15:00:00Z', false, '2026-06-16T07:00:00Z'],
  ['at work in New York then', 'America/New_York', '2026-06-15T15:00:00Z', true, null],
  ['Saturday in Kolkata', 'Asia/Kolkata', '2026-06-13T05:00:00Z', false, '2026-06-15T03:30:00Z'],
  // Corpus Christi, a Thursday.
  ['a holiday in Warsaw', 'Europe/Warsaw', '2026-06-04T10:00:00Z', false, '2026-06-05T07:00:00Z'],
  ['Sunday in Tel Aviv', 'Asia/Jerusalem', '2026-06-14T08:00:00Z', true, null],
  ['Friday in Tel Aviv', 'Asia/Jerusalem', '2026-06-12T08:00:00Z', false, '2026-06-14T06:00:00Z'],
  // Clocks go forward on Sunday, 29 March: Monday begins an hour earlier in UTC than the Friday before.
  [
    'over the change of clocks',
    'Europe/Lisbon',
    '2026-03-27T17:30:00Z',
    false,
    '2026-03-30T08:00:00Z',
  ],
  // Good Friday and Easter Monday.
  ['over Easter in Berlin', 'Europe/Berlin', '2026-04-02T16:00:00Z', false, '2026-04-07T07:00:00Z'],
])('knows %s', (_, zone, at, isOpen, opens) => {
  const now = new Date(at);
  const opening = openingAt(now, working(zone));
  expect(opening.kind === 'open').toBe(isOpen);
  if (opening.kind === 'closed')
    expect(opening.opensAt?.toISOString()).toBe(`${opens?.slice(0, 19)}.000Z`);
});

it('says which holiday it is, and until when somebody is away', () => {
  const christmas = openingAt(new Date('2026-12-25T10:00:00Z'), working('Europe/Berlin'));
  expect(christmas).toMatchObject({
    reason: 'holiday',
    detail: expect.stringContaining('Christmas'),
  });
  const away = [{ since: '2026-07-01', until: '2026-07-03' }];
  expect(openingAt(new Date('2026-07-02T10:00:00Z'), working('Europe/Berlin', { away }))).toEqual({
    kind: 'closed',
    reason: 'away',
    detail: 'Away until 2026-07-03.',
    opensAt: new Date('2026-07-06T07:00:00Z'),
  });
});

it('sees no day where somebody is away for years', () => {
  const away = [{ since: '2026-01-01', until: '2036-01-01' }];
  expect(nextOpening(new Date('2026-06-15T12:00:00Z'), working('UTC', { away }))).toBeNull();
});

it('counts the days off that follow, and the days of the week that are left', () => {
  const friday = daysAround(new Date('2026-04-02T10:00:00Z'), working('Europe/Berlin'));
  expect(friday).toMatchObject({ today: '2026-04-02', week: '2026-W14', idle: 4, left: 3 });
  expect(friday.nextWeek).toEqual(new Date('2026-04-07T07:00:00Z'));
});

it('takes nobody for a country whose calendar nobody has', () => {
  expect(countries.ofZone('Etc/UTC')).toBeNull();
  expect(countries.calendar('constructor').holidays.size).toBe(0);
});
