import { UserError } from '../../errors.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import { isTruthy } from '../expressions/truth.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Step } from '../template.ts';
import { checkedInput } from './input.ts';
import { withSecrets } from './scope.ts';

/** What became of a step. */
export type StepOutcome =
  /** `input`: what the action was given; of several items, the first. */
  { kind: 'done'; input: JsonObject; output: JsonObject } | { kind: 'skipped'; reason: string };

/** What a step is run with, by the engine and by a dry run. */
export type StepRun = {
  step: Step;
  action: Action;
  /** With whether an earlier step failed known to it; what cannot be rendered is in the log. */
  render: (value: Json, scope: JsonObject) => Promise<Json | undefined>;
  scope: JsonObject;
  secrets: Readonly<Record<string, string>>;
  /** Everything the action gets but its input. `item` is the key of `each`. */
  contextFor: (item: string | null) => Omit<ActionContext<never>, 'input'>;
  /** Runs the action, or stands in for it. */
  perform: (action: Action, context: ActionContext<never>) => Promise<JsonObject>;
};

type Item = { key: string; value: Json } | null;

/**
 * One step by Backstage's rules: its condition, its `each`, its input rendered and checked for all items before the first of them runs.
 * @throws whatever the action throws, and UserError for what is wrong with the step
 */
export async function runStep(run: StepRun): Promise<StepOutcome> {
  const { step, action, contextFor, perform } = run;
  const items = await itemsOf(run);
  const wanted: { item: Item; given: JsonObject; input: unknown }[] = [];
  for (const item of items) {
    const scope = item ? { ...run.scope, each: item } : run.scope;
    if (!(await isWanted(run, scope))) continue;
    const given = await inputOf(run, scope);
    wanted.push({ item, given, input: checkedInput(action, given, item?.key ?? null) });
  }
  if (wanted.length === 0 && (items.length > 0 || step.each === null))
    return { kind: 'skipped', reason: 'Its condition was not met.' };
  const outputs: JsonObject[] = [];
  for (const { item, input } of wanted) {
    const context = contextFor(item?.key ?? null);
    context.signal.throwIfAborted();
    if (item) context.log(`Running step each: ${JSON.stringify({ key: item.key })}`);
    outputs.push(await perform(action, { ...context, input: input as never }));
  }
  const output = step.each === null ? (outputs[0] ?? {}) : together(outputs);
  return { kind: 'done', input: wanted[0]?.given ?? {}, output };
}

async function isWanted({ step, render }: StepRun, scope: JsonObject): Promise<boolean> {
  if (step.if === null) return true;
  if (typeof step.if === 'boolean') return step.if;
  return isTruthy(await render(step.if, scope));
}

async function inputOf({ step, render, secrets }: StepRun, scope: JsonObject): Promise<JsonObject> {
  const input = await render(step.input, withSecrets(scope, secrets));
  return (input ?? {}) as JsonObject;
}

async function itemsOf({ step, action, render, scope, secrets }: StepRun): Promise<Item[]> {
  if (step.each === null) return [null];
  const each = await render(step.each as Json, withSecrets(scope, secrets));
  const said = typeof step.each === 'string' ? step.each : JSON.stringify(step.each);
  const where = `Invalid value on action ${action.id}.each parameter, "${said}"`;
  const nextStep = 'Mend `each` in the template.';
  if (!each) throw new UserError(`${where} cannot be resolved to a value`, nextStep);
  if (typeof each !== 'object')
    throw new UserError(`${where} must resolve to an array or object`, nextStep);
  return Object.entries(each as JsonObject).map(([key, value]) => ({ key, value }));
}

/** The outputs of all items: each key has a list. */
function together(outputs: readonly JsonObject[]): JsonObject {
  const all: Record<string, Json[]> = {};
  for (const output of outputs)
    for (const [key, value] of Object.entries(output)) {
      all[key] ??= [];
      all[key].push(value);
    }
  return all;
}
