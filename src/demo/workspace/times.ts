/** A Slack `ts` ("seconds.micros") as a date. */
export function dateOfTs(ts: string): Date {
  return new Date(Math.floor(Number(ts) * 1000));
}

function format(date: Date, tz: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: tz, ...options }).format(date);
}

/** The wall clock, "14:30". */
export function clock(date: Date, tz: string): string {
  return format(date, tz, { hour: '2-digit', minute: '2-digit' });
}

/** The calendar day, "2026-06-15". */
export function dayOf(date: Date, tz: string): string {
  const parts = format(date, tz, { year: 'numeric', month: '2-digit', day: '2-digit' }).split('/');
  return parts.reverse().join('-');
}

/** "Today", "Yesterday", or "Monday, 8 June"; with the year when it is another one. */
export function dayLabel(date: Date, { tz, now }: { tz: string; now: Date }): string {
  const day = dayOf(date, tz);
  if (day === dayOf(now, tz)) return 'Today';
  if (day === dayOf(new Date(now.getTime() - 86_400_000), tz)) return 'Yesterday';
  return format(date, tz, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) === dayOf(now, tz).slice(0, 4) ? {} : { year: 'numeric' }),
  });
}

/** Everything a tooltip should say: "15 June 2026 at 14:30:05". */
export function fullTime(date: Date, tz: string): string {
  return format(date, tz, { dateStyle: 'long', timeStyle: 'medium' });
}

/** "5 minutes ago", "in 2 days". */
export function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(seconds) < 60) return words.format(seconds, 'second');
  if (Math.abs(seconds) < 3600) return words.format(Math.trunc(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return words.format(Math.trunc(seconds / 3600), 'hour');
  return words.format(Math.trunc(seconds / 86_400), 'day');
}

function ordinal(day: number): string {
  const teen = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

function written(date: Date, tz: string, options: { weekday?: boolean; short?: boolean }): string {
  const month = format(date, tz, { month: options.short ? 'short' : 'long' });
  const day = Number(format(date, tz, { day: 'numeric' }));
  const year = format(date, tz, { year: 'numeric' });
  const weekday = options.weekday ? `${format(date, tz, { weekday: 'long' })}, ` : '';
  return `${weekday}${month} ${options.short ? day : ordinal(day)}, ${year}`;
}

/**
 * A Slack date format with its tokens filled in: "Posted {date_short} at {time}".
 * Source: docs.slack.dev, "Formatting message text", date formatting. Unknown tokens stay as they are.
 */
export function fillDate(
  pattern: string,
  date: Date,
  { tz, now }: { tz: string; now: Date },
): string {
  const near = (otherwise: string) => {
    const label = dayLabel(date, { tz, now });
    if (label === 'Today' || label === 'Yesterday') return label.toLowerCase();
    const tomorrow = dayOf(new Date(now.getTime() + 86_400_000), tz);
    return dayOf(date, tz) === tomorrow ? 'tomorrow' : otherwise;
  };
  const tokens: Record<string, () => string> = {
    date_num: () => dayOf(date, tz),
    date_slash: () => dayOf(date, tz).replaceAll('-', '/'),
    date: () => written(date, tz, {}),
    date_short: () => written(date, tz, { short: true }),
    date_long: () => written(date, tz, { weekday: true }),
    date_pretty: () => near(written(date, tz, {})),
    date_short_pretty: () => near(written(date, tz, { short: true })),
    date_long_pretty: () => near(written(date, tz, { weekday: true })),
    time: () => clock(date, tz),
    time_secs: () => format(date, tz, { timeStyle: 'medium' }),
    ago: () => ago(date, now),
  };
  return pattern.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.() ?? token);
}

/** A moment as an `<input type="datetime-local">` holds it: the reader's wall clock without a zone. */
export function localTime(date: Date, tz: string): string {
  return `${dayOf(date, tz)}T${clock(date, tz)}`;
}

/** The moment, in Unix seconds, at which the reader's wall clock shows this "2026-06-15T14:30"; null when it is no time. */
export function momentOf(local: string, tz: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const shown = Date.parse(`${localTime(new Date(asUtc), tz)}:00Z`);
  return (asUtc - (shown - asUtc)) / 1000;
}
