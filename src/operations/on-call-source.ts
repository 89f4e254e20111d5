/** A time from `since` on, before `until`. */
export type Window = { since: Date; until: Date };

/** Somebody as a source names them; who that is in the catalog is found by e-mail or ref. */
export type Person = { name: string; email: string | null; ref: string | null };

/** One step of an escalation: who is called `afterMinutes` after the alert, if nobody before answered. */
export type Level = { level: number; afterMinutes: number; names: readonly string[] };

/** What wakes people, in whatever words its source has for it: an escalation policy, a rota file. */
export type Rota = {
  id: string;
  name: string;
  url: string | null;
  /** Refs it is for, where the source says so itself. */
  covers: readonly string[];
  levels: readonly Level[];
};

/** What an alert comes from: it is linked to an entity by its id or one of its integration keys. */
export type Service = {
  id: string;
  name: string;
  url: string | null;
  rota: string | null;
  /** Hashes: a key lets anybody who has it raise an alarm. */
  keys: readonly string[];
};

/** `until` is null for somebody who never goes off call. */
export type Shift = Person & { rota: string; level: number; since: Date; until: Date | null };

export type Incident = {
  id: string;
  number: number | null;
  title: string;
  isOpen: boolean;
  urgency: string | null;
  services: readonly { id: string; name: string }[];
  openedAt: Date;
  resolvedAt: Date | null;
  url: string | null;
  /** Where it is talked about: `#inc-1042-checkout-500s`. */
  channel: string | null;
};

/** Everything a source said at one time. Shifts are complete within `window` and silent about the rest. */
export type OnCallReading = {
  window: Window;
  rotas: readonly Rota[];
  services: readonly Service[];
  shifts: readonly Shift[];
  /** Open ones and those of late; the others are kept as they were. */
  incidents: readonly Incident[];
  /** What was left out because it is wrong, with its place; the rest is as good as ever. */
  problems: readonly string[];
};

export type ReadOptions = {
  window: Window;
  /** How far back incidents are asked for. */
  incidentsSince: Date;
  /** Incidents that were open when last read. */
  openBefore: readonly string[];
};

export type PageRequest = {
  service: string;
  title: string;
  details: string | null;
  urgency: 'high' | 'low';
  /** Of the person in whose name it happens. */
  from: string;
  /** The same key is the same incident, however often it is sent. */
  key: string;
};
export type Paged = { id: string; number: number | null; url: string | null };
export type PageVendor = (request: PageRequest) => Promise<Paged>;

/** Where it is known who is on call. Another vendor is one more file that makes one. */
export type OnCallSource = {
  /** In rows and settings: `pagerduty`. */
  id: string;
  /** In sentences: `PagerDuty`. */
  title: string;
  /**
   * Null while nothing has changed since the last call.
   * @throws SourceDown when it does not answer, refuses, or says half of it.
   */
  read: (options: ReadOptions) => Promise<OnCallReading | null>;
  /** Null where it cannot wake anybody. */
  page: PageVendor | null;
};
