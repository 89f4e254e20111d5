import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { RunReport, StepReport } from '../../scaffolder/runs/run.ts';
import type { Room } from '../intention.ts';
import { momentText } from '../on-call/words.ts';

/** A run in sentences: what, for whom, by whom, how far, and what stopped it. */
export function runText(run: RunReport, room: Pick<Room, 'view' | 'now' | 'zone'>): string {
  const { subject, template, by, approval } = run;
  const what = subject.name ? `${subject.name}, from ${template.title}` : template.title;
  const owner = subject.owner ? ` for ${labelOf(room.view, subject.owner)}` : '';
  const who = by ? ` by ${labelOf(room.view, by)}` : '';
  const begun = `${what}${owner}, was started${who} ${momentText(run.createdAt, room)}`;
  switch (run.state) {
    case 'waiting':
      return `${begun} and waits for ${approval ? labelOf(room.view, approval.from) : 'somebody'} to approve it.`;
    case 'declined':
      return `${begun} and was declined${approval?.by ? ` by ${labelOf(room.view, approval.by)}` : ''}${approval?.reason ? `: ${approval.reason}` : ''}.`;
    case 'open':
      return `${begun} and begins in a moment.`;
    case 'processing':
      return `${begun} and is at ${placeOf(run, 'running') ?? 'its first step'}.`;
    case 'cancelled':
      return `${begun} and was cancelled. ${doneText(run)}`.trim();
    case 'failed':
      return [
        `${begun} and failed at ${placeOf(run, 'failed') ?? 'its beginning'}${run.error ? `: ${sentence(run.error.message)}` : '.'}`,
        doneText(run),
        run.removed.length > 0 ? 'What it made is removed again.' : run.error?.nextStep,
      ]
        .filter(Boolean)
        .join(' ');
    case 'completed':
      return run.removed.length > 0 && run.created.length === 0
        ? `${begun} and was done. What it made is removed again.`
        : `${begun} and is done${linksText(run)}.`;
  }
}

/** `step 3 of 5, "Register in catalog"`. */
function placeOf({ steps }: RunReport, state: StepReport['state']): string | null {
  const at = steps.findIndex((step) => step.state === state);
  const step = steps[at];
  return step ? `step ${at + 1} of ${steps.length}, "${step.name}"` : null;
}

function doneText({ steps }: RunReport): string {
  const done = steps.filter(({ state }) => state === 'done').map(({ name }) => `"${name}"`);
  return done.length > 0 ? `Done before: ${enumerate(done)}.` : '';
}

function linksText({ links }: RunReport): string {
  const urls = links.flatMap(({ title, url }) => (url ? [`${title} ${url}`] : []));
  return urls.length > 0 ? `: ${enumerate(urls, 4)}` : '';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
