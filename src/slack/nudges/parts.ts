import type { WebClient } from '@slack/web-api';
import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import type { Log } from '../../log.ts';
import type { StandardsDesk } from '../../scorecards/desk/desk.ts';
import type { Fixes } from '../../scorecards/fixes/fixes.ts';
import type { Nudging } from '../../scorecards/nudges/run.ts';
import type { Standards } from '../../scorecards/standards.ts';
import type { SearchThings } from '../ask-modal.ts';
import type { Directory, People } from '../directory.ts';
import type { LinkMe } from '../link-me.ts';
import type { Modals } from '../modals.ts';
import type { Outbox } from '../outbox.ts';
import type { Places } from './places.ts';

/** What the app hands over: what may be decided about findings, and the rules. */
export type NudgeParts = {
  desk: StandardsDesk;
  fixes: Fixes;
  standards: Standards;
  index: CatalogIndex;
  /** Whether a planned message may go out now, or only when its recipient is at work again. */
  openingFor: Nudging['openingFor'];
};

/** All that messages about findings, and what people press below them, work with. */
export type NudgeWorld = NudgeParts & {
  db: Db;
  web: WebClient;
  places: Places;
  directory: Directory;
  people: People;
  linkMe: LinkMe;
  modals: Modals;
  outbox: Outbox;
  searchThings: SearchThings;
  pageOf: (ref: string) => string | null;
  /** The channel of the platform lead, who finds owners where nobody was named. */
  leadChannel: string | null;
  check: (message: { text: string; blocks?: unknown }) => readonly unknown[];
  now: () => Date;
  newId: () => string;
  log: Log;
};

export type LabelOf = (ref: string) => string;
