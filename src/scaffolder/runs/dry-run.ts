import { describeError, UserError } from '../../errors.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import type { Json, JsonObject } from '../json.ts';
import type { DryRun } from '../scaffolder.ts';
import type { Template } from '../template.ts';
import { exampleOutput } from './example.ts';
import { filesOfWorkspace } from './files.ts';
import { outputOf } from './output.ts';
import { nextOf } from './plan.ts';
import type { StepReport } from './run.ts';
import { scopeOf } from './scope.ts';
import { runStep } from './step.ts';
import type { WorkerParts } from './worker.ts';

type Parts = Pick<WorkerParts, 'actions' | 'render' | 'outside' | 'workspaces' | 'userOf' | 'now'>;
type Line = DryRun['log'][number];
type Kept = StepReport & { input: JsonObject | null; output: JsonObject | null };

const DRY_RUN_MS = 60_000;

/**
 * The steps of a template over files in memory: what touches nothing else runs, the rest is faked and marked. Nothing outside changes and
 * nothing is kept. Secrets stand as `***`, so that they are in no file that is shown.
 */
export async function dryRunTemplate(
  parts: Parts,
  asked: {
    template: Template;
    values: JsonObject;
    secrets: Readonly<Record<string, string>>;
    by: string | null;
  },
): Promise<DryRun> {
  const { template } = asked;
  const signal = AbortSignal.timeout(DRY_RUN_MS);
  const workspace = parts.workspaces.open(null);
  const log: Line[] = [];
  const steps = template.steps.map(waiting);
  const user = asked.by && { ref: asked.by, entity: await parts.userOf(asked.by) };
  const secrets = Object.fromEntries(Object.keys(asked.secrets).map((name) => [name, '***']));
  const scope = () =>
    scopeOf({
      run: 'dry-run',
      values: asked.values,
      user: user || null,
      outputs: outputsOf(steps),
    });
  const renderFor = (step: string | null) => async (value: Json, context: JsonObject) => {
    const hasFailed = steps.some(({ state }) => state === 'failed');
    const rendered = await parts.render(value, { context, hasFailed, signal });
    for (const line of rendered.problems) log.push({ step, line });
    return rendered.value;
  };
  let error: DryRun['error'] = null;

  for (;;) {
    const next = nextOf(
      template.steps,
      steps.map(({ state }) => state),
    );
    if (next.kind === 'end') break;
    const step = template.steps[next.position];
    const kept = steps[next.position];
    if (!step || !kept) break;
    kept.startedAt = parts.now();
    if (next.kind === 'skip') {
      Object.assign(kept, { state: 'skipped', reason: 'An earlier step failed.' });
      continue;
    }
    const line = (text: string) => void log.push({ step: step.id, line: text });
    try {
      const action = parts.actions.get(step.action);
      if (!action)
        throw new UserError(`There is no action ${step.action}.`, 'Mend the step in the template.');
      const outcome = await runStep({
        step,
        action,
        render: renderFor(step.id),
        scope: scope(),
        secrets,
        contextFor: () => ({
          workspace,
          run: { id: 'dry-run', startedAt: parts.now(), by: asked.by },
          template: { ref: template.ref, location: template.location },
          step: { id: step.id, name: step.name },
          isDryRun: true,
          log: line,
          signal,
          outside: parts.outside,
          once: (_key, work) => work(),
          willCreate: async () => {},
        }),
        perform: (one, context) => performed(one, context, line),
      });
      if (outcome.kind === 'done') {
        const { input, output } = outcome;
        Object.assign(kept, { state: 'done', input, output });
      } else Object.assign(kept, { state: 'skipped', reason: outcome.reason });
    } catch (thrown) {
      const said = inWords(thrown);
      error ??= said;
      line(said.message);
      Object.assign(kept, { state: 'failed', reason: said.message });
    }
    kept.endedAt = parts.now();
  }
  const said = error
    ? { links: [], texts: [], output: {} }
    : await outputOf(template.output, (value) => renderFor(null)(value, scope()));
  const files = filesOfWorkspace(workspace);
  return {
    errors: [],
    files,
    steps: steps.map(({ input, output, ...report }) => report),
    inputs: Object.fromEntries(steps.flatMap(({ id, input }) => (input ? [[id, input]] : []))),
    log,
    ...said,
    error,
  };
}

/** What is not harmless is left out, with what it would have given. */
async function performed(
  action: Action,
  context: ActionContext<never>,
  line: (text: string) => void,
): Promise<JsonObject> {
  if (action.isHarmless) return action.run(context);
  line(`Left out in a dry run: ${action.id}. What it gives is made up.`);
  return exampleOutput(action, (context.input ?? {}) as JsonObject);
}

function waiting({ id, name, action }: Template['steps'][number]): Kept {
  const state = 'waiting' as const;
  return {
    id,
    name,
    action,
    state,
    startedAt: null,
    endedAt: null,
    reason: null,
    input: null,
    output: null,
  };
}

function outputsOf(steps: readonly Kept[]): Map<string, JsonObject> {
  return new Map(steps.flatMap(({ id, output }) => (output ? [[id, output] as const] : [])));
}

function inWords(error: unknown): { message: string; nextStep: string } {
  if (error instanceof UserError) return { message: error.message, nextStep: error.nextStep };
  return { message: describeError(error), nextStep: 'Mend the template and try again.' };
}
