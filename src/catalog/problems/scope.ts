/** What a look for problems is narrowed to before the database is asked. */
export type Scope = {
  /** One entity; null for all. */
  ref: string | null;
};

/** A place as a sentence names it: without `url:` or `file:`. */
export function shownPlace(location: string): string {
  return location.replace(/^(?:url|file):/, '');
}

/** `2026-06-15 12:30 UTC`. */
export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
