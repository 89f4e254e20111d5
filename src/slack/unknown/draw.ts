import type { KnownBlock } from '@slack/types';
import type { ReportLine, UnknownReport } from '../../questions/unknown/report.ts';
import { actions, bold, context, name, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import type { Content } from '../message.ts';
import { ignoreButton, meansButton, registerButton } from './controls.ts';

const TITLE = 'Names I did not know this week';

/** The platform lead's message: what people asked for, and what to do about each. What is settled is struck out. */
export function drawReport({ week, lines }: UnknownReport, page: string | null): Content {
  const open = lines.filter(({ settled }) => settled === null).length;
  const all = page ? openLink.element({ text: 'All unknown names' }, page) : null;
  const blocks = [
    section(`${bold(TITLE)}\n${leadOf(open)}`),
    ...lines.flatMap((line) => drawLine(line, week)),
    context(['Admins may do all of this, and members of a team may name what the team owns.']),
    ...(all ? [actions([all])] : []),
  ];
  const names = lines.slice(0, 5).map(({ miss }) => `"${name(miss.text, 60)}"`);
  return { text: `${TITLE}: ${names.join(', ')}`, blocks };
}

function leadOf(open: number): string {
  if (open === 0) return 'All of them are settled. Thank you!';
  return 'People asked, and I had to say "I do not know". Say what a name means and I answer from the next question on.';
}

function drawLine({ miss, settled }: ReportLine, week: string): KnownBlock[] {
  if (settled) {
    // A tilde inside would end what is struck out.
    const said = name(miss.text, 120).replaceAll('~', '∼');
    return [section(`~${said}~ · ${endOf(settled)}`)];
  }
  const value = { week, miss: miss.text };
  return [
    section([`${bold(miss.text, 120)} · ${howOften(miss)}`, ...underLine(miss)].join('\n')),
    actions([
      meansButton.element({ text: 'This means…' }, value),
      registerButton.element({ text: 'Register a service…' }, value),
      ignoreButton.element({ text: 'Ignore' }, value),
    ]),
  ];
}

function endOf({ means, by }: NonNullable<ReportLine['settled']>): string {
  const who = name(by ?? 'somebody', 80);
  if (means === null) return `ignored by ${who}`;
  return `means ${name(means, 150)}${by ? `, says ${who}` : ''}`;
}

function underLine({ example, near }: ReportLine['miss']): string[] {
  const nearest = near.map(({ label }) => name(label, 80)).join(', ');
  return [
    ...(example ? [`As typed: "${name(example, 150)}"`] : []),
    ...(nearest ? [`Nearest names: ${nearest}`] : []),
  ];
}

/** `asked 7 times by 3 people`. */
export function howOften({ count, people }: { count: number; people: number }): string {
  const times = count === 1 ? 'asked once' : `asked ${count} times`;
  if (people === 0) return times;
  return `${times} by ${people === 1 ? 'one person' : `${people} people`}`;
}
