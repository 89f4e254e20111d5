import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { LoadedTemplate } from '../../scaffolder/scaffolder.ts';
import type { Rendered, ValueErrors } from './render.ts';

// What a person and what a program is told of a template that was rendered into a folder.

export function wrongJson(errors: ValueErrors, { template, problems }: LoadedTemplate): object {
  return {
    ref: template.ref,
    valid: false,
    errors: errors.map(({ path, message }) => ({ path: path.join('.'), message })),
    problems,
  };
}

export function wrongLines(errors: ValueErrors, loaded: LoadedTemplate, file: string): string[] {
  const wrong = errors.map(({ path, message }) => {
    return path.length > 0 ? `${path.join('.')}: ${message}` : message;
  });
  return wrong.length > 0
    ? [...wrong, `The values do not fit ${loaded.template.ref}: ${count(wrong.length, 'error')}.`]
    : problemLines(loaded, file);
}

function problemLines({ problems }: LoadedTemplate, file: string): string[] {
  return problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

type StepState = RunReport['steps'][number]['state'] | 'left out';

function stepsOf({ run, leftOut }: Rendered) {
  return run.steps.map(({ id, name, action, state, reason }) => {
    const why = leftOut.get(id);
    const isLeftOut = why !== undefined && state === 'done';
    const shown: StepState = isLeftOut ? 'left out' : state;
    return { id, name, action, state: shown, reason: isLeftOut ? why : reason };
  });
}

export function renderedJson(rendered: Rendered): object {
  const { loaded, out, run } = rendered;
  return {
    ref: loaded.template.ref,
    valid: true,
    out,
    files: [...run.files].map(([path, { bytes, isExecutable, link }]) => {
      return {
        path,
        size: bytes.length,
        executable: isExecutable,
        ...(link !== undefined && { link }),
      };
    }),
    steps: stepsOf(rendered),
    links: run.links,
    texts: run.texts,
    output: run.output,
    log: run.log,
    problems: loaded.problems,
    error: run.error,
  };
}

const MARKS: Record<StepState, string> = {
  done: '✓',
  'left out': '○',
  skipped: '–',
  failed: '✗',
  waiting: ' ',
  running: ' ',
};

export function renderedLines(rendered: Rendered): string[] {
  const { loaded, file, out, run } = rendered;
  const steps = stepsOf(rendered);
  const left = steps.filter(({ state }) => state === 'left out').length;
  return [
    ...problemLines(loaded, file),
    ...steps.map(({ id, action, state, reason }) => {
      return `${MARKS[state]} ${id} (${action})${reason ? `: ${reason}` : ''}`;
    }),
    ...run.log.filter(({ line }) => line.includes(' stays as it is. ')).map(({ line }) => line),
    ...run.links.map(({ title, url, entityRef }) => `${title}: ${url ?? entityRef}`),
    ...run.texts.map(({ title, content }) => (title ? `${title}: ${content}` : content)),
    run.error
      ? `${run.error.message} ${run.error.nextStep} Nothing was written.`
      : `Wrote ${count(run.files.size, 'file')} to ${out}${left > 0 ? `; ${count(left, 'step')} left out` : ''}.`,
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
