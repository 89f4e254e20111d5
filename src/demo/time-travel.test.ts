import { expect, it } from 'vitest';
import { stillClock } from './clock.ts';
import { createTimeTravel } from './time-travel.ts';

const START = new Date('2026-06-15T12:30:00Z');

it('meets every morning on the way and ends at the time that was asked for', async () => {
  const clock = stillClock(START);
  const seen: string[] = [];
  const travel = createTimeTravel(clock, async () => {
    seen.push(clock.now().toISOString().slice(0, 16));
  });
  await travel.to(new Date('2026-06-16T07:00:00Z'));
  expect(seen).toEqual([
    ...['2026-06-15T15:30', '2026-06-15T18:30', '2026-06-15T21:30', '2026-06-16T00:30'],
    ...['2026-06-16T03:30', '2026-06-16T06:30', '2026-06-16T07:00'],
  ]);
});

it('goes nowhere when the time is past already, and makes two journeys one after the other', async () => {
  const clock = stillClock(START);
  const travel = createTimeTravel(clock, async () => {});
  await travel.to(new Date('2026-06-14T00:00:00Z'));
  expect(clock.now()).toEqual(START);
  const later = new Date('2026-06-15T20:00:00Z');
  await Promise.all([travel.to(later), travel.to(new Date('2026-06-15T18:00:00Z'))]);
  expect(clock.now()).toEqual(later);
});

it('goes on after a journey that failed', async () => {
  const clock = stillClock(START);
  let isBroken = true;
  const travel = createTimeTravel(clock, async () => {
    if (isBroken) throw new Error('no');
  });
  await expect(travel.to(new Date('2026-06-15T13:30:00Z'))).rejects.toThrow('no');
  isBroken = false;
  await travel.to(new Date('2026-06-15T14:30:00Z'));
  expect(clock.now()).toEqual(new Date('2026-06-15T14:30:00Z'));
});
