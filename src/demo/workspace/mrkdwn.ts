import { raw } from 'hono/html';
import { escapeHtml, type Html, safeUrl } from '../../html.ts';
import { emojiOf } from './emoji.ts';
import type { Scene } from './scene.ts';
import { dateOfTs, fillDate } from './times.ts';

// Slack's mrkdwn, as Slack draws it (docs.slack.dev, "Formatting message text"). It is not Markdown: one star is bold,
// `[x](url)` and `# line` are just text, and a formatting mark counts only at the edge of a word.

type Options = {
  /** Leave bare URLs and #channel names as text. */
  verbatim?: boolean;
};

const WORD = /[\p{L}\p{N}]/u;
const MARKS: Record<string, string> = { '*': 'strong', _: 'em', '~': 's' };
const EMOJI = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/y;
const BARE_URL = /https?:\/\/[^\s<>|"]+/y;
const BARE_CHANNEL = /#([a-z0-9][a-z0-9._-]*)/y;
const ENTITY = /&(?:amp|lt|gt);/y;
const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_REST = /^(?:&gt;|>){3} ?/;

/** Text in mrkdwn as safe markup. */
export function mrkdwn(text: string, scene: Scene, options: Options = {}): Html {
  const drawn = text
    .split(/(```[\s\S]+?```)/)
    .map((part) =>
      part.length > 6 && part.startsWith('```') && part.endsWith('```')
        ? `<pre>${literal(part.slice(3, -3).replace(/^\n|\n$/g, ''), scene)}</pre>`
        : lines(part, scene, options),
    );
  return raw(drawn.join(''));
}

/** Text that is never parsed, with its line breaks; `:emoji:` is drawn only when the text object asks for it. */
export function plain(text: string, { emoji = false } = {}): Html {
  const shown = emoji
    ? text.replace(/:([a-z0-9_+'-]+):/g, (all, name: string) => emojiOf(name) ?? all)
    : text;
  return raw(escapeHtml(shown).replaceAll('\n', '<br>'));
}

function lines(text: string, scene: Scene, options: Options): string {
  const out: { isQuote: boolean; html: string }[] = [];
  const all = text.replace(/^\n|\n$/g, '').split('\n');
  for (const [index, line] of all.entries()) {
    if (QUOTE_REST.test(line)) {
      const rest = [line.replace(QUOTE_REST, ''), ...all.slice(index + 1)];
      out.push(...rest.map((each) => ({ isQuote: true, html: inline(each, scene, options) })));
      break;
    }
    const isQuote = QUOTE.test(line);
    out.push({ isQuote, html: inline(isQuote ? line.replace(QUOTE, '') : line, scene, options) });
  }
  let html = '';
  for (const [index, line] of out.entries()) {
    const before = out[index - 1];
    if (before && before.isQuote === line.isQuote) html += '<br>';
    if (line.isQuote && !before?.isQuote) html += '<blockquote>';
    html += line.html;
    if (line.isQuote && !out[index + 1]?.isQuote) html += '</blockquote>';
  }
  return html;
}

/** One line. `open` holds the marks we are inside of: a mark does not nest in itself, which also bounds the depth. */
function inline(text: string, scene: Scene, options: Options, open = ''): string {
  let html = '';
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const piece =
      (char === '`' && code(text, at, scene)) ||
      (char === '<' && control(text, at, scene)) ||
      (char in MARKS && marked(text, at, { scene, options, open })) ||
      (char === ':' && emoji(text, at)) ||
      (char === '&' && entity(text, at)) ||
      (!options.verbatim && char === 'h' && bareUrl(text, at)) ||
      (!options.verbatim && char === '#' && bareChannel(text, at, scene));
    html += piece ? piece.html : escapeHtml(char);
    at = piece ? piece.end : at + 1;
  }
  return html;
}

type Piece = { html: string; end: number } | null;

function isWord(char: string | undefined): boolean {
  return char !== undefined && WORD.test(char);
}

function code(text: string, at: number, scene: Scene): Piece {
  const end = text.indexOf('`', at + 1);
  if (end <= at + 1 || isWord(text[at - 1]) || isWord(text[end + 1])) return null;
  return { html: `<code>${literal(text.slice(at + 1, end), scene)}</code>`, end: end + 1 };
}

/** Inside code nothing is formatted; only Slack's own `<…>` sequences and entities keep their meaning. */
function literal(text: string, scene: Scene): string {
  let html = '';
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    const piece = (char === '<' && control(text, at, scene)) || (char === '&' && entity(text, at));
    html += piece ? piece.html : escapeHtml(char);
    at = piece ? piece.end : at + 1;
  }
  return html;
}

function marked(
  text: string,
  at: number,
  { scene, options, open }: { scene: Scene; options: Options; open: string },
): Piece {
  const mark = text.charAt(at);
  const next = text[at + 1];
  if (open.includes(mark) || isWord(text[at - 1]) || text[at - 1] === mark) return null;
  if (next === undefined || /\s/.test(next) || next === mark) return null;
  const end = closing(text, at + 1, mark);
  if (end === null) return null;
  const inner = inline(text.slice(at + 1, end), scene, options, open + mark);
  const tag = MARKS[mark] ?? 'span';
  return { html: `<${tag}>${inner}</${tag}>`, end: end + 1 };
}

/** Where the mark closes: after a character that is no space, before one that is no word; never inside code or `<…>`. */
function closing(text: string, from: number, mark: string): number | null {
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '`' || char === '<') {
      const end = text.indexOf(char === '`' ? '`' : '>', at + 1);
      if (end > at) at = end;
    } else if (
      char === mark &&
      at > from &&
      !/\s/.test(text.charAt(at - 1)) &&
      !isWord(text[at + 1]) &&
      text[at + 1] !== mark
    ) {
      return at;
    }
  }
  return null;
}

function emoji(text: string, at: number): Piece {
  EMOJI.lastIndex = at;
  const found = EMOJI.exec(text);
  const char = found && emojiOf(found[1] ?? '');
  if (!found || !char) return null;
  return {
    html: `<span class="emoji" role="img" aria-label="${escapeHtml(found[1] ?? '')}">${char}</span>`,
    end: at + found[0].length,
  };
}

function entity(text: string, at: number): Piece {
  ENTITY.lastIndex = at;
  const found = ENTITY.exec(text);
  return found && { html: found[0], end: at + found[0].length };
}

function bareUrl(text: string, at: number): Piece {
  if (isWord(text[at - 1])) return null;
  BARE_URL.lastIndex = at;
  const found = BARE_URL.exec(text)?.[0].replace(/(?:&gt;|&lt;).*$/, '');
  if (!found) return null;
  let url = found.replace(/[.,;:!?'*_~`]+$/, '');
  // A closing bracket belongs to the sentence unless the address opened one itself.
  if (/[)\]]$/.test(url) && !/[([]/.test(url)) url = url.replace(/[)\]]+[.,;:!?]*$/, '');
  return { html: link(url, escapeText(url)), end: at + url.length };
}

function bareChannel(text: string, at: number, scene: Scene): Piece {
  if (isWord(text[at - 1]) || text[at - 1] === '/' || text[at - 1] === '&') return null;
  BARE_CHANNEL.lastIndex = at;
  const name = BARE_CHANNEL.exec(text)?.[1]?.replace(/[._-]+$/, '');
  const channel = name && scene.channels.find((each) => each.name === name);
  return channel
    ? { html: channelLink(channel.id, channel.name), end: at + name.length + 1 }
    : null;
}

/** Slack's `<…>`: a link, a mention of somebody or of a channel, or a command such as a date. Anything else is text. */
function control(text: string, at: number, scene: Scene): Piece {
  const close = text.indexOf('>', at);
  if (close < 0) return null;
  const [target = '', ...rest] = text.slice(at + 1, close).split('|');
  const html = sequence(target, rest.length ? rest.join('|') : null, scene);
  return html === null ? null : { html, end: close + 1 };
}

function sequence(target: string, label: string | null, scene: Scene): string | null {
  const shown = label === null ? null : escapeText(label);
  if (/^@[UWB]\w+$/.test(target)) return personLink(target.slice(1), scene, shown);
  if (/^#[CGD]\w+$/.test(target)) {
    const known = scene.channels.find(({ id }) => id === target.slice(1));
    if (known) return channelLink(known.id, known.name);
    return mention(`#${shown || 'private channel'}`);
  }
  const broadcast = /^!(here|channel|everyone)$/.exec(target)?.[1];
  if (broadcast) return mention(`@${broadcast}`, 'mention me');
  if (/^!subteam\^\w+$/.test(target)) return mention(shown || `@${target.slice(9)}`);
  if (target.startsWith('!date^')) return date(target, label, scene);
  if (target.startsWith('!')) return shown === null ? null : escapeHtml(`<${label}>`);
  if (!safeUrl(target.replaceAll('&amp;', '&'))) return null;
  return link(
    target.replaceAll('&amp;', '&'),
    shown || escapeText(target.replace(/^(mailto|tel):/, '')),
  );
}

function date(target: string, fallback: string | null, scene: Scene): string {
  const [, seconds = '', pattern = '', url] = target.split('^');
  const time = dateOfTs(seconds);
  if (!/^\d+$/.test(seconds) || Number.isNaN(time.getTime())) return escapeText(fallback ?? '');
  const words = escapeText(fillDate(pattern, time, scene));
  const shown = `<time datetime="${time.toISOString()}">${words}</time>`;
  return url && safeUrl(url) ? link(url, shown) : shown;
}

/** mrkdwn text as markup: its three entities stand, everything else is escaped. */
function escapeText(text: string): string {
  return text
    .split(/(&(?:amp|lt|gt);)/)
    .map((part, index) => (index % 2 ? part : escapeHtml(part)))
    .join('');
}

function link(url: string, shown: string): string {
  return `<a href="${escapeText(url)}" target="_blank" rel="noopener noreferrer">${shown}</a>`;
}

function mention(shown: string, name = 'mention'): string {
  return `<span class="${name}">${shown}</span>`;
}

/** A person's name as Slack shows a mention; an id nobody has keeps its label or itself. */
export function personLink(id: string, scene: Scene, label: string | null = null): string {
  const person = scene.people.find((each) => each.id === id);
  const name = person ? escapeHtml(person.name) : label || escapeHtml(id);
  return mention(`@${name}`, id === scene.me ? 'mention me' : 'mention');
}

export function channelLink(id: string, name: string): string {
  return `<a class="mention" href="?channel=${encodeURIComponent(id)}" data-channel="${escapeHtml(id)}">#${escapeHtml(name)}</a>`;
}
