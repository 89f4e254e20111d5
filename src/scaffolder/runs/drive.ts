import { and, eq } from 'drizzle-orm';
import { runSteps } from '../../db/scaffolder-tables.ts';
import { describeError, UserError } from '../../errors.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Step } from '../template.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Chronicle, createChronicle } from './chronicle.ts';
import { filesIn, sealedFiles } from './files.ts';
import { outputOf } from './output.ts';
import { nextOf } from './plan.ts';
import { createRecord } from './record.ts';
import { createRedact, type Redact } from './redact.ts';
import type { RunReport } from './run.ts';
import { scopeOf } from './scope.ts';
import { FORGOTTEN } from './seal.ts';
import { runStep, type StepOutcome } from './step.ts';
import { filesOf, type RunRow, type StepRow, saveFiles, stepsOf } from './store.ts';
import type { Turn } from './turn.ts';
import type { WorkerParts } from './worker.ts';

/** A step that was cut off so often would take the process with it each time. */
const MOST_TRIES = 8;
const TRIES = 'callboard:tries';

/** How a run that is under way is told to stop: `cancel` ends it, `leave` keeps it for another worker. */
export type Stop = 'cancel' | 'leave';

/** One run while a worker has it. */
type Drive = {
  parts: WorkerParts;
  row: RunRow;
  turn: Turn;
  steps: StepRow[];
  secrets: Readonly<Record<string, string>>;
  redact: Redact;
  chronicle: Chronicle;
  workspace: Workspace;
  packed: string | null;
  signal: AbortSignal;
};

/**
 * Works on a run from where its rows say it is, to its end. Each step is a row before it runs and again when it is done, so that whoever
 * takes the run after a crash goes on with the step that was cut off.
 * @throws LostTurn, and whatever the database throws: both leave the run as its rows have it
 */
export async function driveRun(
  parts: WorkerParts,
  taken: { row: RunRow; turn: Turn; wasBegun: boolean },
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const { row, turn } = taken;
  const drive = await open(parts, taken, signal);
  if (!drive) return;
  const { chronicle, steps } = drive;
  if (taken.wasBegun) await chronicle.tell('recovered', 'Going on where it was cut off.', {});
  for (;;) {
    if (isCancelled(signal) || (await turn.beat()).isCancelled) return end(drive, 'cancelled');
    if (signal.aborted) return;
    const next = nextOf(
      row.template.steps,
      steps.map(({ state }) => state),
    );
    if (next.kind === 'end') return finish(drive, next.state);
    const step = row.template.steps[next.position];
    const kept = steps[next.position];
    if (!step || !kept) throw new Error('A run has fewer rows than its template has steps.');
    if (next.kind === 'skip')
      await settle(drive, kept, { kind: 'skipped', reason: 'An earlier step failed.' });
    else if (!(await attempt(drive, step, kept))) return;
  }
}

/** Null where it ended at once: its secrets are gone. */
async function open(
  parts: WorkerParts,
  { row, turn }: { row: RunRow; turn: Turn },
  signal: AbortSignal,
): Promise<Drive | null> {
  const { db, seal, workspaces } = parts;
  const opened = row.secrets ? seal.open(row.secrets, row.id) : '{}';
  const secrets = JSON.parse(opened ?? '{}') as Record<string, string>;
  const redact = createRedact(Object.values(secrets));
  const chronicle = createChronicle({ ...parts, run: row.id, turn, redact });
  const steps = await stepsOf(db, [row.id]);
  const files = await filesOf(db, row.id);
  const packed = files && filesIn(seal, row.id, files);
  const workspace = workspaces.open(packed);
  const drive = { parts, row, turn, steps, secrets, redact, chronicle, workspace, packed, signal };
  const areFilesOpen = packed !== null || files === null;
  if (opened !== null && areFilesOpen) return drive;
  const error = {
    message:
      'The secrets of this run cannot be opened any more: Callboard was restarted meanwhile.',
    nextStep:
      'Start it again. With CALLBOARD_SECRETS_KEY set (the same on every replica), runs with secrets outlive a restart.',
  };
  await end(drive, 'failed', { error });
  return null;
}

/** Runs a step and keeps what became of it; false where the run is to be left or was ended. */
async function attempt(drive: Drive, step: Step, kept: StepRow): Promise<boolean> {
  const { chronicle, redact, turn, signal, parts } = drive;
  const tries = Number(kept.kept[TRIES] ?? 0) + 1;
  await settle(drive, kept, { kind: 'running', tries });
  const record = createRecord({ ...drive, step: kept, now: parts.now });
  try {
    if (tries > MOST_TRIES)
      throw new UserError(
        `This step was cut off ${MOST_TRIES} times.`,
        'Look into the log of Callboard for what ended it, then retry.',
      );
    const outcome = await performed(drive, step, record);
    record.check();
    await settle(drive, kept, outcome);
    return true;
  } catch (error) {
    record.check();
    if (error === record.broken()) throw error;
    if (isCancelled(signal)) {
      await settle(drive, kept, { kind: 'failed', reason: 'Cancelled while it ran.' });
      return true;
    }
    if (signal.aborted) return false;
    const said = errorOf(error, redact);
    parts.log.warn({ run: turn.id, step: step.id, reason: said.message }, 'step of a run failed');
    chronicle.line(step.id, said.message);
    await settle(drive, kept, { kind: 'failed', reason: said.message, error: said });
    return true;
  }
}

async function performed(
  drive: Drive,
  step: Step,
  record: ReturnType<typeof createRecord>,
): Promise<StepOutcome> {
  const { parts, row, secrets, signal, chronicle, redact, workspace } = drive;
  const action = parts.actions.get(step.action);
  if (!action)
    throw new UserError(`There is no action ${step.action}.`, 'Mend the step in the template.');
  const log = (line: string) => chronicle.line(step.id, line);
  const context = (item: string | null): Omit<ActionContext<never>, 'input'> => ({
    workspace,
    run: { id: row.id, startedAt: row.startedAt ?? row.createdAt, by: row.by },
    template: { ref: row.templateRef, location: row.template.location },
    step: { id: step.id, name: step.name },
    isDryRun: false,
    log,
    signal,
    outside: parts.outside,
    once: (key, work) => record.once(item === null ? key : `${item}/${key}`, work),
    willCreate: record.willCreate,
  });
  const outcome = await runStep({
    step,
    action,
    render: rendererOf(drive, step.id),
    scope: await scopeNow(drive),
    secrets,
    contextFor: context,
    perform: (one: Action, withInput) => one.run(withInput),
  });
  if (outcome.kind === 'skipped') return outcome;
  const { input, output } = outcome;
  return { kind: 'done', input: redact.value(input), output: redact.value(output) };
}

function rendererOf(drive: Drive, step: string | null) {
  const { parts, chronicle, signal, steps } = drive;
  const hasFailed = steps.some(({ state }) => state === 'failed');
  return async (value: Json, context: JsonObject) => {
    const rendered = await parts.render(value, { context, hasFailed, signal });
    for (const problem of rendered.problems) chronicle.line(step, problem);
    return rendered.value;
  };
}

async function scopeNow({ parts, row, steps }: Drive): Promise<JsonObject> {
  const outputs = steps.flatMap(({ step, state, output }) =>
    state === 'done' ? [[step, output ?? {}] as const] : [],
  );
  const entity = row.by ? await parts.userOf(row.by) : null;
  return scopeOf({
    run: row.id,
    values: row.values,
    user: row.by ? { ref: row.by, entity } : null,
    outputs: new Map(outputs),
  });
}

type Settled =
  | StepOutcome
  | { kind: 'running'; tries: number }
  | { kind: 'failed'; reason: string; error?: NonNullable<RunReport['error']> };

/** Writes what a step has become, its files and its log, all in one. */
async function settle(drive: Drive, kept: StepRow, settled: Settled): Promise<void> {
  const { parts, row, turn, chronicle } = drive;
  const at = parts.now();
  const change = changeOf(kept, settled, at);
  const packed = settled.kind === 'done' ? parts.workspaces.pack(drive.workspace) : null;
  const isChanged = packed !== null && packed !== drive.packed && !hasFailed(drive);
  const failure = settled.kind === 'failed' && !hasFailed(drive) ? settled.error : undefined;
  chronicle.step(kept.step, stepEvent(kept, settled));
  await chronicle.flush(failure ? { error: failure } : {}, (tx) => [
    tx
      .update(runSteps)
      .set(change)
      .where(and(eq(runSteps.run, row.id), eq(runSteps.position, kept.position))),
    ...(isChanged ? [saveFiles(tx, row.id, filesNow(drive, packed))] : []),
  ]);
  Object.assign(kept, change);
  if (failure) row.error = failure;
  if (isChanged) drive.packed = packed;
  parts.changed(turn.id);
}

/** After a failure the files stay as they were before it, for a retry to begin with. */
function hasFailed({ steps }: Drive): boolean {
  return steps.some(({ state }) => state === 'failed');
}

function changeOf(kept: StepRow, settled: Settled, at: Date): Partial<StepRow> {
  switch (settled.kind) {
    case 'running':
      return {
        state: 'running',
        startedAt: kept.startedAt ?? at,
        kept: { ...kept.kept, [TRIES]: settled.tries },
      };
    case 'done':
      return {
        state: 'done',
        input: settled.input,
        output: settled.output,
        reason: null,
        endedAt: at,
      };
    case 'skipped':
      return { state: 'skipped', reason: settled.reason, endedAt: at };
    case 'failed':
      return { state: 'failed', reason: settled.reason, endedAt: at };
  }
}

function stepEvent({ name }: StepRow, settled: Settled): { status: string; message: string } {
  switch (settled.kind) {
    case 'running':
      return { status: 'processing', message: `Beginning step ${name}` };
    case 'done':
      return { status: 'completed', message: `Finished step ${name}` };
    case 'skipped':
      return { status: 'skipped', message: `Skipped step ${name}: ${settled.reason}` };
    case 'failed':
      return { status: 'failed', message: `Step ${name} failed: ${settled.reason}` };
  }
}

/** What of secrets went into files is in the database sealed as they are. */
function filesNow({ parts, row }: Drive, packed: string): string {
  return row.secrets === null ? packed : sealedFiles(parts.seal, row.id, packed);
}

async function finish(drive: Drive, state: 'completed' | 'failed'): Promise<void> {
  if (state === 'failed') return end(drive, 'failed');
  const scope = await scopeNow(drive);
  const render = rendererOf(drive, null);
  const said = await outputOf(drive.row.template.output, (value) => render(value, scope));
  return end(
    drive,
    'completed',
    drive.redact.value(said as unknown as JsonObject) as Partial<RunRow>,
  );
}

async function end(
  drive: Drive,
  state: 'completed' | 'failed' | 'cancelled',
  change: Partial<RunRow> = {},
): Promise<void> {
  const { parts, row, turn, chronicle } = drive;
  const error = change.error ?? row.error;
  chronicle.end(state, { output: change.output ?? {}, error });
  const secrets = row.secrets === null ? null : FORGOTTEN;
  const ended = { state, secrets, heldUntil: null, endedAt: parts.now() };
  await chronicle.flush({ ...change, ...ended }, () => []);
  parts.changed(turn.id);
}

function errorOf(error: unknown, redact: Redact): NonNullable<RunReport['error']> {
  if (error instanceof UserError)
    return { message: redact.text(error.message), nextStep: redact.text(error.nextStep) };
  return {
    message: redact.text(describeError(error)),
    nextStep: 'Retry goes on from this step; the log of the run has the details.',
  };
}

function isCancelled(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === 'cancel';
}
