import type { Thing } from '../actions/action.ts';
import type { JsonObject } from '../json.ts';

/** Backstage's words, and two of ours: `waiting` for approval, `declined` by whoever was asked. */
export const RUN_STATES = [
  'waiting',
  'open',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'declined',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export const STEP_STATES = ['waiting', 'running', 'done', 'skipped', 'failed'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** How far a run is: plain data that Slack, pages, the API and the command line draw. */
export type RunReport = {
  id: string;
  template: { ref: string; title: string };
  state: RunState;
  /** Ref of who started it; null for a program. */
  by: string | null;
  /** What is being made, as the form says it: its name, and the ref of its owner. */
  subject: { name: string | null; owner: string | null };
  values: JsonObject;
  approval: { from: string; by: string | null; reason: string | null } | null;
  steps: readonly StepReport[];
  links: readonly { title: string; url: string | null; entityRef: string | null }[];
  texts: readonly { title: string | null; content: string }[];
  output: JsonObject;
  /** Why it failed, and what to do next. */
  error: { message: string; nextStep: string } | null;
  /** What it made outside and is still there; `problem`: why clean-up could not remove it. */
  created: readonly (Thing & { problem: string | null })[];
  /** What it made and what was cleaned up since. */
  removed: readonly Thing[];
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type StepReport = {
  id: string;
  name: string;
  action: string;
  state: StepState;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Why it failed or was skipped. */
  reason: string | null;
};
