import { knownZone } from '../../calendar.ts';

/** The days of one country on which people do not work. */
export type CountryCalendar = {
  /** From Monday (0) to Sunday (6). */
  weekend: ReadonlySet<number>;
  /** By day (`2026-12-25`), with the name in English. */
  holidays: ReadonlyMap<string, string>;
};

/** Calendars of countries by their two letters, and whose calendar a zone keeps. */
export type Countries = {
  calendar: (country: string | null) => CountryCalendar;
  /** Null for a zone of several countries, or of none. */
  ofZone: (zone: string) => string | null;
};

const SATURDAY = 5;
const SUNDAY = 6;
const USUAL: CountryCalendar = { weekend: new Set([SATURDAY, SUNDAY]), holidays: new Map() };

/** Where nobody's holidays are known. */
export const NO_COUNTRIES: Countries = { calendar: () => USUAL, ofZone: () => null };

/** What is worked out for the years around `now`; a day beyond them is a day like any other. */
export type LoadCountries = (now: Date) => Promise<Countries>;

/** Reads calendars when they are asked for first: the library and its rules are large, and many processes never need them. */
export function createCountries(): LoadCountries {
  const loaded = new Map<number, Promise<Countries>>();
  return (now) => {
    const year = now.getUTCFullYear();
    const known = loaded.get(year) ?? countriesAround(year);
    loaded.set(year, known);
    return known;
  };
}

async function countriesAround(year: number): Promise<Countries> {
  const { default: Holidays } = await import('date-holidays');
  const codes = Object.keys(new Holidays().getCountries() ?? {});
  const zones = new Map<string, string | null>();
  for (const code of codes)
    for (const zone of inCountry(code).getTimeZones?.() ?? []) {
      const name = knownZone(zone);
      zones.set(name, zones.has(name) ? null : code);
    }
  const calendars = new Map<string, CountryCalendar>();
  return {
    ofZone: (zone) => zones.get(knownZone(zone)) ?? null,
    calendar(country) {
      const code = country?.toUpperCase() ?? '';
      if (!codes.includes(code)) return USUAL;
      const known = calendars.get(code);
      if (known) return known;
      const source = new Holidays(code);
      const days = [year - 1, year, year + 1]
        .flatMap((one) => source.getHolidays(one, 'en'))
        .filter(({ type }) => type === 'public')
        .flatMap(({ date, name }): [string, string][] => [[date.slice(0, 10), name]]);
      const calendar = { weekend: weekendOf(code), holidays: new Map(days) };
      calendars.set(code, calendar);
      return calendar;
    },
  };
}

/** Where the week ends on a Sunday, offices rest on Saturday as well, whatever the calendar calls that day. */
function weekendOf(country: string): ReadonlySet<number> {
  const said = inCountry(country).getWeekInfo?.().weekend ?? [];
  const days = said.map((day) => day - 1);
  return days.length === 0 || days.includes(SUNDAY) ? USUAL.weekend : new Set(days);
}

/** What Node knows of a country and TypeScript does not say yet. */
type CountryLocale = Intl.Locale & {
  getTimeZones?: () => string[] | undefined;
  getWeekInfo?: () => { weekend: number[] };
};
function inCountry(code: string): CountryLocale {
  return new Intl.Locale(`und-${code}`);
}
