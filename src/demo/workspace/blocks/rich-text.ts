import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
} from '@slack/types';
import { raw } from 'hono/html';
import { escapeHtml, type Html, html, safeUrl } from '../../../html.ts';
import { emojiOf } from '../emoji.ts';
import { channelLink, personLink } from '../mrkdwn.ts';
import type { Scene } from '../scene.ts';
import { dateOfTs, fillDate } from '../times.ts';
import { undrawable } from './text.ts';

/** Rich text: already parsed, so nothing in its texts is read as markup again. */
export function drawRichText(block: RichTextBlock, scene: Scene): Html {
  return html`${block.elements.map((element) => drawPart(element, scene))}`;
}

/** The words of a rich text without their looks, for a field that can only hold words. */
export function textOfRichText(block: RichTextBlock): string {
  const wordsOf = (element: RichTextBlockElement): string =>
    element.elements
      .map((inner) => {
        if (inner.type === 'rich_text_section') return `${wordsOf(inner)}\n`;
        if (inner.type === 'link') return inner.text ?? inner.url;
        return 'text' in inner ? (inner.text ?? '') : '';
      })
      .join('');
  return block.elements.map(wordsOf).join('\n');
}

function drawPart(part: RichTextBlockElement, scene: Scene): Html {
  switch (part.type) {
    case 'rich_text_section':
      return html`<div class="rich-section">${drawLeaves(part.elements, scene)}</div>`;
    case 'rich_text_list':
      return drawList(part, scene);
    case 'rich_text_quote':
      return html`<blockquote>${drawLeaves(part.elements, scene)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${drawLeaves(part.elements, scene)}</pre>`;
    default:
      return undrawable(String((part as { type?: unknown }).type), 'rich text');
  }
}

/** Slack sends a nested list as lists in a row, each with its depth; `offset` goes on counting after a break. */
function drawList(list: RichTextList & { offset?: number }, scene: Scene): Html {
  const depth = Math.min(8, Math.max(0, list.indent ?? 0));
  const items = list.elements.map((item) => html`<li>${drawLeaves(item.elements, scene)}</li>`);
  const looks = `indent-${depth}${list.border ? ' bordered' : ''}`;
  return list.style === 'ordered'
    ? html`<ol class="${looks}" start="${(list.offset ?? 0) + 1}">${items}</ol>`
    : html`<ul class="${looks}">${items}</ul>`;
}

function drawLeaves(leaves: readonly RichTextElement[], scene: Scene): Html {
  return html`${leaves.map((leaf) => styled(leaf, drawLeaf(leaf, scene)))}`;
}

const STYLES = [
  ['code', 'code'],
  ['strike', 's'],
  ['underline', 'u'],
  ['italic', 'em'],
  ['bold', 'strong'],
  ['highlight', 'mark'],
] as const;

function styled(leaf: RichTextElement, drawn: Html): Html {
  const style = leaf.style as Record<string, boolean> | undefined;
  if (!style) return drawn;
  return STYLES.reduce(
    (inner, [name, tag]) => (style[name] ? raw(`<${tag}>${inner}</${tag}>`) : inner),
    drawn,
  );
}

function drawLeaf(leaf: RichTextElement, scene: Scene): Html {
  switch (leaf.type) {
    case 'text':
      return lines(leaf.text);
    case 'link': {
      const url = safeUrl(leaf.url);
      const shown = lines(leaf.text || leaf.url);
      return url
        ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${shown}</a>`
        : shown;
    }
    case 'user':
      return raw(personLink(leaf.user_id, scene));
    case 'channel': {
      const known = scene.channels.find(({ id }) => id === leaf.channel_id);
      return known
        ? raw(channelLink(known.id, known.name))
        : html`<span class="mention">#private channel</span>`;
    }
    case 'emoji': {
      const char = emojiOf(leaf.name);
      return char
        ? html`<span class="emoji" role="img" aria-label="${leaf.name}">${char}</span>`
        : html`:${leaf.name}:`;
    }
    case 'broadcast':
      return html`<span class="mention me">@${leaf.range}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${leaf.usergroup_id}</span>`;
    case 'team':
      return html`<span class="mention">${leaf.team_id}</span>`;
    case 'color':
      return drawColor(leaf.value);
    case 'date': {
      const time = dateOfTs(String(leaf.timestamp));
      const shown = Number.isNaN(time.getTime())
        ? (leaf.fallback ?? '')
        : fillDate(leaf.format, time, scene);
      const url = leaf.url && safeUrl(leaf.url);
      return url
        ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${shown}</a>`
        : html`<time>${shown}</time>`;
    }
    default:
      return undrawable(String((leaf as { type?: unknown }).type), 'rich text');
  }
}

// A swatch is an SVG attribute, because the page's security policy allows no inline styles.
function drawColor(value: string): Html {
  const swatch = /^#[0-9a-f]{6}$/i.test(value)
    ? html` <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" fill="${value}"></rect></svg>`
    : '';
  return html`<span class="color">${value}${swatch}</span>`;
}

function lines(text: string): Html {
  return raw(escapeHtml(text).replaceAll('\n', '<br>'));
}
