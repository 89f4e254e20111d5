import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { Log } from '../../log.ts';
import type { Candidates } from '../../scaffolder/form/candidates.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { Scaffolder } from '../../scaffolder/scaffolder.ts';
import type { Desk } from '../desk.ts';
import type { Directory } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import type { createReach } from '../reach.ts';
import type { RepositoryPlace } from './fields/repository.ts';

/** What the app hands over: templates, their runs, and what a form has to know of the world. */
export type ScaffoldParts = {
  scaffolder: Scaffolder;
  index: CatalogIndex;
  candidates: Candidates;
  /** Tags of the catalog's entities, the most used first. */
  tags: (kinds: readonly string[]) => Promise<readonly string[]>;
  /** Where repositories are made unless a template says where. */
  places: readonly RepositoryPlace[];
  /** The address of the web form of a template, good once and for this person; null where there are no pages. */
  formLink: (
    template: string,
    person: { slack: string; ref: string | null },
  ) => Promise<string | null>;
  /** How the new service stands on its scorecards, in words; null where nothing is known yet. */
  scoreOf?: (report: RunReport) => Promise<ScoreSummary | null>;
};

export type ScoreSummary = {
  /** "Gold", and of how many. */
  level: string | null;
  checks: readonly { title: string; isPassed: boolean }[];
  url: string | null;
};

/** With what the Slack edge has itself. */
export type ScaffoldWorld = ScaffoldParts & {
  db: Db;
  desk: Pick<Desk, 'mayAnswerIn' | 'decline'>;
  directory: Directory;
  linkMe: LinkMe;
  modals: Modals;
  outbox: Outbox;
  reach: ReturnType<typeof createReach>;
  pageOf: (ref: string) => string | null;
  now: () => Date;
  newId: () => string;
  log: Log;
};

/** Where something was asked for: the run is told there. Null: in direct messages. */
export type AskedIn = { channel: string | null; threadTs: string | null };
