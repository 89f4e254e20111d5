import type { Db } from '#dialect';
import { type EntityEvent, historyOf } from '../../catalog/history.ts';
import { type CatalogProblem, problems } from '../../catalog/problems.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type CatalogEntity, entityByRef } from '../../catalog/store.ts';
import type { Link } from '../../questions/answer.ts';
import { cardLinks } from '../../questions/card.ts';
import { type EntityFacts, gatherFacts } from '../../questions/facts.ts';
import { warningsOf } from '../../questions/warnings.ts';
import { EVENTS } from './history.ts';

/** Everything the page about an entity says, gathered before anything is drawn. */
export type EntityData = {
  view: CatalogView;
  found: CatalogEntity;
  facts: EntityFacts;
  links: readonly Link[];
  warnings: readonly string[];
  problems: readonly CatalogProblem[];
  /** Newest first. */
  history: readonly EntityEvent[];
};

/** Null where there is no such entity. */
export async function gatherEntity(
  db: Db,
  view: CatalogView,
  ref: string,
): Promise<EntityData | null> {
  const [found, facts, wrong, history] = await Promise.all([
    entityByRef(db, ref),
    gatherFacts(db, view, ref),
    problems(db, { ref }),
    historyOf(db, ref, { limit: EVENTS }),
  ]);
  if (!found || !facts) return null;
  return {
    view,
    found,
    facts,
    links: cardLinks(facts),
    warnings: warningsOf(view, facts).warnings,
    problems: wrong,
    history,
  };
}
