import { dayAt, timeAt, weekdayOf } from '../calendar.ts';
import { clockText } from './when.ts';

const OPENS = 9;
const CLOSES = 18;

/** Whether it is Monday to Friday, 9 to 18, somewhere; with what the clock shows there. */
export function workingHours(now: Date, zone: string): { isWorking: boolean; clock: string } {
  const clock = timeAt(now, zone);
  const isWeekday = weekdayOf(dayAt(now, zone)) < 5;
  return {
    isWorking: isWeekday && clock.hour >= OPENS && clock.hour < CLOSES,
    clock: clockText(clock),
  };
}
