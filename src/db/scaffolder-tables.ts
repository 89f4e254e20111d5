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
import type { Thing } from '../scaffolder/actions/action.ts';
import type { Values } from '../scaffolder/form/form.ts';
import type { Json, JsonObject } from '../scaffolder/json.ts';
import type { RunReport, RunState, StepState } from '../scaffolder/runs/run.ts';
import type { RunEvent } from '../scaffolder/scaffolder.ts';
import type { Template } from '../scaffolder/template.ts';

/** Runs of templates: a row before the first step, and what became of it. */
export const runs = table(
  'runs',
  {
    id: text().primaryKey(),
    /** Asking twice with one key is one run. */
    key: text().notNull(),
    templateRef: text().notNull(),
    /** As it was when the run was asked for: a template that changes meanwhile changes no run. */
    template: json().$type<Template>().notNull(),
    values: json().$type<Values>().notNull(),
    /** Sealed (`runs/seal.ts`); empty when a run that had some has ended. */
    secrets: text(),
    by: text(),
    name: text(),
    owner: text(),
    state: text().$type<RunState>().notNull(),
    approval: json().$type<RunReport['approval']>(),
    links: json().$type<RunReport['links']>().notNull(),
    texts: json().$type<RunReport['texts']>().notNull(),
    output: json().$type<JsonObject>().notNull(),
    error: json().$type<RunReport['error']>(),
    /** Raised by whoever takes it; a worker that lost it writes nothing more. */
    turn: whole().notNull(),
    /** Until then the worker of `turn` has it. */
    heldUntil: timestamp(),
    isCancelled: flag().notNull(),
    createdAt: timestamp().notNull(),
    startedAt: timestamp(),
    endedAt: timestamp(),
  },
  (t) => [
    uniqueIndex('runs_key').on(t.key),
    index('runs_state').on(t.state, t.heldUntil),
    index('runs_template').on(t.templateRef, t.createdAt),
  ],
);

/** One row a step of a run, in order of `position`. */
export const runSteps = table(
  'run_steps',
  {
    run: text().notNull(),
    position: whole().notNull(),
    step: text().notNull(),
    name: text().notNull(),
    action: text().notNull(),
    state: text().$type<StepState>().notNull(),
    /** What its action was given, rendered and without secrets. */
    input: json().$type<JsonObject>(),
    output: json().$type<JsonObject>(),
    reason: text(),
    /** What its parts have done for good, by key: `ActionContext.once`. */
    kept: json().$type<Record<string, Json>>().notNull(),
    startedAt: timestamp(),
    endedAt: timestamp(),
  },
  (t) => [primaryKey({ columns: [t.run, t.position] })],
);

/** The log of a run; `id` counts from 1 within it. */
export const runEvents = table(
  'run_events',
  {
    run: text().notNull(),
    id: whole().notNull(),
    at: timestamp().notNull(),
    type: text().$type<RunEvent['type']>().notNull(),
    step: text(),
    message: text().notNull(),
    body: json().$type<Json>(),
  },
  (t) => [primaryKey({ columns: [t.run, t.id] })],
);

/** The files of a run as they were after its last step: a packed text, gone when they are not needed any more. */
export const runFiles = table('run_files', {
  run: text().primaryKey(),
  packed: text().notNull(),
});

/** What a run made outside, noted before it was made. */
export const runThings = table(
  'run_things',
  {
    run: text().notNull(),
    kind: text().$type<Thing['kind']>().notNull(),
    name: text().notNull(),
    url: text(),
    at: timestamp().notNull(),
    /** The how-manieth of its run. */
    position: whole(),
    removedAt: timestamp(),
    /** Why clean-up could not remove it. */
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.run, t.kind, t.name] })],
);

/** A form somebody is filling in: what Slack's modals and the web form remember between pages. Never secrets. */
export const drafts = table('drafts', {
  id: text().primaryKey(),
  template: text().notNull(),
  /** Ref of who fills it in; null for somebody the catalog does not know. */
  by: text(),
  /** Slack's id of the same; null on the web. */
  person: text(),
  page: whole().notNull(),
  values: json().$type<Values>().notNull(),
  /** Where it was asked for: the run is told there. */
  channel: text(),
  threadTs: text(),
  createdAt: timestamp().notNull(),
  /** The run it became. */
  run: text(),
});

/** The message in Slack that shows a run, and the thread of its steps below it. */
export const runMessages = table(
  'run_messages',
  {
    run: text().notNull(),
    channel: text().notNull(),
    /** Null until it is posted. */
    ts: text(),
    /** Where it was asked for; null where it begins a thread of its own. */
    threadTs: text(),
    /** What was told last, so that nothing is told twice. */
    told: json().$type<Record<string, string>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.run, t.channel] })],
);

/** Addresses that lead one person to one form of the web without signing in: opened once, and then the browser that opened it carries on. */
export const formLinks = table(
  'form_links',
  {
    /** Hash of what stands in the address; the address itself is kept nowhere. */
    token: text().primaryKey(),
    template: text().notNull(),
    /** Ref of whom it is for; null for somebody the catalog does not know. */
    by: text(),
    /** Slack's id of the same. */
    person: text().notNull(),
    /** Row of `drafts`: what is filled in, and the run it becomes. */
    draft: text().notNull(),
    expiresAt: timestamp().notNull(),
    /** Hash of what the browser carries since it was opened; null before. */
    session: text(),
    sessionUntil: timestamp(),
  },
  (t) => [uniqueIndex('form_links_session').on(t.session)],
);
