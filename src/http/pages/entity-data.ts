import type { Db } from '#dialect';
import { type CorrectionRow, pendingOf } from '../../catalog/corrections/store.ts';
import { type EntityEvent, historyOf } from '../../catalog/history.ts';
import { type CatalogProblem, problems } from '../../catalog/problems.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type CatalogEntity, entityByRef } from '../../catalog/store.ts';
import { docAddress } from '../../docs/address.ts';
import { siteOfEntity } from '../../docs/store.ts';
import type { Link } from '../../questions/answer.ts';
import { cardLinks } from '../../questions/card.ts';
import { type EntityFacts, gatherFacts } from '../../questions/facts.ts';
import { warningsOf } from '../../questions/warnings.ts';
import { type Origin, originOf } from '../../scaffolder/runs/numbers.ts';
import { EVENTS } from './history.ts';
import { gatherWork, type WorkData } from './work.ts';

/** Everything the page about an entity says, gathered before anything is drawn. */
export type EntityData = {
  view: CatalogView;
  found: CatalogEntity;
  /** The entity as the API answers it. */
  json: string;
  facts: EntityFacts;
  links: readonly Link[];
  warnings: readonly string[];
  problems: readonly CatalogProblem[];
  /** Corrections that wait to be merged, oldest first. */
  pending: readonly CorrectionRow[];
  /** Newest first. */
  history: readonly EntityEvent[];
  /** Null where nothing is known of deployments and changes. */
  work: WorkData | null;
  /** Where its docs begin; null where it has none that the looker may read. */
  docs: { title: string; href: string } | null;
  /** The run of a template that made it; null where none did. */
  origin: Origin | null;
};

/** Null where there is no such entity. */
export async function gatherEntity(
  {
    db,
    queries,
    now,
    mayRead,
  }: {
    db: Db;
    queries: CatalogQueries;
    now: Date;
    /** Whether the looker may read docs that are shown to these alone. */
    mayRead: (readers: readonly string[] | null) => Promise<boolean>;
  },
  view: CatalogView,
  ref: string,
): Promise<EntityData | null> {
  const [found, [json], facts, wrong, pending, history, work, shown] = await Promise.all([
    entityByRef(db, ref),
    queries.texts([ref]),
    gatherFacts(db, view, ref),
    problems(db, { ref }),
    pendingOf(db, ref),
    historyOf(db, ref, { limit: EVENTS }),
    gatherWork({ db, view, now }, ref),
    siteOfEntity(db, ref),
  ]);
  if (!found || !facts || !json) return null;
  const areReadable = shown !== null && (await mayRead(shown.site.readers));
  const origin = found.entity.kind === 'Component' ? await originOf(db, found.location) : null;
  return {
    view,
    found,
    json,
    facts,
    links: cardLinks(facts),
    warnings: warningsOf(view, facts).warnings,
    problems: wrong,
    pending,
    history,
    work,
    docs: areReadable
      ? { title: shown.site.title, href: docAddress(shown.site.ref, shown.path) }
      : null,
    origin,
  };
}
