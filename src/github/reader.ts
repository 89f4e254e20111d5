import type { Db } from '#dialect';
import type { ForeignKinds } from '../catalog/foreign-kinds.ts';
import type { SourceSnapshot } from '../catalog/snapshot.ts';
import type { Log } from '../log.ts';
import type { Sizes } from './adaptive.ts';
import type { GitHubClient } from './client.ts';

/** What every part of the reading needs; made anew for each run. */
export type Reader = {
  client: GitHubClient;
  sizes: Sizes;
  db: Db;
  log: Log;
  now: () => Date;
  organization: string;
  /** Kinds that are kept although they are not Backstage's. */
  kinds: ForeignKinds;
  apply: Apply;
  progress: (event: Progress) => void;
};

/** Hands snapshots to the catalog; a source in `removed` is gone. */
export type Apply = (change: {
  snapshots: readonly SourceSnapshot[];
  removed: readonly string[];
}) => Promise<Applied>;
/** How many entities a hand-over changed, and how many documents it found that cannot be used. */
export type Applied = { created: number; changed: number; removed: number; badDocuments: number };

export type Phase = 'organisation' | 'listing' | 'trees' | 'blobs' | 'catalog';
/** `total` is 0 while it is not known. */
export type Progress = { phase: Phase; done: number; total: number };
