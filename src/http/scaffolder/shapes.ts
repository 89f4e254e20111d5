import type { FormError } from '../../scaffolder/form/form.ts';
import type { Json, JsonObject } from '../../scaffolder/json.ts';
import type { RunReport, RunState } from '../../scaffolder/runs/run.ts';
import type { RunEvent } from '../../scaffolder/scaffolder.ts';
import type { Template } from '../../scaffolder/template.ts';

// Runs, events and errors as `@backstage/plugin-scaffolder-common` reads them.

export const API_VERSION = 'scaffolder.backstage.io/v1beta3';
export const STATUSES = [
  'open',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'skipped',
] as const;
export type Status = (typeof STATUSES)[number];

/** Our states in Backstage's words: it knows no approval. */
const STATUS: Record<RunState, Status> = {
  waiting: 'open',
  open: 'open',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  declined: 'cancelled',
};

export function statesOf(statuses: readonly Status[]): RunState[] {
  return (Object.keys(STATUS) as RunState[]).filter((state) => statuses.includes(STATUS[state]));
}

/** A run that has come to an end, well or not. */
export function hasEnded(state: RunState): boolean {
  return !['waiting', 'open', 'processing'].includes(state);
}

/** A run as a task. Its secrets are not in a report, so they cannot be in here. */
export function taskOf(run: RunReport): JsonObject {
  return {
    id: run.id,
    spec: {
      apiVersion: API_VERSION,
      templateInfo: { entityRef: run.template.ref },
      parameters: run.values,
      steps: run.steps.map(({ id, name, action }) => ({ id, name, action })),
      output: {},
      user: { ...(run.by && { ref: run.by }) },
    },
    status: STATUS[run.state],
    createdAt: run.createdAt.toISOString(),
    lastHeartbeatAt: (run.endedAt ?? run.startedAt ?? run.createdAt).toISOString(),
    ...(run.by && { createdBy: run.by }),
    ...(hasEnded(run.state) && { output: outputOf(run) }),
  };
}

/** What a run gave, with links and texts among it as in the output of a template. */
export function outputOf({
  output,
  links,
  texts,
}: Pick<RunReport, 'output' | 'links' | 'texts'>): JsonObject {
  return {
    ...output,
    links: links.map(({ title, url, entityRef }) => ({
      title,
      ...(url !== null && { url }),
      ...(entityRef !== null && { entityRef }),
    })),
    text: texts.map(({ title, content }) => ({ ...(title !== null && { title }), content })),
  };
}

export function eventOf(taskId: string, { id, at, type, step, message, body }: RunEvent) {
  return {
    id,
    taskId,
    type,
    body: { ...objectOf(body), message, ...(step !== null && { stepId: step }) },
    createdAt: at.toISOString(),
  };
}

function objectOf(body: Json): JsonObject {
  return body !== null && typeof body === 'object' && !Array.isArray(body)
    ? (body as JsonObject)
    : {};
}

/** What is wrong with values, as `jsonschema` says it. Warnings are no reason to refuse. */
export function errorsOf(errors: readonly FormError[]): JsonObject[] {
  return errors
    .filter(({ isWarning }) => !isWarning)
    .map(({ path, message }) => {
      const property = ['instance', ...path].join('.');
      return { path: [...path], property, message, stack: `${property} ${message}` };
    });
}

/** The pages of a template's form, as its JSON Schemas. */
export function parameterSchemaOf({ title, description, labels, pages }: Template): JsonObject {
  const { back, create, review } = labels;
  const buttonLabels = {
    ...(back !== null && { backButtonText: back }),
    ...(create !== null && { createButtonText: create }),
    ...(review !== null && { reviewButtonText: review }),
  };
  return {
    title,
    ...(Object.keys(buttonLabels).length > 0 && { presentation: { buttonLabels } }),
    ...(description !== null && { description }),
    steps: pages.map((schema) => {
      const { title, description } = schema;
      return {
        title: typeof title === 'string' ? title : 'Please enter the following information',
        ...(typeof description === 'string' && { description }),
        schema,
      };
    }),
  };
}
