import type { LinkTarget, ResolveLink } from '../page.ts';

// What comes here was written by the sanitiser: attributes in double quotes, escaped, and tags that close.
const TAG = /<a\b([^>]*)>|<\/a>|<img\b([^>]*)>/g;
const HREF = /\s(?:href|src)="([^"]*)"/;

/** Leads every link and picture of sanitised HTML to where it goes; what goes nowhere stays as text. */
export function resolveLinks(html: string, resolve: ResolveLink): string {
  let isMissing = false;
  return html.replace(TAG, (tag: string, link?: string, picture?: string) => {
    if (picture !== undefined) return drawPicture(tag, resolve);
    if (link === undefined) return isMissing ? '</span>' : tag;
    const href = HREF.exec(tag)?.[1];
    isMissing = false;
    if (href === undefined || href.startsWith('#')) return tag;
    const target = resolve(plainOf(href), { isImage: false });
    if (target)
      return tag.replace(HREF, () => ` href="${attributeOf(target.href)}"${outside(target)}`);
    isMissing = true;
    return '<span class="missing-link" title="This page does not exist.">';
  });
}

function drawPicture(tag: string, resolve: ResolveLink): string {
  const src = HREF.exec(tag)?.[1];
  const target = src === undefined ? null : resolve(plainOf(src), { isImage: true });
  if (target) return tag.replace(HREF, () => ` src="${attributeOf(target.href)}"`);
  const alt = /\salt="([^"]*)"/.exec(tag)?.[1] || src || '';
  return `<span class="missing-picture">${alt}</span>`;
}

function outside(target: NonNullable<LinkTarget>): string {
  return target.isOutside ? ' rel="noopener noreferrer"' : '';
}

function plainOf(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

function attributeOf(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
