/** GitHub writes times in UTC with whole seconds: `2026-06-15T12:30:00Z`. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
