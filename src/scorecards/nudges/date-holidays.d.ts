// What is used of date-holidays. Not by `paths` of tsconfig.json: the bundler follows those, and would take this file for the library.
declare module 'date-holidays' {
  export type Holiday = {
    /** As a calendar there shows it: `2026-06-15 00:00:00`. */
    date: string;
    name: string;
    type: 'public' | 'bank' | 'school' | 'optional' | 'observance';
  };
  class Holidays {
    constructor(country?: string);
    getCountries(): Record<string, string> | undefined;
    getHolidays(year: number, language?: string): Holiday[];
  }
  // biome-ignore lint/style/noDefaultExport: that is how the library has it.
  export default Holidays;
}
