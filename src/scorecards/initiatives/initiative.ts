import type { Filter } from '../filter.ts';

/** A set of checks, whom they are about, and a day: "Node 22 by 30 June". Written as YAML beside the scorecards. */
export type Initiative = {
  /** `node-22`. */
  name: string;
  title: string;
  why: string | null;
  /** Ref of who drives it. */
  owner: string | null;
  /** Each by its scorecard and id. */
  checks: readonly { scorecard: string; check: string }[];
  filter: Filter;
  /** Announced from here on. */
  since: Date | null;
  /** The last moment of the day it is due, in the zone of the installation. */
  due: Date;
  /** When it is over: its checks go on as standing rules, or what is left is let go. */
  after: 'keep' | 'close';
};

/** What became of it in time; the rest is in the file. */
export type InitiativeState = {
  name: string;
  firstSeenAt: Date;
  /** Null while it runs. */
  endedAt: Date | null;
  endedAs: 'standing' | 'closed' | null;
  endedBy: string | null;
};

/** How far it was at the end of a day. */
export type InitiativeDay = {
  name: string;
  day: string;
  owner: string;
  done: number;
  exempt: number;
  unknown: number;
  total: number;
};
