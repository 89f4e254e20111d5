import type {
  ActionsBlock,
  ContextBlock,
  DividerBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';

// Everything that comes from people or repositories passes `escaped` (or a function here that does) on its way into mrkdwn.

/** Slack's limits. https://docs.slack.dev/reference/block-kit/blocks and reference/block-kit/composition-objects */
export const LIMITS = {
  sectionText: 3000,
  field: 2000,
  contextElements: 10,
  buttonText: 75,
  value: 2000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  url: 3000,
  /** Slack cuts a longer top-level text. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
  text: 4000,
} as const;

// Control characters, and those that hide text or turn its direction round so that it reads as something else.
const TRICKS =
  /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u{E0001}\u{E0020}-\u{E007F}]/gu;

/** The text on one line, without characters that hide or reorder what stands there. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(TRICKS, '').trim();
}

/** The text in its lines, without characters that hide or reorder what stands there. */
export function visible(text: string): string {
  return text.replace(TRICKS, (trick) => (trick === '\n' || trick === '\t' ? trick : ''));
}

/** Cuts to `max` UTF-16 units, the stricter way to count, with an ellipsis and never through a character. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text for mrkdwn: it cannot ping, mention or link. With `max` it is cut so that the escaped text fits, never through an entity.
 * @see https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */
export function escaped(text: string, max = Number.POSITIVE_INFINITY): string {
  const clean = visible(text)
    // Three backticks would turn all that follows into code; the look-alike keeps them readable.
    .replaceAll('```', 'ˋˋˋ');
  let whole = '';
  let cut = '';
  for (const character of clean) {
    whole += ENTITIES[character] ?? character;
    if (whole.length <= max - 1) cut = whole;
    if (whole.length > max) return `${cut.trimEnd()}…`;
  }
  return whole;
}

/** A name in mrkdwn: one line, escaped, at most `max` long. */
export function name(text: string, max = 150): string {
  return escaped(oneLine(text), max);
}

export function bold(text: string, max = 150): string {
  // A star inside would end the bold text early; the look-alike keeps the name readable.
  return `*${name(text, max).replaceAll('*', '∗')}*`;
}

/** The address if people may be sent there: http, https or mailto, and short enough for Slack. */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (!parsed || !['https:', 'http:', 'mailto:'].includes(parsed.protocol)) return null;
  const clean = parsed.href.replace(
    /[|<>\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return clean.length <= LIMITS.url ? clean : null;
}

/** A text holds several links within its limit; a longer address belongs on a button. */
const INLINE_URL = 500;

/** A link whose label is only a label; without a safe address of moderate length, the label alone. */
export function link(url: string, label: string): string {
  const shown = name(label).replaceAll('|', '¦');
  const safe = safeUrl(url)?.replaceAll('&', '&amp;');
  return safe && safe.length <= INLINE_URL ? `<${safe}|${shown || 'link'}>` : shown;
}

/** A channel: a real link when `channel` is Slack's id, else `#name` as text. */
export function channelLink(channel: string): string {
  if (/^[CG][A-Z0-9]{6,}$/.test(channel)) return `<#${channel}>`;
  return `#${name(channel.replace(/^#/, ''), 80)}`;
}

/** Somebody of this workspace, by the id Slack gave us. */
export function mention(slackId: string): string {
  return /^[UW][A-Z0-9]+$/.test(slackId) ? `<@${slackId}>` : name(slackId);
}

/** Finished mrkdwn, whose variable parts are escaped. `verbatim` stops Slack from linking bare addresses and names by itself. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(oneLine(text), max) || '–', emoji: false };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Sections of escaped lines, each filled up to Slack's limit; a line is never divided. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last === undefined || joined.length > LIMITS.sectionText) texts.push(line);
    else texts[texts.length - 1] = joined;
  }
  return texts.filter((text) => text.trim() !== '').map(section);
}

export function context(parts: readonly string[]): ContextBlock {
  const text = parts.join(' · ');
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function actions(elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements };
}

export const divider: DividerBlock = { type: 'divider' };

/** A moment as each reader's own clock shows it. https://docs.slack.dev/messaging/formatting-message-text/#date-formatting */
export function moment(at: Date, pattern = '{date_short_pretty} {time}'): string {
  const words = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^${pattern}|${words}>`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago: `just now`, `12 min ago`, `3 h ago`, `2 d ago`; null for a date nobody can read. */
export function age(at: string, now: Date): string | null {
  const ms = now.getTime() - Date.parse(at);
  if (Number.isNaN(ms)) return null;
  if (ms < MINUTE) return 'just now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h ago`;
  return `${Math.floor(ms / DAY)} d ago`;
}
