import { expect, it } from 'vitest';
import { isoWeek } from './calendar.ts';

it.each([
  [2026, 6, 15, '2026-W25'],
  [2026, 6, 21, '2026-W25'],
  [2026, 6, 22, '2026-W26'],
  [2027, 1, 3, '2026-W53'],
  [2024, 12, 30, '2025-W01'],
  [2026, 1, 1, '2026-W01'],
])('%i-%i-%i is in week %s', (year, month, day, week) => {
  expect(isoWeek({ year, month, day })).toBe(week);
});
