import type { KnownBlock } from '@slack/types';
import type { Brief } from '../questions/answer.ts';
import { actions, bold, channelLink, link, name, section } from './blocks.ts';
import { showSelect } from './controls.ts';

type PageOf = (ref: string) => string | null;

/** Things of one message below each other, and a menu for the card of one. */
export function drawBriefs(
  briefs: readonly Brief[],
  { room, pageOf, now }: { room: number; pageOf: PageOf; now: Date },
): KnownBlock[] {
  const shown = briefs.slice(0, Math.max(1, Math.floor(briefs.length * room)));
  const picker = showSelect.element(
    'Show one of them…',
    shown.flatMap(({ ref, title }) => (ref ? [{ label: title, value: ref }] : [])),
  );
  return [
    ...shown.map((brief) => section(briefText(brief, { pageOf, now }))),
    ...(picker ? [actions([picker])] : []),
  ];
}

/** `*payments-api* · service, production, tier 1` and below it whose it is, who is awake and what to do. */
export function briefText(brief: Brief, { pageOf, now }: { pageOf: PageOf; now: Date }): string {
  const { title, sort, traits, place, warning } = brief;
  const url = (brief.ref && pageOf(brief.ref)) || brief.url;
  const head = url ? `*${link(url, title)}*` : bold(title, 80);
  const kinds = [sort, ...traits].map((word) => name(word, 40)).join(', ');
  return [
    `${head}  ·  ${kinds}`,
    place && placeLine(place),
    [ownerPart(brief), onCallPart(brief, now), runbookPart(brief)].filter(Boolean).join('  ·  '),
    warning && `:warning: ${name(warning, 300)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function placeLine({ path, owners, rule }: NonNullable<Brief['place']>): string {
  const what = path ? `\`${name(path, 200).replaceAll('`', 'ˋ')}\`: ` : '';
  const whose =
    owners.length > 0 ? owners.map((one) => bold(one, 80)).join(', ') : 'nobody, on purpose';
  const by = rule ? ` by the rule \`${name(rule, 100).replaceAll('`', 'ˋ')}\` of CODEOWNERS` : '';
  return `${what}${whose}${by}`;
}

function ownerPart({ owner, place }: Brief): string {
  if (!owner) return place ? '' : 'No owner in the catalog';
  if (!owner.exists) return `Owner ${bold(owner.label, 80)} is not in the catalog`;
  return `Owned by ${bold(owner.label, 80)}${owner.channel ? ` ${channelLink(owner.channel)}` : ''}`;
}

function onCallPart({ onCall }: Brief, now: Date): string {
  if (!onCall) return '';
  const until = onCall.until && until24(onCall.until, now);
  return `On call: ${bold(onCall.who, 80)}${until ? ` until ${until}` : ''}`;
}

function runbookPart({ runbook }: Brief): string {
  return runbook ? link(runbook, 'Runbook') : '';
}

/** Slack writes the moment in the reader's own time zone. https://docs.slack.dev/messaging/formatting-message-text/#date-formatting */
function until24(until: string, now: Date): string {
  const at = Date.parse(until);
  if (Number.isNaN(at) || at < now.getTime()) return '';
  const plain = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${plain} UTC>`;
}
