import type { KnownBlock } from '@slack/types';
import { counted } from '../../catalog/labels.ts';
import {
  openLines,
  type ShownLine,
  type ShownNudge,
  type ShownService,
} from '../../scorecards/nudges/shown.ts';
import {
  actions,
  bold,
  context,
  link,
  moment,
  name,
  oneLine,
  section,
  sections,
  truncate,
} from '../blocks.ts';
import { openLink } from '../controls.ts';
import type { Content } from '../message.ts';
import { exemptButton, menuOf, notOursButton, openPullButton, snoozeButton } from './controls.ts';
import { fixText } from './fix-text.ts';

export type NudgeDrawing = {
  labelOf: (ref: string) => string;
  pageOf: (ref: string) => string | null;
};

const DAY = '{date_short_pretty}';
/** How many lines there are, and how many of them say why and how: the first that fits. */
const SIZES = [
  { lines: 24, full: 6 },
  { lines: 16, full: 2 },
  { lines: 8, full: 0 },
  { lines: 3, full: 0 },
] as const;
type Size = (typeof SIZES)[number];
/** A little less than Slack takes of all blocks together. */
const BLOCKS_LENGTH = 12_500;
const WORDS = 220;

/** What a team is told of its findings: by service, what fails, why, how to mend it and by when. What is done is struck out. */
export function drawNudge(nudge: ShownNudge, drawing: NudgeDrawing): Content {
  const open = openLines(nudge);
  const head = headOf(nudge, open, drawing);
  const drawn = (size: Size): Content => ({
    text: head,
    blocks: [
      section(head),
      ...drawServices(nudge.services, size, drawing),
      ...(open.length > 0 ? [actions(buttonsOf(nudge, open))] : []),
      context([footOf(nudge, open, drawing)]),
    ],
  });
  const contents = SIZES.map(drawn);
  const fitting = contents.find(({ blocks }) => JSON.stringify(blocks).length <= BLOCKS_LENGTH);
  return fitting ?? drawn(SIZES[3]);
}

function headOf({ services }: ShownNudge, open: readonly ShownLine[], { labelOf }: NudgeDrawing) {
  if (open.length === 0) return `:white_check_mark: *All done* for ${named(services, labelOf)}`;
  const left = services.filter(({ lines }) => lines.some(({ state }) => state === 'open'));
  const whose = named(left, labelOf);
  const kinds = new Set(open.map(({ kind }) => kind));
  const [only] = kinds;
  const checks = counted(open.length, 'check');
  if (kinds.size === 1 && only === 'announcement')
    return `:loudspeaker: ${whose} would fail ${checks} that will count soon`;
  if (kinds.size === 1 && only === 'exemption')
    return `:hourglass_flowing_sand: ${counted(open.length, 'exemption')} of ${whose} ${open.length === 1 ? 'ends' : 'end'} soon`;
  return `:small_orange_diamond: ${whose} ${left.length === 1 ? 'fails' : 'fail'} ${checks}`;
}

function named(services: readonly ShownService[], labelOf: (ref: string) => string): string {
  const names = services.slice(0, 3).map(({ ref }) => bold(labelOf(ref), 80));
  const more = services.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function drawServices(
  services: readonly ShownService[],
  size: Size,
  drawing: NudgeDrawing,
): KnownBlock[] {
  let shown = 0;
  let hidden = 0;
  const blocks = services.flatMap((service) => {
    const lines = service.lines.slice(0, Math.max(size.lines - shown, 0));
    hidden += service.lines.length - lines.length;
    if (lines.length === 0) return [];
    const drawn = lines.map((line) => drawLine(line, { isFull: shown++ < size.full, drawing }));
    const told = transferText(service, drawing);
    // The head names a lone service already; its title leads to its page.
    const title = titleOf(service.ref, drawing);
    return sections([`*${title}*${told}`, ...drawn]);
  });
  return hidden > 0 ? [...blocks, context([`and ${counted(hidden, 'check')} more`])] : blocks;
}

function titleOf(ref: string, { labelOf, pageOf }: NudgeDrawing): string {
  const url = pageOf(ref);
  const label = truncate(oneLine(labelOf(ref)), 80);
  return (url ? link(url, label) : name(label)).replaceAll('*', '∗');
}

function transferText({ transfer }: ShownService, { labelOf }: NudgeDrawing): string {
  if (!transfer) return '';
  const to = transfer.to ? name(labelOf(transfer.to), 80) : 'a new owner';
  const by = transfer.decidedBy ? ` by ${name(labelOf(transfer.decidedBy), 80)}` : '';
  const why = transfer.decision ? `: ${name(transfer.decision, 200)}` : '';
  switch (transfer.state) {
    case 'asked':
      return transfer.to
        ? `  ·  :arrow_right: ${to} was asked to take it; until then nobody is reminded`
        : '  ·  :arrow_right: an owner is looked for; until then nobody is reminded';
    case 'accepted':
      return `  ·  :arrow_right: taken over by ${to}`;
    case 'declined':
      return `  ·  :leftwards_arrow_with_hook: not taken${by}${why}`;
    case 'withdrawn':
      return '';
  }
}

function drawLine(
  line: ShownLine,
  { isFull, drawing }: { isFull: boolean; drawing: NudgeDrawing },
): string {
  const title = truncate(oneLine(line.title), 120);
  const on = name(line.scorecardTitle, 60);
  // A tilde inside would end what is struck out.
  const struck = `~${name(title, 200).replaceAll('~', '∼')}~`;
  switch (line.state) {
    case 'fixed':
      return `:white_check_mark: ${struck}  ·  passes now`;
    case 'exempt':
      return `:white_circle: ${struck}  ·  exempt${exemptUntil(line)}`;
    case 'gone':
      return `:white_circle: ${struck}  ·  not asked any more`;
    case 'open': {
      const head = `:red_circle: ${bold(title, 200)}  ·  ${on}${dueText(line)}`;
      const words = isFull
        ? [
            line.why ? `>${name(line.why, WORDS)}` : '',
            line.howToFix ? `>*How to fix:* ${name(line.howToFix, WORDS)}` : '',
          ]
        : [];
      return [head, ...words, ...stateLines(line, drawing)].filter(Boolean).join('\n');
    }
  }
}

function dueText({ kind, due, since }: ShownLine): string {
  const day = due ? moment(due, DAY) : '';
  switch (kind) {
    case 'announcement':
      return day ? `  ·  counts from ${day}` : '';
    case 'exemption':
      return day ? `  ·  exempt until ${day}` : '';
    case 'due':
      return day ? `  ·  due ${day}` : '';
    case 'failing':
      return `  ·  fails since ${moment(since, DAY)}${day ? `, due ${day}` : ''}`;
  }
}

function exemptUntil({ exemption }: ShownLine): string {
  if (exemption?.state !== 'approved') return '';
  return ` until ${moment(exemption.until, DAY)} (${name(exemption.id, 20)})`;
}

/** What is being done about it, a line each. */
function stateLines(line: ShownLine, { labelOf }: NudgeDrawing): string[] {
  const { fix, exemption, snooze } = line;
  const who = (ref: string) => name(labelOf(ref), 80);
  return [
    fix ? fixText(fix, labelOf) : '',
    exemption?.state === 'pending'
      ? `>:hourglass: ${name(exemption.id, 20)}: ${who(exemption.askedBy)} asked for an exemption until ${moment(exemption.until, DAY)}`
      : '',
    exemption?.state === 'denied'
      ? `>:no_entry: ${name(exemption.id, 20)} was denied${exemption.decidedBy ? ` by ${who(exemption.decidedBy)}` : ''}${exemption.decision ? `: ${name(exemption.decision, 300)}` : ''}`
      : '',
    snooze
      ? `>:zzz: Snoozed until ${moment(snooze.until, DAY)} by ${who(snooze.by)}${snooze.reason ? `: ${name(snooze.reason, 200)}` : ''}`
      : '',
  ].filter(Boolean);
}

/** Findings that a press on "Open PR" would mend: not those whose pull request is under way. */
export function mendable(open: readonly ShownLine[]): ShownLine[] {
  return open.filter(
    ({ isFixable, fix }) => isFixable && fix?.state !== 'asked' && fix?.state !== 'opened',
  );
}

function buttonsOf({ id: nudge }: ShownNudge, open: readonly ShownLine[]) {
  const fixes = mendable(open);
  const [only] = fixes;
  const pulls = open.flatMap(({ fix }) => (fix?.state === 'opened' && fix.url ? [fix] : []));
  const [pull] = pulls;
  const look = pull?.url
    ? openLink.element({ text: `Pull request #${pull.number}` }, pull.url)
    : null;
  const first = only
    ? openPullButton.element(
        { text: fixes.length > 1 ? 'Open PR…' : 'Open PR', style: 'primary' },
        { nudge, finding: fixes.length > 1 ? null : only.finding },
      )
    : look;
  const isEnding = open.every(({ kind }) => kind === 'exemption');
  return [
    ...(first ? [first] : []),
    snoozeButton.element({ text: 'Snooze…' }, { nudge }),
    exemptButton.element(
      { text: isEnding ? 'Ask for more time…' : 'Request exemption…' },
      { nudge },
    ),
    notOursButton.element({ text: 'Not ours…' }, { nudge }),
    menuOf(nudge, [
      { item: 'why', text: 'Why this?' },
      ...(only ? [{ item: 'preview' as const, text: 'What would the PR change?' }] : []),
      { item: 'mute', text: 'Mute, hours and days off…' },
    ]),
  ];
}

function footOf({ recipient }: ShownNudge, open: readonly ShownLine[], { labelOf }: NudgeDrawing) {
  const who = name(labelOf(recipient), 80);
  if (open.length === 0) return `For ${who}. Nothing is left to do here. Thank you!`;
  return `For ${who}, as owner. Of a check I remind at most four times, in your working hours.`;
}
