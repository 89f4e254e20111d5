import type { Action } from './actions/action.ts';
import type { Form, FormError, Values } from './form/form.ts';
import type { Json, JsonObject } from './json.ts';
import type { RunReport, RunState } from './runs/run.ts';
import type { Template } from './template.ts';
import type { WorkspaceFile } from './workspace/workspace.ts';

/** Everything the edges ask of the scaffolder. */
export type Scaffolder = {
  templates: () => Promise<TemplateSummary[]>;
  /** Null where there is none of that ref. */
  template: (ref: string) => Promise<LoadedTemplate | null>;
  /** The form for what is filled in so far; `by` (a ref) prefills the owner. */
  form: (asked: { template: string; values: Values; by: string | null }) => Promise<Form>;
  /** What is wrong with the values: of one page (from 0), or of all. Names that are taken or too close to another are among them. */
  check: (asked: { template: string; values: Values; page?: number }) => Promise<FormError[]>;
  /** A row before anything is done. `key` makes asking twice one run. */
  start: (asked: StartRun) => Promise<Started>;
  dryRun: (asked: Omit<StartRun, 'key'>) => Promise<DryRun>;
  /** A dry run of a template that is nowhere yet, with the files that would stand beside it: what somebody who writes one tries. */
  tryOut: (asked: TryOut) => Promise<TriedOut>;
  /** What steps can do, in the order of their ids. */
  actions: readonly Action[];
  report: (id: string) => Promise<RunReport | null>;
  runs: (filter: RunFilter) => Promise<RunReport[]>;
  count: (filter: Omit<RunFilter, 'limit' | 'offset'>) => Promise<number>;
  events: (id: string, after: number) => Promise<RunEvent[]>;
  /** What a run has made so far, for the scorecards; null where there is no such run, or its files are not kept any more. */
  made: (id: string) => Promise<Made | null>;
  /**
   * For this and what follows, `by` is null for a program that was let in by its token; a person nobody knows is refused by the edge.
   * `secrets` are those of the start once more: they are gone when a run has ended.
   */
  retry: (
    id: string,
    by: string | null,
    secrets?: Readonly<Record<string, string>>,
  ) => Promise<Done>;
  cancel: (id: string, by: string | null) => Promise<Done>;
  decide: (
    id: string,
    verdict: { by: string; isApproved: boolean; reason: string | null },
  ) => Promise<Done>;
  /** Removes what the run made; what stays and why is in the report. */
  cleanUp: (id: string, by: string | null) => Promise<Done>;
  /** Takes runs that are due and waits until they are at rest; two replicas never take one. */
  work: () => Promise<void>;
  /** Calls back at once whenever there is something new of a run here; returns how to stop that. Other replicas are not heard. */
  listen: (heard: (run: string) => void) => () => void;
};

export type StartRun = {
  template: string;
  values: Values;
  secrets: Readonly<Record<string, string>>;
  by: string | null;
  key: string;
};

export type Started =
  | { kind: 'started'; id: string }
  | { kind: 'invalid'; errors: FormError[] }
  /** No such template, or one that cannot run here. */
  | { kind: 'refused'; reason: string; nextStep: string };

export type TryOut = {
  /** The descriptor as its file would have it. */
  entity: JsonObject;
  /** Paths are relative to the descriptor. */
  files: ReadonlyMap<string, WorkspaceFile>;
  values: Values;
  secrets: Readonly<Record<string, string>>;
  by: string | null;
};

/** `wrong`: it is no template, or one that cannot run here. */
export type TriedOut =
  | { kind: 'tried'; template: Template; run: DryRun }
  | { kind: 'wrong'; problems: readonly TemplateProblem[] };

/** `refused`: the person may not, or it is too late; in words. */
export type Done = { kind: 'done' } | { kind: 'refused'; reason: string };

/** The files of a run and what its steps did with them. */
export type Made = {
  files: ReadonlyMap<string, WorkspaceFile>;
  steps: RunReport['steps'];
  /** By the id of a step: what it was or would be given, rendered and without secrets. A step that came to nothing has none. */
  inputs: Readonly<Record<string, JsonObject>>;
};

export type DryRun = Made & {
  errors: FormError[];
  log: readonly { step: string | null; line: string }[];
  links: RunReport['links'];
  texts: RunReport['texts'];
  output: JsonObject;
  error: RunReport['error'];
};

/** `line` and `column` count from 1; `path` is `spec.steps.2.action`. */
export type TemplateProblem = { message: string; path: string; line: number; column: number };
export type LoadedTemplate = {
  template: Template;
  /** Why it cannot run; empty where it can. */
  problems: readonly TemplateProblem[];
  /** What is done otherwise than its author may expect, or looks like a slip; it runs all the same. */
  notes: readonly TemplateProblem[];
};

export type TemplateSummary = {
  ref: string;
  title: string;
  description: string | null;
  tags: readonly string[];
  type: string;
  owner: string | null;
  /** Ours, from `templates/`, rather than of the catalog. */
  isShipped: boolean;
  /** Why it cannot run; empty where it can. */
  problems: readonly TemplateProblem[];
  /** Runs that ended well, and the middle of how long they took; null before the first. */
  uses: number;
  typicalMs: number | null;
};

export type RunFilter = {
  by?: string;
  states?: readonly RunState[];
  template?: string;
  /** Newest first. */
  limit: number;
  offset?: number;
};

/** One line of the past of a run, as Backstage's task events. `id` grows. */
export type RunEvent = {
  id: number;
  at: Date;
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  step: string | null;
  message: string;
  body: Json;
};
