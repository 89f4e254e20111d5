import type { MarkdownBlock } from '@slack/types';
import { raw } from 'hono/html';
import { escapeHtml, type Html, html, safeImageUrl, safeUrl } from '../../../html.ts';
import { emojiOf } from '../emoji.ts';
import { channelLink, personLink } from '../mrkdwn.ts';
import type { Scene } from '../scene.ts';

// The one block that reads standard Markdown (docs.slack.dev, markdown block): headings, emphasis, links, lists, task
// lists, quotes, code, rules and tables. Raw HTML in it is text.

export function drawMarkdown(block: MarkdownBlock, scene: Scene): Html {
  return html`<div class="block markdown">${raw(blocksOf(block.text.split('\n'), scene))}</div>`;
}

const FENCE = /^ {0,3}(```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/;

function blocksOf(lines: string[], scene: Scene): string {
  let out = '';
  let at = 0;
  /** The lines from here on that `belongs` accepts. */
  function take(belongs: (line: string, index: number) => boolean): string[] {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? '', at - from)) at += 1;
    return lines.slice(from, at);
  }
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    if (fence) {
      at += 1;
      const code = take((each) => !each.trimStart().startsWith(fence));
      at += 1;
      out += `<pre>${escapeHtml(code.join('\n'))}</pre>`;
    } else if (heading) {
      at += 1;
      const level = Math.min(6, (heading[1] ?? '#').length + 2);
      out += `<h${level}>${inline(heading[2] ?? '', scene)}</h${level}>`;
    } else if (RULE.test(line)) {
      at += 1;
      out += '<hr>';
    } else if (line.startsWith('>')) {
      const quoted = take((each) => each.startsWith('>')).map((each) => each.replace(/^> ?/, ''));
      out += `<blockquote>${blocksOf(quoted, scene)}</blockquote>`;
    } else if (ITEM.test(line)) {
      out += list(
        take((each) => ITEM.test(each) || /^\s+\S/.test(each)),
        scene,
      );
    } else if (line.includes('|') && TABLE_RULE.test(lines[at + 1] ?? '')) {
      out += table(
        take((each) => each.includes('|')),
        scene,
      );
    } else if (line.trim() === '') {
      at += 1;
    } else {
      const text = take(
        (each, index) =>
          each.trim() !== '' &&
          (index === 0 ||
            !(FENCE.test(each) || HEADING.test(each) || each.startsWith('>') || ITEM.test(each))),
      );
      out += `<p>${text.map((each) => inline(each.trim(), scene)).join('<br>')}</p>`;
    }
  }
  return out;
}

function list(lines: string[], scene: Scene): string {
  const items: { text: string; inner: string[] }[] = [];
  const first = ITEM.exec(lines[0] ?? '');
  const depth = first?.[1]?.length ?? 0;
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item && (item[1] ?? '').length <= depth) items.push({ text: item[3] ?? '', inner: [] });
    else items.at(-1)?.inner.push(line.slice(Math.min(depth + 2, line.search(/\S/))));
  }
  const drawn = items.map(({ text, inner }) => {
    const task = /^\[([ xX])\]\s+(.*)$/.exec(text);
    const box = task
      ? `<input type="checkbox" disabled aria-label="${task[1] === ' ' ? 'open' : 'done'}"${task[1] === ' ' ? '' : ' checked'}> `
      : '';
    return `<li>${box}${inline(task?.[2] ?? text, scene)}${inner.length ? blocksOf(inner, scene) : ''}</li>`;
  });
  const tag = first?.[2] === undefined ? 'ul' : 'ol';
  const start = first?.[2] === undefined ? '' : ` start="${Number(first[2])}"`;
  return `<${tag}${start}>${drawn.join('')}</${tag}>`;
}

function table(lines: string[], scene: Scene): string {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => inline(cell.trim(), scene));
  const [head = '', , ...rows] = lines;
  const row = (line: string, tag: 'th' | 'td') =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join('')}</tr>`;
  return `<div class="scroll"><table><thead>${row(head, 'th')}</thead><tbody>${rows.map((line) => row(line, 'td')).join('')}</tbody></table></div>`;
}

/** One alternative each: code, image, link, Slack's mentions, bare URL, bold, strike, italic, emoji. Emphasis may hold others. */
const INLINE =
  /`([^`]+)`|!\[([^\]]*)\]\(([^()\s]+)\)|\[([^\]]+)\]\(([^()\s]+)\)|<([@#][A-Z0-9]+)(?:\|[^>]*)?>|<?(https?:\/\/[^\s<>)]+)>?|\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__|~~(?=\S)(.+?)~~|\*(?=[^\s*])([^*]+)\*|(?<![\p{L}\p{N}])_(?=\S)([^_]+)_(?![\p{L}\p{N}])|:([a-z0-9_+-]+):/gu;

function inline(text: string, scene: Scene): string {
  let out = '';
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    out += unescaped(text.slice(end, found.index)) + piece(found, scene);
    end = found.index + found[0].length;
  }
  return out + unescaped(text.slice(end));
}

function piece(found: RegExpMatchArray, scene: Scene): string {
  const [
    all,
    code,
    alt,
    src,
    label,
    href,
    mention,
    url,
    bold,
    bold2,
    strike,
    italic,
    italic2,
    emoji,
  ] = found;
  if (code !== undefined) return `<code>${escapeHtml(code)}</code>`;
  if (src !== undefined) return image(src, alt ?? '');
  if (href !== undefined) return link(href, inline(label ?? '', scene));
  if (mention !== undefined) return mentioned(mention, scene);
  if (url !== undefined) return link(url, escapeHtml(url));
  if (bold !== undefined || bold2 !== undefined)
    return `<strong>${inline(bold ?? bold2 ?? '', scene)}</strong>`;
  if (strike !== undefined) return `<s>${inline(strike, scene)}</s>`;
  if (italic !== undefined || italic2 !== undefined)
    return `<em>${inline(italic ?? italic2 ?? '', scene)}</em>`;
  return (emoji !== undefined && emojiOf(emoji)) || escapeHtml(all);
}

/** A backslash takes the meaning from the mark behind it. */
function unescaped(text: string): string {
  return escapeHtml(text.replace(/\\([\\`*_{}[\]()#+\-.!~|>])/g, '$1'));
}

function link(url: string, shown: string): string {
  return safeUrl(url)
    ? `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${shown}</a>`
    : shown;
}

function image(url: string, alt: string): string {
  return safeImageUrl(url)
    ? `<img class="picture" src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" loading="lazy" referrerpolicy="no-referrer">`
    : escapeHtml(alt);
}

function mentioned(target: string, scene: Scene): string {
  if (target.startsWith('@')) return personLink(target.slice(1), scene);
  const known = scene.channels.find(({ id }) => id === target.slice(1));
  return known
    ? channelLink(known.id, known.name)
    : '<span class="mention">#private channel</span>';
}
