import type { Button, KnownBlock } from '@slack/types';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import type { ProjectedScorecard } from '../../../scorecards/projected.ts';
import { actions, bold, context, escaped, mention, name, section, sections } from '../../blocks.ts';
import type { Content } from '../../message.ts';
import { cancelRunButton, cleanUpButton, retryRunButton } from '../controls.ts';
import { duration } from '../words.ts';
import { resultBlocks } from './result.ts';
import { stepLines } from './steps.ts';

export type RunDrawing = {
  /** Slack's id of who asked; null where nobody of Slack did. */
  person: string | null;
  labelOf: (ref: string) => string;
  pageOf: (ref: string) => string | null;
  scorecards: readonly ProjectedScorecard[];
};

/** Lines of steps, of which a message shows no more. */
export const STEPS = 16;

/** A run as its message shows it: how far it is while it is under way, what came of it in the end. */
export function drawRun(report: RunReport, drawing: RunDrawing): Content {
  for (const room of ROOMS) {
    const content = drawRunIn(report, drawing, room);
    if (JSON.stringify(content.blocks).length <= BUDGET) return content;
  }
  return drawRunIn(report, drawing, 0);
}

/** Slack refuses a message of more than some 13,000 characters. */
const BUDGET = 12_500;
const ROOMS = [1, 0.5, 0.2];

function drawRunIn(report: RunReport, drawing: RunDrawing, room: number): Content {
  const headline = headlineOf(report, drawing);
  const steps = stepLines(report.steps, STEPS);
  const buttons = buttonsOf(report);
  const isCompleted = report.state === 'completed';
  const isResult = isCompleted && !isCleanedUp(report);
  // The steps of what is ready are told below its message.
  const lines = isCompleted ? [] : sections(steps);
  const middle = isResult ? resultBlocks(report, drawing, room, buttons) : lines;
  return {
    text: headline,
    blocks: [
      section(headline),
      ...middle,
      ...troubleOf(report),
      ...(buttons.length > 0 && !isResult ? [actions(buttons)] : []),
      context(footOf(report, drawing)),
    ],
  };
}

/** What is made, by its name where the form has one. */
export function nameOf({ subject, template }: RunReport): string {
  return subject.name ?? template.title;
}

function headlineOf(report: RunReport, { labelOf }: RunDrawing): string {
  const what = bold(nameOf(report), 120);
  switch (report.state) {
    case 'waiting': {
      const from = report.approval ? bold(labelOf(report.approval.from), 100) : 'somebody';
      return `:lock: ${what} waits for approval by ${from}`;
    }
    case 'open':
      return `:hourglass_flowing_sand: ${what} begins in a moment`;
    case 'processing':
      return `:hourglass_flowing_sand: ${what} is being made: ${progressOf(report)}`;
    case 'completed':
      return isCleanedUp(report)
        ? `:wastebasket: ${what} was made and is removed again`
        : `:white_check_mark: ${what} is ready`;
    case 'failed':
      return `:x: ${what} could not be made`;
    case 'cancelled':
      return `:no_entry: ${what} was cancelled`;
    case 'declined':
      return `:no_entry: ${what} was declined`;
  }
}

function progressOf({ steps }: RunReport): string {
  const done = steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  return `step ${Math.min(done + 1, steps.length)} of ${steps.length}`;
}

/** Nothing of what it made is left. */
function isCleanedUp({ created, removed }: RunReport): boolean {
  return removed.length > 0 && created.length === 0;
}

function troubleOf({ state, error, created, removed, approval }: RunReport): KnownBlock[] {
  const left =
    state === 'failed' || state === 'cancelled'
      ? thingsText('Made so far and still there', created)
      : null;
  const gone = thingsText('Removed', removed);
  const verdict = state === 'declined' && approval?.reason ? approval.reason : null;
  return [
    ...(error
      ? [
          section(
            `${escaped(error.message, 1_500)}${gone ? '' : `\n${escaped(error.nextStep, 500)}`}`,
          ),
        ]
      : []),
    ...(verdict ? [section(`>${escaped(verdict, 1_000).replaceAll('\n', '\n>')}`)] : []),
    ...(left ? [context([left])] : []),
    ...(gone ? [context([gone])] : []),
  ];
}

function thingsText(title: string, things: RunReport['removed']): string | null {
  if (things.length === 0) return null;
  const shown = things.slice(0, 3).map(({ kind, name: of }) => `${words(kind)} ${name(of, 120)}`);
  const more = things.length - shown.length;
  return `${title}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

export function words(kind: string): string {
  return kind.replaceAll('-', ' ');
}

/** What may be done about a run now. */
export function buttonsOf({ id: run, state, created, removed }: RunReport): Button[] {
  const cleanUp = created.length > 0 ? [cleanUpButton.element({ text: 'Clean up…' }, { run })] : [];
  const retry = retryRunButton.element({ text: 'Retry', style: 'primary' }, { run });
  switch (state) {
    case 'waiting':
    case 'open':
    case 'processing':
      return [cancelRunButton.element({ text: 'Cancel', confirm: CANCEL }, { run })];
    case 'failed':
    case 'cancelled':
      // What was removed is not made again.
      return [...(removed.length > 0 ? [] : [retry]), ...cleanUp];
    case 'completed':
      return cleanUp;
    case 'declined':
      return [];
  }
}

const CANCEL = {
  title: { type: 'plain_text' as const, text: 'Cancel this?' },
  text: {
    type: 'plain_text' as const,
    text: 'It stops after the step that is under way. What was made stays until it is cleaned up.',
  },
  confirm: { type: 'plain_text' as const, text: 'Cancel it' },
  deny: { type: 'plain_text' as const, text: 'Go on' },
};

function footOf(
  { template, by, startedAt, endedAt, steps, state }: RunReport,
  { person, labelOf }: RunDrawing,
): string[] {
  const asker = person ? mention(person) : by ? name(labelOf(by), 100) : null;
  const took = startedAt && endedAt ? duration(endedAt.getTime() - startedAt.getTime()) : null;
  return [
    `Template ${name(template.title, 100)}`,
    ...(asker ? [`asked for by ${asker}`] : []),
    ...(state === 'completed' && steps.length > 0
      ? [`${steps.length} steps${took ? ` in ${took}` : ''}`]
      : []),
  ];
}

/** A run in answer to a question about it. */
export function drawStatus(text: string, report: RunReport): KnownBlock[] {
  const steps = stepLines(report.steps, STEPS);
  const buttons = buttonsOf(report);
  return [
    section(escaped(text, 2_500)),
    ...(steps.length > 0 ? sections(steps) : []),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}
