import type { Intention } from './intention.ts';
import { admin } from './intents/admin.ts';
import { apiContract } from './intents/api-contract.ts';
import { apiField } from './intents/api-field.ts';
import { apiFields } from './intents/api-fields.ts';
import { apiOperation, apiOperations } from './intents/api-operations.ts';
import { apiProviders } from './intents/api-providers.ts';
import { blast } from './intents/blast.ts';
import { blastTell } from './intents/blast-tell.ts';
import { campaignStatus } from './intents/campaign-status.ts';
import { catalogCorrect } from './intents/catalog-correct.ts';
import { catalogQuery, restOfQueries } from './intents/catalog-query.ts';
import { catalogChanges, entityChanges } from './intents/changes.ts';
import { changesEverywhere, changesRecent } from './intents/changes-recent.ts';
import { compareCounts, compareThings } from './intents/compare.ts';
import { contactAwake } from './intents/contact-awake.ts';
import { contactRoute } from './intents/contact-route.ts';
import { outOfScope, unsafe } from './intents/declined.ts';
import { deedsDone, myDeeds } from './intents/deeds-done.ts';
import { deployCommit, deployMine, deployPull } from './intents/deploy-arrival.ts';
import { deployDiff, deployDiffBare } from './intents/deploy-diff.ts';
import { deployStatus } from './intents/deploy-status.ts';
import { deployEnvironment, deployVersion, deployWhere } from './intents/deploy-version.ts';
import { depsCommon, depsPath } from './intents/deps-between.ts';
import { depsCycle } from './intents/deps-cycle.ts';
import { depsDown } from './intents/deps-down.ts';
import { depsUp } from './intents/deps-up.ts';
import { digestOfTeam, digestRequest, ownDigest } from './intents/digest.ts';
import { docsFresh } from './intents/docs-fresh.ts';
import { docsHealth, docsToMend } from './intents/docs-health.ts';
import { docsFacts, docsHowto } from './intents/docs-howto.ts';
import { docsMore, docsQuote, docsWhere } from './intents/docs-more.ts';
import { docsRecord } from './intents/docs-records.ts';
import { docsRecords } from './intents/docs-records-list.ts';
import { docsSite } from './intents/docs-site.ts';
import { docsSteps } from './intents/docs-steps.ts';
import { exemptionById, exemptionList, exemptionRequest } from './intents/exemptions.ts';
import { exportList } from './intents/export-list.ts';
import { lockRequest, unlockRequest } from './intents/freeze.ts';
import { gone } from './intents/gone.ts';
import { graph } from './intents/graph.ts';
import { help } from './intents/help.ts';
import { incidentCard } from './intents/incident-card.ts';
import { incidentStatus } from './intents/incident-status.ts';
import { lockStatus } from './intents/lock-status.ts';
import { missing } from './intents/missing.ts';
import { nickname } from './intents/nickname.ts';
import { nudgeSettings, nudgeWhy } from './intents/nudge-settings.ts';
import { nudgeSnooze } from './intents/nudge-snooze.ts';
import { onCallNext, onCallThen } from './intents/on-call-next.ts';
import { onCallBare, onCallNow } from './intents/on-call-now.ts';
import { onCallPerson, onCallSwap } from './intents/on-call-person.ts';
import { ownChanges } from './intents/own-changes.ts';
import { ownEither, ownOurs } from './intents/own-either.ts';
import { ownLookup } from './intents/own-lookup.ts';
import { ownPast } from './intents/own-past.ts';
import { ownReverse } from './intents/own-reverse.ts';
import { ownThing } from './intents/own-thing.ts';
import { pageRequest } from './intents/page-request.ts';
import { personMember } from './intents/person-member.ts';
import { personWho } from './intents/person-who.ts';
import { catalogProblems } from './intents/problems.ts';
import { isItSo, propertyIntentions } from './intents/properties.ts';
import { pullReview } from './intents/pull-review.ts';
import { repeatEnd, repeatList, repeatRequest } from './intents/repeat.ts';
import { requests } from './intents/requests.ts';
import {
  scaffoldAdoption,
  scaffoldFailures,
  scaffoldMadeFrom,
} from './intents/scaffold-numbers.ts';
import { scaffoldStart } from './intents/scaffold-start.ts';
import { scaffoldRuns, scaffoldStatus } from './intents/scaffold-status.ts';
import { scaffoldTemplates } from './intents/scaffold-templates.ts';
import { scoreFix, scorePath } from './intents/score-fix.ts';
import { scoreList } from './intents/score-list.ts';
import { scoreShow } from './intents/score-show.ts';
import { scoreTrend } from './intents/score-trend.ts';
import { scoreWhatIf } from './intents/score-what-if.ts';
import { scoreWhy } from './intents/score-why.ts';
import { secrets } from './intents/secrets.ts';
import { serviceCard } from './intents/service-card.ts';
import { smalltalk } from './intents/smalltalk.ts';
import { sources } from './intents/sources.ts';
import { teamCard } from './intents/team-card.ts';
import { unknownNamesAsked } from './intents/unknown-names.ts';

/** Every way of asking. The pattern that explains most of a question wins; of equals, the one further up. */
export const INTENTIONS: readonly Intention[] = [
  smalltalk,
  help,
  sources,
  unsafe,
  secrets,
  outOfScope,
  pullReview,
  ownThing,
  ownPast,
  ownChanges,
  catalogProblems,
  catalogChanges,
  entityChanges,
  gone,
  ownLookup,
  ownEither,
  ownOurs,
  incidentStatus,
  incidentCard,
  onCallThen,
  onCallNext,
  onCallPerson,
  onCallSwap,
  onCallNow,
  onCallBare,
  contactAwake,
  contactRoute,
  ownReverse,
  teamCard,
  personWho,
  personMember,
  depsUp,
  depsDown,
  depsCommon,
  depsPath,
  depsCycle,
  compareThings,
  compareCounts,
  blast,
  blastTell,
  graph,
  apiContract,
  apiField,
  apiFields,
  apiOperations,
  apiOperation,
  apiProviders,
  exportList,
  admin,
  unknownNamesAsked,
  nickname,
  catalogCorrect,
  docsSite,
  ...propertyIntentions,
  isItSo,
  deedsDone,
  myDeeds,
  pageRequest,
  lockStatus,
  lockRequest,
  unlockRequest,
  deployPull,
  deployMine,
  deployCommit,
  deployWhere,
  deployEnvironment,
  deployVersion,
  deployDiff,
  deployDiffBare,
  deployStatus,
  changesRecent,
  changesEverywhere,
  docsHealth,
  docsToMend,
  docsMore,
  docsWhere,
  docsQuote,
  docsFresh,
  docsRecords,
  docsRecord,
  docsSteps,
  docsHowto,
  scoreShow,
  scoreWhy,
  scorePath,
  scoreFix,
  scoreList,
  scoreWhatIf,
  scoreTrend,
  exemptionById,
  exemptionList,
  exemptionRequest,
  campaignStatus,
  nudgeWhy,
  nudgeSettings,
  nudgeSnooze,
  ...missing,
  digestRequest,
  digestOfTeam,
  ownDigest,
  repeatRequest,
  repeatList,
  repeatEnd,
  scaffoldAdoption,
  scaffoldFailures,
  scaffoldMadeFrom,
  scaffoldStatus,
  scaffoldRuns,
  scaffoldTemplates,
  scaffoldStart,
  ...requests,
  catalogQuery,
  serviceCard,
  restOfQueries,
  docsFacts,
];
