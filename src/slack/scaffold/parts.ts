import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { Log } from '../../log.ts';
import type { Candidates } from '../../scaffolder/form/candidates.ts';
import type { RepositoryPlace } from '../../scaffolder/form/repository-place.ts';
import type { Scaffolder } from '../../scaffolder/scaffolder.ts';
import type { ScorecardsOfRuns } from '../../scorecards/projected.ts';
import type { Desk } from '../desk.ts';
import type { Directory } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import type { createReach } from '../reach.ts';

/** What the app hands over: templates, their runs, and what a form has to know of the world. */
export type ScaffoldParts = {
  scaffolder: Scaffolder;
  index: CatalogIndex;
  candidates: Candidates;
  /** Tags of the catalog's entities, the most used first. */
  tags: (kinds: readonly string[]) => Promise<readonly string[]>;
  /** Where repositories are made unless a template says where. */
  places: readonly RepositoryPlace[];
  /** The address where one person goes on with a form in the browser, good once; null where the pages have no address. */
  formLink: (asked: {
    template: string;
    by: string | null;
    slackPerson: string;
    draft: string | null;
  }) => Promise<string | null>;
  /** What a new repository will have on the scorecards. */
  scorecards?: ScorecardsOfRuns;
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
