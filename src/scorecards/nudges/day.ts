import type { Day } from '../../calendar.ts';

/** `2026-06-15`. */
export function dayText({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

const DAY_MS = 24 * 3_600_000;

/** How many days `until` is after `since`, both as `2026-06-15`. */
export function daysBetween(since: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / DAY_MS);
}
