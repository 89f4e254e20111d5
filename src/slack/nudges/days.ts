import { addDays, dayAt, startOf } from '../../calendar.ts';

/** The last moment of a day as it is written in a form (`2026-07-01`), where somebody is; null for what is no day. */
export function endOfDay(text: string, zone: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day) return null;
  const next = addDays({ year: Number(year), month: Number(month), day: Number(day) }, 1);
  return new Date(startOf(next, zone).getTime() - 1);
}

/** The last moment of the day some days from now. */
export function endOfDayIn(days: number, now: Date, zone: string): Date {
  return new Date(startOf(addDays(dayAt(now, zone), days + 1), zone).getTime() - 1);
}

/** As a form writes the day: `2026-07-01`. */
export function dayText(moment: Date, zone: string): string {
  const { year, month, day } = dayAt(moment, zone);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
