// What a card of an incident says beside what the catalog knows. Each is read from tables that jobs keep; a part that nobody
// connected answers null and is left out.

export type OnDuty = {
  /** The person's name. */
  name: string;
  ref: string | null;
  until: Date | null;
  /** Who is called when they do not answer. */
  backup: string | null;
  source: string;
  observedAt: string;
  url?: string;
};

export type RoomIncident = {
  /** `INC-1042`, as its source calls it. */
  id: string;
  title: string;
  isOpen: boolean;
  openedAt: Date;
  resolvedAt: Date | null;
  url: string | null;
  /** Refs of what it is about. */
  services: readonly string[];
  source: string;
  observedAt: string;
};

export type NearChange = {
  at: Date;
  /** What it changed. */
  ref: string;
  /** "12.8.0 deployed to prod-eu", "#4405 New cart summary merged". */
  text: string;
  by: string | null;
  url: string | null;
  source: string;
  observedAt: string;
};

export type Nearby = {
  /** Who is on call for each of these, where that is known. */
  onDuty: (refs: readonly string[], now: Date) => Promise<ReadonlyMap<string, OnDuty>>;
  /** The incident that a channel belongs to: its source says so, or the channel bears its number. */
  incidentOf: (channel: { name: string; openedAt: Date }) => Promise<RoomIncident | null>;
  /** What changed in these and in what they stand on, newest first; null where nobody looks. */
  changes: (refs: readonly string[], since: Date) => Promise<readonly NearChange[] | null>;
};
