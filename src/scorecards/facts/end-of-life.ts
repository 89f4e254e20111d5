/**
 * Until when a version gets security fixes, as its makers say. Looked up in November 2026:
 * Node https://github.com/nodejs/Release#release-schedule, Python https://devguide.python.org/versions/,
 * Go https://go.dev/doc/devel/release#policy (until the second release after it, which come every February and August),
 * Java https://adoptium.net/support/ (Eclipse Temurin).
 */
const TABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  node: {
    ...{ 10: '2021-04-30', 11: '2019-06-01', 12: '2022-04-30', 13: '2020-06-01', 14: '2023-04-30' },
    ...{ 15: '2021-06-01', 16: '2023-09-11', 17: '2022-06-01', 18: '2025-04-30', 19: '2023-06-01' },
    ...{ 20: '2026-04-30', 21: '2024-06-01', 22: '2027-04-30', 23: '2025-06-01', 24: '2028-04-30' },
    ...{ 25: '2026-06-01', 26: '2029-04-30' },
  },
  python: {
    ...{ '2.7': '2020-01-01', '3.5': '2020-09-30', '3.6': '2021-12-23', '3.7': '2023-06-27' },
    ...{ '3.8': '2024-10-07', '3.9': '2025-10-31', '3.10': '2026-10-31', '3.11': '2027-10-31' },
    ...{ '3.12': '2028-10-31', '3.13': '2029-10-31', '3.14': '2030-10-31', '3.15': '2031-10-31' },
  },
  go: {
    ...{ '1.16': '2022-03-15', '1.17': '2022-08-02', '1.18': '2023-02-01', '1.19': '2023-09-06' },
    ...{ '1.20': '2024-02-06', '1.21': '2024-08-13', '1.22': '2025-02-11', '1.23': '2025-08-12' },
    ...{ '1.24': '2026-02-11', '1.25': '2026-08-31', '1.26': '2027-02-28', '1.27': '2027-08-31' },
  },
  java: {
    ...{ 8: '2030-12-31', 11: '2027-10-31', 16: '2021-09-30', 17: '2027-10-31', 18: '2022-09-30' },
    ...{ 19: '2023-03-31', 20: '2023-09-19', 21: '2029-12-31', 22: '2024-09-17', 23: '2025-03-18' },
    ...{ 24: '2025-09-16', 25: '2031-09-30', 26: '2026-09-30' },
  },
};

/** Languages whose versions are known here. */
export const DATED_LANGUAGES: readonly string[] = Object.keys(TABLE);

/**
 * The last day of a version: `22.4.1` of Node is `22`, `1.24.3` of Go is `1.24`. Null for a version the table does not have. A version that is
 * wider than a release (`3` of Python, `1` of Go) means the newest of it.
 */
export function supportedUntil(language: string, version: string): Date | null {
  const releases = TABLE[language];
  if (!releases) return null;
  const parts = version.split('.');
  for (const length of [2, 1]) {
    const name = parts.slice(0, length).join('.');
    const day = Object.hasOwn(releases, name) ? releases[name] : undefined;
    if (day !== undefined) return endOf(day);
  }
  const within = Object.entries(releases).filter(([release]) => release.startsWith(`${version}.`));
  const newest = within
    .map(([, day]) => day)
    .toSorted()
    .at(-1);
  return newest === undefined || parts.length > 1 ? null : endOf(newest);
}

function endOf(day: string): Date {
  return new Date(`${day}T23:59:59Z`);
}
