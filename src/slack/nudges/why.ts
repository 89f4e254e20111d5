import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { CheckResult, EvidenceItem, Result } from '../../scorecards/evaluate.ts';
import type { LogLine } from '../../scorecards/nudges/nudge.ts';
import type { ShownLine, ShownNudge } from '../../scorecards/nudges/shown.ts';
import { openLines } from '../../scorecards/nudges/shown.ts';
import { defineModal } from '../actions.ts';
import {
  age,
  bold,
  context,
  divider,
  escaped,
  link,
  moment,
  name,
  section,
  sections,
} from '../blocks.ts';
import { doneView } from './inputs.ts';
import type { LabelOf } from './parts.ts';

const whyModal = defineModal('nudge-why', z.unknown());
const TITLE = 'Why this?';
const LINES = 5;
const EVIDENCE = 5;
const LOGGED = 4;

export type WhyParts = {
  nudge: ShownNudge;
  /** Of each entity of the message, as it is judged now. */
  results: ReadonlyMap<string, readonly Result[]>;
  /** The delivery log of each finding, the latest first. */
  log: ReadonlyMap<string, readonly LogLine[]>;
  labelOf: LabelOf;
  now: Date;
};

/** Who is told and why, which rule, on what evidence, and what was sent or held. */
export function whyView(parts: WhyParts): ModalView {
  const open = openLines(parts.nudge);
  if (open.length === 0) return doneView(TITLE);
  const who = bold(parts.labelOf(parts.nudge.recipient), 80);
  const more = open.length - LINES;
  return whyModal.view({
    title: TITLE,
    close: 'Done',
    blocks: [
      section(
        `${who} is told, as the owner of what fails. A team hears of it in its channel, and its members not again.`,
      ),
      ...open.slice(0, LINES).flatMap((line) => [divider, ...drawWhy(line, parts)]),
      ...(more > 0 ? [context([`and ${more} more`])] : []),
    ],
  });
}

function drawWhy(line: ShownLine, { results, log, labelOf, now }: WhyParts): KnownBlock[] {
  const result = results
    .get(line.ref)
    ?.find(({ scorecard }) => scorecard.name === line.scorecard)
    ?.checks.find(({ check }) => check.id === line.check);
  const logged = (log.get(line.finding) ?? []).slice(0, LOGGED);
  return [
    ...sections([
      `${bold(line.title, 150)} of ${bold(labelOf(line.ref), 80)}  ·  ${name(line.scorecardTitle, 80)}`,
      ...(line.why ? [name(line.why, 500)] : []),
      ...(result ? ruleLines(result, now) : []),
    ]),
    ...(logged.length > 0 ? [context([logged.map(logText).join('\n')])] : []),
  ];
}

function ruleLines({ check, evidence, reason }: CheckResult, now: Date): string[] {
  const owner = check.owner ? `  ·  kept by ${name(check.owner, 80)}` : '';
  return [
    `Rule: \`${escaped(check.rule.text.replaceAll('`', 'ˋ'), 400)}\`${owner}`,
    ...(reason ? [escaped(reason, 300)] : []),
    ...evidence()
      .slice(0, EVIDENCE)
      .map((item) => `•  ${evidenceText(item, now)}`),
  ];
}

function evidenceText(item: EvidenceItem, now: Date): string {
  const { title, state, value, source, url, observedAt, reason } = item;
  const said = state === 'unknown' ? `nobody knows: ${reason ?? ''}` : valueText(value);
  const from = url ? link(url, source) : name(source, 120);
  const when = observedAt ? age(observedAt.toISOString(), now) : null;
  const stale = state === 'stale' ? `, not read since${reason ? `: ${reason}` : ''}` : '';
  return `${name(title, 120)}: *${name(said, 200).replaceAll('*', '∗')}* (${[from, when].filter(Boolean).join(', ')}${name(stale, 200)})`;
}

function valueText(value: EvidenceItem['value']): string {
  if (value === null) return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

function logText({ detail, lastAt, times }: LogLine): string {
  const often = times > 1 ? ` (${times} times)` : '';
  return `${moment(lastAt)}: ${name(detail, 300)}${often}`;
}
