import { labelIn } from '../catalog/corrections/label.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { whyUnfit } from '../catalog/yaml.ts';
import { checkSecrets } from './form/check.ts';
import { completeValues } from './form/complete.ts';
import type { FormError } from './form/form.ts';
import { subjectOf } from './form/subject.ts';
import type { ReadFiles, Remove } from './outside.ts';
import { cleanUpRun } from './runs/clean-up.ts';
import { dryRunTemplate } from './runs/dry-run.ts';
import { createEngine } from './runs/engine.ts';
import { filesIn, filesOfWorkspace } from './runs/files.ts';
import { reportsOf } from './runs/report.ts';
import {
  cancelRun,
  type Deed,
  decideRun,
  type RequestParts,
  retryRun,
  sealedSecrets,
} from './runs/requests.ts';
import { approvalFor } from './runs/rights.ts';
import {
  addRun,
  countRuns,
  eventsAfter,
  filesOf,
  forgetRuns,
  type RunRow,
  runById,
  runByKey,
  runsBy,
  stepsOf,
} from './runs/store.ts';
import { UNUSED, usesOf } from './runs/uses.ts';
import type { WorkerParts } from './runs/worker.ts';
import type {
  DryRun,
  LoadedTemplate,
  Scaffolder,
  Started,
  StartRun,
  TemplateSummary,
} from './scaffolder.ts';
import type { Template } from './template.ts';

/** Where templates are, and what they ask for. */
export type Templates = Pick<Scaffolder, 'template' | 'form' | 'check' | 'tryOut'> & {
  list: () => Promise<Omit<TemplateSummary, 'uses' | 'typicalMs'>[]>;
};

/** What trying out a template takes: a dry run with files of its own. */
export type TryParts = {
  dryRun: (
    asked: Parameters<typeof dryRunTemplate>[1],
    readFiles: (others: ReadFiles) => ReadFiles,
  ) => Promise<DryRun>;
};

export type ScaffolderParts = Omit<WorkerParts, 'changed'> & {
  index: CatalogIndex;
  newId: () => string;
  admins: readonly string[];
  templates: (parts: TryParts) => Templates;
  remove: Remove;
  /** Writes down who did what. */
  record: (deed: Deed) => Promise<void>;
};

export type RunningScaffolder = Scaffolder & {
  /** Takes runs that are due and does not wait for them: for a job. */
  take: () => Promise<void>;
  /** Resolves when nothing is under way in this process. */
  settled: () => Promise<void>;
  /** Forgets runs that are a year old. */
  forget: () => Promise<void>;
  /** Ends what is under way; it goes on where and when somebody takes it again. */
  close: () => Promise<void>;
};

/** Puts the scaffolder together: templates, their forms, and runs. Nothing runs before somebody starts a run or calls `take`. */
export function createScaffolder(parts: ScaffolderParts): RunningScaffolder {
  const { db, now, index, actions, newId, seal } = parts;
  const listeners = new Set<(run: string) => void>();
  const changed = (run: string) => {
    for (const heard of listeners) heard(run);
  };
  const engine = createEngine({ ...parts, changed });
  const kick = () => void engine.take().catch(() => {});
  const requests: RequestParts & { remove: Remove } = {
    ...parts,
    changed,
    kick,
    interrupt: engine.cancel,
  };
  const templates = parts.templates({
    dryRun(asked, readFiles) {
      const outside = { ...parts.outside, readFiles: readFiles(parts.outside.readFiles) };
      return dryRunTemplate({ ...parts, outside }, asked);
    },
  });

  async function start(asked: StartRun): Promise<Started> {
    // Whoever asks again because no answer came must not hear that the name is taken, by the run that they began.
    const before = await runByKey(db, asked.key);
    if (before) return { kind: 'started', id: before };
    const unfit = whyUnfit(asked.values);
    if (unfit) return { kind: 'invalid', errors: [{ path: [], message: `${unfit}.` }] };
    const found = runnable(await templates.template(asked.template), asked.template);
    if (found.kind === 'refused') return found;
    const { template } = found;
    const errors = await wrongWith(template, asked);
    if (errors.length > 0) return { kind: 'invalid', errors };
    const values = completeValues(template, asked.values);
    const { name, owner } = subjectOf(template, values);
    const subject = { name, owner };
    const approval = await approvalOf(template, { owner: subject.owner, by: asked.by });
    if (approval && 'kind' in approval) return approval;
    const isWaiting = approval !== null && approval.by === null;
    const id = newId();
    const row: RunRow = {
      id,
      key: asked.key,
      templateRef: template.ref,
      template,
      values,
      secrets: sealedSecrets(seal, id, asked.secrets),
      by: asked.by,
      ...subject,
      state: isWaiting ? 'waiting' : 'open',
      approval,
      links: [],
      texts: [],
      output: {},
      error: null,
      turn: 0,
      heldUntil: null,
      isCancelled: false,
      createdAt: now(),
      startedAt: null,
      endedAt: null,
    };
    const view = await index.current();
    const message = isWaiting
      ? `Waiting for approval from ${labelIn(view, approval.from)}.`
      : `Starting up task with ${template.steps.length} steps`;
    const event = { at: now(), type: 'log' as const, step: null, message, body: { message } };
    const kept = await addRun(db, row, { steps: rowsOf(template, id), events: [event] });
    if (kept.isNew) {
      const detail = `Started ${template.title}${subject.name ? ` for ${subject.name}` : ''}.`;
      await parts.record({ who: asked.by, what: 'start', run: row, detail });
      changed(kept.id);
    }
    kick();
    return { kind: 'started', id: kept.id };
  }

  async function wrongWith(
    template: Template,
    { values, secrets }: Pick<StartRun, 'values' | 'secrets'>,
  ): Promise<FormError[]> {
    const found = await templates.check({ template: template.ref, values });
    const wrong = found.filter(({ isWarning }) => !isWarning);
    return [...wrong, ...checkSecrets(template, completeValues(template, values), secrets)];
  }

  async function approvalOf(
    { approval, title }: Template,
    { owner, by }: { owner: string | null; by: string | null },
  ): Promise<RunRow['approval'] | (Started & { kind: 'refused' })> {
    if (approval.kind === 'none') return null;
    const view = await index.current();
    const from = approval.kind === 'entity' ? approval.ref : owner;
    if (from && view.get(from)) return approvalFor(view, { from, by });
    return {
      kind: 'refused',
      reason: `${title} needs the approval of ${from ? labelIn(view, from) : 'its owner'}, whom the catalog does not know.`,
      nextStep: 'Name an owner that is in the catalog.',
    };
  }

  async function dryRun(asked: Omit<StartRun, 'key'>): Promise<DryRun> {
    const found = runnable(await templates.template(asked.template), asked.template);
    if (found.kind === 'refused')
      return { ...NOTHING, error: { message: found.reason, nextStep: found.nextStep } };
    const errors = await wrongWith(found.template, asked);
    if (errors.length > 0) return { ...NOTHING, errors };
    const values = completeValues(found.template, asked.values);
    return dryRunTemplate(parts, { ...asked, values, template: found.template });
  }

  return {
    async templates() {
      const uses = await usesOf(db);
      const listed = await templates.list();
      return listed.map((one) => ({
        ...one,
        ...(uses.get(one.ref) ?? UNUSED),
      }));
    },
    template: templates.template,
    form: templates.form,
    check: templates.check,
    tryOut: templates.tryOut,
    actions: [...actions.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    start,
    dryRun,
    async report(id) {
      const row = await runById(db, id);
      return row ? ((await reportsOf(db, [row]))[0] ?? null) : null;
    },
    runs: async (filter) => reportsOf(db, await runsBy(db, filter)),
    count: (filter) => countRuns(db, filter),
    events: (id, after) => eventsAfter(db, id, after),
    async made(id) {
      const [steps, kept] = [await stepsOf(db, [id]), await filesOf(db, id)];
      const packed = kept && filesIn(seal, id, kept);
      const row = await runById(db, id);
      const [report] = row && packed ? await reportsOf(db, [row]) : [];
      if (!packed || !report) return null;
      const given = steps.flatMap(({ step, input }) => (input ? [[step, input] as const] : []));
      const files = filesOfWorkspace(parts.workspaces.open(packed));
      return { files, steps: report.steps, inputs: Object.fromEntries(given) };
    },
    retry: (id, by, secrets = {}) => retryRun(requests, id, { by, secrets }),
    cancel: (id, by) => cancelRun(requests, id, by),
    decide: (id, verdict) => decideRun(requests, id, verdict),
    cleanUp: (id, by) => cleanUpRun(requests, id, by),
    async work() {
      await engine.take();
      await engine.settled();
    },
    listen(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    take: engine.take,
    settled: engine.settled,
    forget: () => forgetRuns(db, now()),
    close: engine.close,
  };
}

const NOTHING: DryRun = {
  errors: [],
  inputs: {},
  files: new Map(),
  steps: [],
  log: [],
  links: [],
  texts: [],
  output: {},
  error: null,
};

function runnable(
  found: LoadedTemplate | null,
  ref: string,
): { kind: 'runnable'; template: Template } | (Started & { kind: 'refused' }) {
  if (!found)
    return {
      kind: 'refused',
      reason: `I could not find a template called "${ref}".`,
      nextStep: 'Look at the list of templates for its name.',
    };
  const [problem] = found.problems;
  if (!problem) return { kind: 'runnable', template: found.template };
  return {
    kind: 'refused',
    reason: `${found.template.title} cannot run here: ${problem.message}`,
    nextStep: `Mend ${problem.path} at line ${problem.line} of the template.`,
  };
}

function rowsOf(template: Template, run: string) {
  return template.steps.map(({ id, name, action }, position) => ({
    run,
    position,
    step: id,
    input: null,
    name,
    action,
    state: 'waiting' as const,
    output: null,
    reason: null,
    kept: {},
    startedAt: null,
    endedAt: null,
  }));
}
