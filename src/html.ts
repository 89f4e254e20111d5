import { html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that is safe to send: every text in it went through `html`, which escapes, or was made from escaped parts. */
export type Html = HtmlEscapedString;

/** Hono's `html`, for values that are at hand: it answers a promise only when a value is one, and ours never are. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  return tagged(strings, ...values) as Html;
}

export const nothing: Html = html``;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as markup that shows exactly that text, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** An address a person may follow, or null: nothing that runs code, reads a file or is no address at all. */
export function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(url).protocol) ? url : null;
}

/** An address a picture may be loaded from, or null. */
export function safeImageUrl(url: string): string | null {
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(url)) return url;
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null;
}
