import type { Fact, Seen } from '../fact.ts';
import type { RepositoryHealth } from './health.ts';

/** A repository as its host tells of it. */
export type HostedRepository = {
  /** `owner/name`. */
  slug: string;
  url: string;
  defaultBranch: string | null;
  pushedAt: Date | null;
  /** When it was listed last. */
  seenAt: Date;
  /** The last good value of each part that was ever read. */
  health: Partial<RepositoryHealth>;
  /** When each part was read, as ISO 8601. */
  partsReadAt: Readonly<Record<string, string>>;
  /** Parts that the host refuses to show, each with the reason. */
  refused: Readonly<Record<string, string>>;
  /** Why the last read failed as a whole. */
  error: string | null;
};

/** The docs that an entity shows, as they were read. */
export type DocsAround = {
  pages: number;
  brokenLinks: number;
  /** When the newest of its pages, and of its runbooks, was changed; null before the history of one of them was read. */
  changedAt: Date | null;
  runbooks: number;
  runbookChangedAt: Date | null;
  runbookUrl: string | null;
  url: string | null;
  readAt: Date;
};

/** Deployments to production. */
export type DeployedAround =
  | { kind: 'read'; last: { at: Date; url: string | null; source: string } | null; readAt: Date }
  | { kind: 'unread'; reason: string };

/** Who wakes somebody for it. */
export type OnCallAround =
  | { kind: 'none'; reason: string }
  | { kind: 'covered'; levels: number; seen: Seen; staleBecause: string | null };

/** What is known beside descriptor and files; null where nobody looked. */
export type Around = {
  repository: HostedRepository | null;
  docs: DocsAround | null;
  deployed: DeployedAround | null;
  onCall: OnCallAround | null;
  /** What other tools posted, by the name of the fact. */
  posted: ReadonlyMap<string, Fact>;
};

export const NOTHING_AROUND: Around = {
  repository: null,
  docs: null,
  deployed: null,
  onCall: null,
  posted: new Map(),
};
