import {
  flag,
  index,
  json,
  primaryKey,
  table,
  text,
  timestamp,
  uniqueIndex,
  whole,
} from '#dialect';
import type { Field } from '../catalog/corrections/correction.ts';
import type { Asker, CorrectionState, Verdict } from '../catalog/corrections/row.ts';
import type { Entity } from '../catalog/entity.ts';
import type { Committer } from '../catalog/evidence.ts';
import type { Problem } from '../catalog/problem.ts';
import type { ProposalCard, ProposalState } from '../deeds/proposal.ts';
import type { ChangeKind } from '../operations/change-kind.ts';
import type { DeploymentState } from '../operations/deployments.ts';
import type { Incident, Level } from '../operations/on-call-source.ts';
import type { Deed } from '../questions/deed.ts';

// Every table of Callboard, once, in the words of the dialect. `npm run db:generate` writes the migrations of both databases from it.

/** One row an entity, kept as a tombstone (`removedAt`) when it goes, so that indexes can follow by `revision`. */
export const entities = table(
  'entities',
  {
    ref: text().primaryKey(),
    uid: text().notNull(),
    kind: text().notNull(),
    namespace: text().notNull(),
    name: text().notNull(),
    /** The entity as Backstage would show it, without relations. */
    entity: json().$type<Entity>().notNull(),
    /** Hash of the content; unchanged content is not written again. */
    etag: text().notNull(),
    /** The unit that was read: `github:<repository node id>`, `github-org:<login>`, `folder:<path>`. */
    source: text().notNull(),
    /** `url:https://github.com/o/r/blob/main/catalog-info.yaml` or `file:/…`. */
    location: text().notNull(),
    /** Version of the file the content came from: a commit, or null where there is none. */
    commit: text(),
    /** False while the newest document at its location is bad and this is the last good content. */
    isCurrent: flag().notNull(),
    /** Catalog revision of the last change. Monotone over the whole catalog. */
    revision: whole().notNull(),
    createdAt: timestamp().notNull(),
    changedAt: timestamp().notNull(),
    removedAt: timestamp(),
    removedBecause: text(),
  },
  (t) => [
    index('entities_revision').on(t.revision),
    index('entities_source').on(t.source),
    index('entities_uid').on(t.uid),
  ],
);

/** Relations as the entity `source` states them; read from `target`, a row is the inverse relation (`inverseOf`). */
export const relations = table(
  'relations',
  {
    source: text().notNull(),
    type: text().notNull(),
    target: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.type, t.target] }),
    index('relations_target').on(t.target),
  ],
);

/** The past: what an entity was from `at` on, until the next version or its row in `entities`; null while it was removed. */
export const entityVersions = table(
  'entity_versions',
  {
    ref: text().notNull(),
    revision: whole().notNull(),
    at: timestamp().notNull(),
    entity: json().$type<Entity>(),
    location: text().notNull(),
    commit: text(),
    /** Why it was not there; null for a version with content. */
    removedBecause: text(),
  },
  (t) => [primaryKey({ columns: [t.ref, t.revision] }), index('entity_versions_at').on(t.at)],
);

/** What each place says: one row a document, good or bad, winner or loser of its ref. */
export const documents = table(
  'documents',
  {
    location: text().notNull(),
    position: whole().notNull(),
    source: text().notNull(),
    ref: text(),
    owner: text(),
    isValid: flag().notNull(),
    /** The location whose document is used instead: it defined the same ref first, or describes the same team or person. */
    conflictsWith: text(),
    /** Content of a valid document that is not used, to take over when the one it conflicts with goes. */
    entity: json().$type<Entity>(),
    /** No file states it; it yields to a descriptor of the same ref or the same `joins`. */
    isDerived: flag().notNull(),
    /** The platform's own name of a team or person: `github.com/team-slug=payments`. */
    joins: text(),
    problems: json().$type<Problem[]>().notNull(),
    commit: text(),
    readAt: timestamp().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.location, t.position] }),
    index('documents_ref').on(t.ref),
    index('documents_joins').on(t.joins),
    index('documents_source').on(t.source),
  ],
);

/**
 * One row a change of the catalog. A plan is made from one revision and inserts the next: of two replicas that plan from the same
 * one, the second finds it taken and plans again.
 */
export const catalogRevisions = table('catalog_revisions', {
  revision: whole().primaryKey(),
  at: timestamp().notNull(),
});

export const aliases = table(
  'aliases',
  {
    alias: text().notNull(),
    ref: text().notNull(),
    /** Who said so: `annotation`, `rename`, or the ref of a person. */
    origin: text().notNull(),
    createdAt: timestamp().notNull(),
  },
  (t) => [primaryKey({ columns: [t.alias, t.ref] }), index('aliases_ref').on(t.ref)],
);

/** Locations somebody registered through the API; what discovery finds by itself has no row. */
export const locations = table(
  'locations',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    target: text().notNull(),
    /** Name of the token that registered it; null for a caller of this machine. */
    registeredBy: text(),
    createdAt: timestamp().notNull(),
    /** When its target was last read, and why that failed, in words; both null before the first time. */
    readAt: timestamp(),
    readError: text(),
  },
  (t) => [uniqueIndex('locations_target').on(t.type, t.target)],
);

/** Repositories by GitHub node id; a rename or transfer changes a row, never makes one. */
export const repositories = table(
  'repositories',
  {
    id: text().primaryKey(),
    /** `owner/name`. */
    slug: text().notNull(),
    url: text().notNull(),
    visibility: text().$type<'public' | 'internal' | 'private'>().notNull(),
    isArchived: flag().notNull(),
    defaultBranch: text(),
    /** Head commit of the default branch; null in an empty repository. */
    head: text(),
    /** Head commit that trees and blobs were read at; differs from `head` while a re-read is due. */
    readHead: text(),
    language: text(),
    license: text(),
    description: text(),
    topics: json().$type<string[]>().notNull(),
    /** Paths worth knowing of the tree at `readHead`, with blob ids. */
    files: json().$type<Record<string, string>>().notNull(),
    codeowners: text(),
    codeownersPath: text(),
    /** Slugs of teams with admin rights, without those that administer most of the organisation; null before GitHub was asked. */
    adminTeams: json().$type<string[]>(),
    /** Authors of the latest commits on the default branch, most commits first; null before GitHub was asked. */
    committers: json().$type<Committer[]>(),
    /** When it was made at GitHub; null for what was read before that was asked. */
    createdAt: timestamp(),
    pushedAt: timestamp(),
    updatedAt: timestamp(),
    seenAt: timestamp().notNull(),
    /** Set when a sweep did not list it; removed only after confirmation. */
    missingSince: timestamp(),
    /** Why the last read failed, in words; null when it was read. */
    readError: text(),
  },
  (t) => [index('repositories_slug').on(t.slug)],
);

/** Text of files by git object id: content-addressed, shared between repositories, never fetched twice. */
export const blobs = table('blobs', {
  oid: text().primaryKey(),
  text: text().notNull(),
  bytes: whole().notNull(),
  isTruncated: flag().notNull(),
});

/** Small facts about the process: `catalog.revision`, `github.sweep`, `github.delta`, … */
export const state = table('state', {
  key: text().primaryKey(),
  value: json().$type<unknown>().notNull(),
  at: timestamp().notNull(),
});

export const leases = table('leases', {
  name: text().primaryKey(),
  holder: text().notNull(),
  until: timestamp().notNull(),
});

/** Webhooks as GitHub delivered them: a row before the 202. */
export const webhookInbox = table(
  'webhook_inbox',
  {
    id: text().primaryKey(),
    event: text().notNull(),
    payload: json().$type<unknown>().notNull(),
    receivedAt: timestamp().notNull(),
    attempts: whole().notNull(),
    dueAt: timestamp().notNull(),
    doneAt: timestamp(),
    error: text(),
  },
  (t) => [index('webhook_inbox_due').on(t.doneAt, t.dueAt)],
);

/** Slack deliveries already taken, by event id: a retry of Slack finds its row and is ignored. */
export const slackEvents = table('slack_events', {
  id: text().primaryKey(),
  at: timestamp().notNull(),
});

/** Messages to Slack: a row before the call, and what became of it. */
export const outbox = table(
  'outbox',
  {
    id: text().primaryKey(),
    /** One message per key, however often it is asked for. */
    dedupeKey: text().notNull().unique(),
    channel: text().notNull(),
    message: json().$type<Record<string, unknown>>().notNull(),
    createdAt: timestamp().notNull(),
    dueAt: timestamp().notNull(),
    attempts: whole().notNull(),
    sentAt: timestamp(),
    /** Slack's `ts` of the posted message. */
    ts: text(),
    failedAt: timestamp(),
    error: text(),
  },
  (t) => [index('outbox_due').on(t.sentAt, t.failedAt, t.dueAt)],
);

/** Which Slack person is which User entity, and how that is known. */
export const people = table('people', {
  slackId: text().primaryKey(),
  ref: text().notNull(),
  /** `email`, `annotation` or `self`. */
  via: text().$type<'email' | 'annotation' | 'self'>().notNull(),
  at: timestamp().notNull(),
});

/** What a thread is about, for follow-ups; forgotten after a while. */
export const threads = table('threads', {
  id: text().primaryKey(),
  context: json().$type<unknown>().notNull(),
  at: timestamp().notNull(),
});

/** Names nobody knew, counted for the platform lead, and what became of each. */
export const misses = table('misses', {
  text: text().primaryKey(),
  /** The last question with it as it was typed, without what `missText` leaves out; null where that was long. */
  example: text(),
  count: whole().notNull(),
  firstAt: timestamp().notNull(),
  lastAt: timestamp().notNull(),
  state: text().$type<'open' | 'alias' | 'ignored'>().notNull().default('open'),
  /** What it means, where somebody said so. */
  ref: text(),
  /** Who said so or put it aside, by the name people know. */
  settledBy: text(),
  settledAt: timestamp(),
});

/** By how many people a miss was asked, and where: a hash of text and person together, so that no two rows tell of one person. */
export const missAskers = table(
  'miss_askers',
  {
    text: text().notNull(),
    person: text().notNull(),
    /** `channel`, `direct`, `command`, `api` or `terminal`. */
    place: text().notNull(),
    at: timestamp().notNull(),
  },
  (t) => [primaryKey({ columns: [t.text, t.person, t.place] })],
);

/** What the platform lead was told of names nobody knew: one message a week, updated while what it names is settled. */
export const missReports = table('miss_reports', {
  /** `2026-W25`. */
  week: text().primaryKey(),
  channel: text().notNull(),
  /** The misses in it, in their order. */
  texts: json().$type<string[]>().notNull(),
  /** Slack's `ts` of the message, as soon as that is known. */
  ts: text(),
  /** Hash of what the message shows. */
  shown: text(),
  at: timestamp().notNull(),
});

/** Incident channels with a card of ours: what it is about and what it shows. One row a channel, so one card. */
export const incidentRooms = table('incident_rooms', {
  channel: text().primaryKey(),
  name: text().notNull(),
  /** What the incident is about. */
  services: json().$type<string[]>().notNull(),
  /** What was named since. */
  named: json().$type<string[]>().notNull(),
  /** What it may be about; somebody in the channel says. */
  options: json().$type<string[]>().notNull(),
  /** Messages looked at so far: only the first ones tell what the incident is about. */
  heard: whole().notNull(),
  /** Slack's `ts` of the card; null until it is posted. */
  ts: text(),
  /** Hash of what the card shows. */
  shown: text(),
  shownAt: timestamp(),
  openedAt: timestamp().notNull(),
  endedAt: timestamp(),
  endedBecause: text(),
});

/** What a person may have done by pressing a button: a row before the card is sent, claimed once by whoever presses. */
export const proposals = table('proposals', {
  id: text().primaryKey(),
  deed: json().$type<Deed>().notNull(),
  /** What stands on the card above the buttons, to draw it anew with what became of it. */
  card: json().$type<ProposalCard>().notNull(),
  /** The User entity that asked, where it is known, and its id in Slack. */
  askedBy: text(),
  askedBySlack: text(),
  channel: text(),
  threadTs: text(),
  state: text().$type<ProposalState>().notNull(),
  pressedBy: text(),
  pressedBySlack: text(),
  pressedAt: timestamp(),
  /** What happened, in a sentence. */
  outcome: text(),
  attempts: whole().notNull(),
  createdAt: timestamp().notNull(),
  expiresAt: timestamp().notNull(),
});

/** Who did what to what, when, and how it ended. Rows are added and never changed. */
export const audit = table(
  'audit',
  {
    id: text().primaryKey(),
    at: timestamp().notNull(),
    /** Ref of a person, or the name of a token. */
    who: text().notNull(),
    what: text().notNull(),
    /** A ref, or `*` for everything. */
    target: text().notNull(),
    outcome: text().$type<'done' | 'failed' | 'refused'>().notNull(),
    /** The same in a sentence. */
    detail: text().notNull(),
    proposal: text(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_target').on(t.target)],
);

/** Where nobody may deploy: one row a ref, or `*` for the whole organisation. It ends by itself at `until`. */
export const locks = table('locks', {
  ref: text().primaryKey(),
  by: text().notNull(),
  since: timestamp().notNull(),
  until: timestamp(),
  reason: text(),
});

/** Questions that are asked again on a schedule, and where the answer goes. */
export const repeats = table('repeats', {
  id: text().primaryKey(),
  question: text().notNull(),
  /** `#eng-leads`, Slack's id of a channel, or the ref of a person. */
  channel: text().notNull(),
  /** As "0 9 * * 1". */
  cron: text().notNull(),
  zone: text().notNull(),
  /** The User entity whose question it is. */
  by: text().notNull(),
  createdAt: timestamp().notNull(),
  nextAt: timestamp().notNull(),
  lastAt: timestamp(),
  /** Why the last turn was not posted; null when it was. */
  lastError: text(),
  endedAt: timestamp(),
  endedBy: text(),
});

/** Corrections of descriptors that people proposed: a row before the pull request, and what became of it. */
export const corrections = table(
  'corrections',
  {
    /** Hash of what is proposed; the branch is named after it, so that one proposal is one pull request. */
    id: text().primaryKey(),
    /** The same for each turn of one proposal: what was closed may be proposed again. */
    proposal: text().notNull(),
    ref: text().notNull(),
    field: text().$type<Field>().notNull(),
    /** Empty where something is taken out. */
    value: text().notNull(),
    was: text(),
    reason: text().notNull(),
    asker: json().$type<Asker>().notNull(),
    /** The owner when it was asked: who is told. */
    owner: text(),
    state: text().$type<CorrectionState>().notNull(),
    /** `owner/name`, and the file in it. */
    repository: text().notNull(),
    path: text().notNull(),
    branch: text().notNull(),
    number: whole(),
    url: text(),
    /** Why it could not be done, or why it waits, in words. */
    problem: text(),
    nextStep: text(),
    /** Who merged or closed it, by login. */
    settledBy: text(),
    /** What whoever closed it said about it. */
    settledWhy: text(),
    /** What somebody of the owner said to it in Slack, and whether the pull request says so too. */
    verdict: json().$type<Verdict>(),
    isVerdictSaid: flag(),
    askedAt: timestamp().notNull(),
    openedAt: timestamp(),
    settledAt: timestamp(),
    attempts: whole().notNull(),
    /** When it is to be looked at next. */
    dueAt: timestamp().notNull(),
    /** The state that people were told last. */
    told: text(),
  },
  (t) => [
    index('corrections_ref').on(t.ref, t.state),
    index('corrections_due').on(t.state, t.dueAt),
    index('corrections_proposal').on(t.proposal),
  ],
);

/** Where a correction was asked for, or marked: a message of ours, or the thread that hears of it. */
export const correctionPlaces = table(
  'correction_places',
  {
    correction: text().notNull(),
    channel: text().notNull(),
    /** The message that is marked, or the one below which is told; empty for a conversation of its own. */
    ts: text().notNull(),
    threadTs: text(),
    /** Slack's id of who asked there. */
    person: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.correction, t.channel, t.ts] })],
);

/** Pull requests of the last months, by GitHub node id. */
export const pullRequests = table(
  'pull_requests',
  {
    id: text().primaryKey(),
    /** Node id, as in `repositories`. */
    repository: text().notNull(),
    number: whole().notNull(),
    title: text().notNull(),
    url: text().notNull(),
    /** GitHub login; null for somebody who is gone. */
    author: text(),
    state: text().$type<'open' | 'merged' | 'closed'>().notNull(),
    base: text().notNull(),
    head: text(),
    mergeCommit: text(),
    labels: json().$type<string[]>().notNull(),
    /** Paths it touches; with `hasMoreFiles` only the first. */
    files: json().$type<string[]>().notNull(),
    hasMoreFiles: flag().notNull(),
    kind: text().$type<ChangeKind>().notNull(),
    createdAt: timestamp().notNull(),
    updatedAt: timestamp().notNull(),
    mergedAt: timestamp(),
  },
  (t) => [
    index('pull_requests_number').on(t.number, t.repository),
    index('pull_requests_merged').on(t.repository, t.mergedAt),
  ],
);

/** Commits on default branches, as far back as they were read. */
export const commits = table(
  'commits',
  {
    repository: text().notNull(),
    oid: text().notNull(),
    headline: text().notNull(),
    /** GitHub login, else the name in the commit. */
    author: text(),
    parents: json().$type<string[]>().notNull(),
    at: timestamp().notNull(),
  },
  (t) => [primaryKey({ columns: [t.repository, t.oid] })],
);

/** Tags and the commits they name; `releasedAt` where there is a release of that name. */
export const tags = table(
  'tags',
  {
    repository: text().notNull(),
    name: text().notNull(),
    oid: text().notNull(),
    releasedAt: timestamp(),
    releasedBy: text(),
    url: text(),
  },
  (t) => [primaryKey({ columns: [t.repository, t.name] })],
);

/** What was deployed where: GitHub's deployments, and what pipelines report through the API. */
export const deployments = table(
  'deployments',
  {
    /** `github:<node id>`, or `api:<id>` as it was reported. */
    id: text().primaryKey(),
    /** Node id of the repository, or the entity that was reported; one of both. */
    repository: text(),
    ref: text(),
    environment: text().notNull(),
    state: text().$type<DeploymentState>().notNull(),
    oid: text(),
    /** The tag or branch it was made from. */
    gitRef: text(),
    /** As it was reported; null where tags say it. */
    version: text(),
    by: text(),
    url: text(),
    /** `GitHub`, or the name of the token that reported it. */
    source: text().notNull(),
    createdAt: timestamp().notNull(),
    /** When its state was last changed. */
    changedAt: timestamp().notNull(),
    readAt: timestamp().notNull(),
  },
  (t) => [
    index('deployments_repository').on(t.repository, t.createdAt),
    index('deployments_ref').on(t.ref, t.createdAt),
    index('deployments_created').on(t.createdAt),
  ],
);

/** How far the changes and deployments of a repository were read, and what could not be. */
export const repositoryWork = table('repository_work', {
  repository: text().primaryKey(),
  readAt: timestamp(),
  /** Its last push when it was read. */
  pushedAt: timestamp(),
  /** From here on every merge, and every deployment, is known. */
  mergesSince: timestamp(),
  deploymentsSince: timestamp(),
  lastDeploymentAt: timestamp(),
  isUnderWay: flag().notNull(),
  /** What GitHub refuses to show: `deployments`, `pulls`, … */
  refused: json().$type<string[]>().notNull(),
  refusedAt: timestamp(),
  error: text(),
  attempts: whole().notNull(),
  triedAt: timestamp(),
  /** A webhook said that something happened. */
  hintedAt: timestamp(),
});
/** What wakes people, by source: an escalation policy of a vendor, a rota of a file. Replaced whole whenever its source was read. */
export const onCallRotas = table(
  'on_call_rotas',
  {
    source: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    url: text(),
    /** Refs it says it is for. */
    covers: json().$type<string[]>().notNull(),
    levels: json().$type<Level[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] })],
);

/** What alerts come from; entities are linked to it by its id or a key. */
export const onCallServices = table(
  'on_call_services',
  {
    source: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    url: text(),
    rota: text(),
    /** Hashes of its integration keys. */
    keys: json().$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] })],
);

/** Who is on call when. */
export const onCallShifts = table(
  'on_call_shifts',
  {
    id: text().primaryKey(),
    source: text().notNull(),
    rota: text().notNull(),
    level: whole().notNull(),
    name: text().notNull(),
    email: text(),
    ref: text(),
    since: timestamp().notNull(),
    /** Null for somebody who never goes off call. */
    until: timestamp(),
  },
  (t) => [index('on_call_shifts_rota').on(t.source, t.rota, t.since)],
);

export const incidents = table(
  'incidents',
  {
    source: text().notNull(),
    id: text().notNull(),
    number: whole(),
    title: text().notNull(),
    isOpen: flag().notNull(),
    urgency: text(),
    services: json().$type<Incident['services'][number][]>().notNull(),
    openedAt: timestamp().notNull(),
    resolvedAt: timestamp(),
    url: text(),
    channel: text(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.id] }),
    index('incidents_opened').on(t.openedAt),
    index('incidents_open').on(t.isOpen),
  ],
);

/** Links that a line was added to, so that the same one is not explained again to people who just read it. */
export const unfurls = table(
  'unfurls',
  {
    channel: text().notNull(),
    /** What the link is about. */
    key: text().notNull(),
    at: timestamp().notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.key] })],
);

/** How often each thing was asked about on a day (UTC), by whomever. */
export const askedAbout = table(
  'asked_about',
  {
    day: text().notNull(),
    ref: text().notNull(),
    count: whole().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.ref] })],
);
