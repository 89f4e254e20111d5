import { addDays, type Day } from '../calendar.ts';

type Holiday = { names: RegExp; first: (year: number) => Day; days: number; name: string };

const fixed = (month: number, day: number) => (year: number) => ({ year, month, day });
const afterEaster = (days: number) => (year: number) => addDays(easter(year), days);

/** Days that people ask about by name; those that every office keeps differently are not among them. */
export const HOLIDAYS: readonly Holiday[] = [
  {
    names: /^(?:christmas|xmas|x-mas|the christmas days?|the holidays|christmas holidays)$/,
    first: fixed(12, 24),
    days: 3,
    name: 'Christmas',
  },
  { names: /^(?:christmas|xmas) eve$/, first: fixed(12, 24), days: 1, name: 'Christmas Eve' },
  { names: /^(?:christmas|xmas) day$/, first: fixed(12, 25), days: 1, name: 'Christmas Day' },
  { names: /^boxing day$/, first: fixed(12, 26), days: 1, name: 'Boxing Day' },
  {
    names: /^(?:new year'?s eve|nye|silvester)$/,
    first: fixed(12, 31),
    days: 1,
    name: "New Year's Eve",
  },
  { names: /^(?:new year'?s day)$/, first: fixed(1, 1), days: 1, name: "New Year's Day" },
  { names: /^(?:new year'?s?)$/, first: fixed(12, 31), days: 2, name: 'New Year' },
  {
    names: /^(?:easter|easter weekend|easter holidays)$/,
    first: afterEaster(-2),
    days: 4,
    name: 'Easter',
  },
  { names: /^good friday$/, first: afterEaster(-2), days: 1, name: 'Good Friday' },
  { names: /^easter sunday$/, first: afterEaster(0), days: 1, name: 'Easter Sunday' },
  { names: /^easter monday$/, first: afterEaster(1), days: 1, name: 'Easter Monday' },
  { names: /^halloween$/, first: fixed(10, 31), days: 1, name: 'Halloween' },
  { names: /^black friday$/, first: blackFriday, days: 1, name: 'Black Friday' },
];

/** Western Easter Sunday, by the Gregorian computus. */
export function easter(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) %
    30;
  const full =
    moon -
    Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + full + 2 - century + Math.floor(century / 4)) % 7;
  const days = full - weekday;
  const month = 3 + Math.floor((days + 40) / 44);
  return { year, month, day: days + 28 - 31 * Math.floor(month / 4) };
}

/** The day after the fourth Thursday of November. */
function blackFriday(year: number): Day {
  const weekday = new Date(Date.UTC(year, 10, 1)).getUTCDay();
  const thursday = 1 + ((4 - weekday + 7) % 7) + 21;
  return { year, month: 11, day: thursday + 1 };
}
