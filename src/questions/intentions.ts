import type { Intention } from './intention.ts';
import { admin } from './intents/admin.ts';
import { apiContract } from './intents/api-contract.ts';
import { apiProviders } from './intents/api-providers.ts';
import { blast } from './intents/blast.ts';
import { catalogCorrect } from './intents/catalog-correct.ts';
import { catalogQuery } from './intents/catalog-query.ts';
import { catalogChanges, entityChanges } from './intents/changes.ts';
import { contactRoute } from './intents/contact-route.ts';
import { outOfScope, unsafe } from './intents/declined.ts';
import { depsCommon, depsPath } from './intents/deps-between.ts';
import { depsDown } from './intents/deps-down.ts';
import { depsUp } from './intents/deps-up.ts';
import { exportList } from './intents/export-list.ts';
import { gone } from './intents/gone.ts';
import { graph } from './intents/graph.ts';
import { help } from './intents/help.ts';
import { missing } from './intents/missing.ts';
import { ownChanges } from './intents/own-changes.ts';
import { ownEither } from './intents/own-either.ts';
import { ownLookup } from './intents/own-lookup.ts';
import { ownPast } from './intents/own-past.ts';
import { ownReverse } from './intents/own-reverse.ts';
import { ownThing } from './intents/own-thing.ts';
import { personWho } from './intents/person-who.ts';
import { catalogProblems } from './intents/problems.ts';
import { isItSo, propertyIntentions } from './intents/properties.ts';
import { requests } from './intents/requests.ts';
import { serviceCard } from './intents/service-card.ts';
import { smalltalk } from './intents/smalltalk.ts';
import { teamCard } from './intents/team-card.ts';

/** Every way of asking. The pattern that explains most of a question wins; of equals, the one further up. */
export const INTENTIONS: readonly Intention[] = [
  smalltalk,
  help,
  unsafe,
  outOfScope,
  ownThing,
  ownPast,
  ownChanges,
  catalogProblems,
  catalogChanges,
  entityChanges,
  gone,
  ownLookup,
  ownEither,
  contactRoute,
  ownReverse,
  teamCard,
  personWho,
  depsUp,
  depsDown,
  depsCommon,
  depsPath,
  blast,
  graph,
  apiContract,
  apiProviders,
  exportList,
  admin,
  catalogCorrect,
  ...propertyIntentions,
  isItSo,
  ...missing,
  ...requests,
  catalogQuery,
  serviceCard,
];
