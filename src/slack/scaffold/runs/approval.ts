import type { KnownBlock, ModalView } from '@slack/types';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import {
  actions,
  bold,
  context,
  escaped,
  mention,
  name,
  plain,
  section,
  sections,
} from '../../blocks.ts';
import type { Content } from '../../message.ts';
import { approveButton, declineButton, declineModal, REASON } from '../controls.ts';
import { yamlOf } from '../fields/structure.ts';
import { nameOf, type RunDrawing } from './draw.ts';

const VALUES = 20;

/** What the receiving team is asked, and later what was said. */
export function drawApproval(report: RunReport, drawing: RunDrawing): Content {
  const { id: run, template, approval, state } = report;
  const asker = askerOf(report, drawing);
  const head = `${asker} wants to make ${bold(nameOf(report), 120)} from the template ${bold(template.title, 120)}`;
  const why = approval
    ? `${name(drawing.labelOf(approval.from), 100)} is asked because it is to own what is made, or looks after this template.`
    : '';
  const isOpen = state === 'waiting';
  return {
    text: isOpen ? `${head}. Do you approve?` : `${head}.`,
    blocks: [
      section(head),
      ...sections(valueLines(report, drawing)),
      ...(isOpen
        ? [
            actions([
              approveButton.element({ text: 'Approve', style: 'primary' }, { run }),
              declineButton.element({ text: 'Decline…' }, { run }),
            ]),
            context([why]),
          ]
        : [section(verdictLine(report, drawing))]),
    ],
  };
}

function askerOf({ by }: RunReport, { person, labelOf }: RunDrawing): string {
  return person ? mention(person) : by ? name(labelOf(by), 100) : 'A program';
}

function valueLines({ values }: RunReport, { labelOf }: RunDrawing): string[] {
  const all = Object.entries(values);
  const lines = all.slice(0, VALUES).map(([key, value]) => {
    const isRef = typeof value === 'string' && /^\w+:[\w.-]+\/[\w.-]+$/.test(value);
    const text = typeof value === 'object' && value !== null ? yamlOf(value) : String(value);
    return `*${name(key, 60).replaceAll('*', '∗')}*: ${escaped(isRef ? labelOf(text) : text, 200)}`;
  });
  return [...lines, ...(all.length > VALUES ? [`and ${all.length - VALUES} more`] : [])];
}

/** Whether it was approved, by whom, and why not. */
export function verdictLine({ state, approval }: RunReport, { labelOf }: RunDrawing): string {
  const by = approval?.by ? bold(labelOf(approval.by), 100) : 'somebody';
  if (state === 'declined') {
    const reason = approval?.reason
      ? `\n>${escaped(approval.reason, 1_000).replaceAll('\n', '\n>')}`
      : '';
    return `:no_entry: Declined by ${by}${reason}`;
  }
  if (state === 'cancelled' && !approval?.by)
    return ':no_entry: Cancelled before anybody answered.';
  return `:white_check_mark: Approved by ${by}`;
}

export function declineView(run: string): ModalView {
  const reason: KnownBlock = {
    type: 'input',
    block_id: REASON,
    label: plain('Why not?', 150),
    hint: plain('Whoever asked reads it.', 150),
    element: { type: 'plain_text_input', action_id: REASON, multiline: true, max_length: 1_000 },
  };
  return declineModal.view({
    title: 'Decline',
    submit: 'Decline',
    metadata: JSON.stringify({ run }),
    blocks: [reason],
  });
}
