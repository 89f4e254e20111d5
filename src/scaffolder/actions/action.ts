import type { z } from 'zod';
import type { Json, JsonObject } from '../json.ts';
import type { Outside } from '../outside.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Something a step can do: one file in this folder and one line in `table.ts`. */
export type Action = {
  /** `fetch:template`, as templates say it. */
  id: string;
  description: string;
  input: z.ZodType;
  output: z.ZodType<JsonObject>;
  /** Whether it touches nothing but the workspace, so that a dry run runs it. */
  isHarmless: boolean;
  examples: readonly { description: string; example: string }[];
  run: (context: ActionContext<never>) => Promise<JsonObject>;
};

export type ActionContext<Input> = {
  input: Input;
  workspace: Workspace;
  run: { id: string; startedAt: Date; by: string | null };
  template: { ref: string; location: string };
  step: { id: string; name: string };
  isDryRun: boolean;
  /** A line of the step's log; secrets are taken out before it is kept. */
  log: (line: string) => void;
  signal: AbortSignal;
  outside: Outside;
  /**
   * Does `work` and keeps its result for this run: after a crash the kept result is returned and nothing is done again.
   * Between doing and keeping a crash is possible, so `work` looks for what an earlier try may have left.
   */
  once: <Result extends Json>(key: string, work: () => Promise<Result>) => Promise<Result>;
  /** Says what is about to be made, before it is made, so that a crash cannot lose it and clean-up can name and remove it. */
  willCreate: (thing: Thing) => Promise<void>;
};

/** Something outside that exists because of a run. `name` is unique within its kind: `o/r`, `o/r#branch`, `o/r!12`, a URL, a ref. */
export type Thing = {
  kind:
    | 'repository'
    | 'branch'
    | 'pull-request'
    | 'registration'
    | 'webhook'
    | 'deploy-key'
    | 'environment'
    | 'message';
  name: string;
  url: string | null;
};

/** An action whose `run` gets what its `input` schema makes of the step's input. */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType<JsonObject>>(
  action: Omit<Action, 'input' | 'output' | 'run' | 'examples'> & {
    input: Input;
    output: Output;
    examples?: Action['examples'];
    run: (context: ActionContext<z.output<Input>>) => Promise<z.output<Output>>;
  },
): Action {
  return { examples: [], ...action };
}
