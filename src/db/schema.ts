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
import type { Entity } from '../catalog/entity.ts';
import type { Committer } from '../catalog/evidence.ts';
import type { Problem } from '../catalog/problem.ts';

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

/** Names nobody knew, counted for the platform lead. */
export const misses = table('misses', {
  text: text().primaryKey(),
  count: whole().notNull(),
  firstAt: timestamp().notNull(),
  lastAt: timestamp().notNull(),
});
