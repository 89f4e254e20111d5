import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type Html, html } from '../../html.ts';
import { pathOf } from './paths.ts';

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const MINUTE = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** "5 minutes ago", "3 days ago", "in 20 seconds"; a date where that is longer ago than anybody counts. */
export function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (seconds > 0 && size < 60) return RELATIVE.format(seconds, 'second');
  if (size < 60) return 'just now';
  if (size < 3600) return RELATIVE.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return RELATIVE.format(Math.trunc(seconds / 3600), 'hour');
  if (size < 60 * 86_400) return RELATIVE.format(Math.trunc(seconds / 86_400), 'day');
  return DAY.format(date);
}

/** "for 8 days", "for 5 minutes"; "since 3 May 2026" where that is longer ago than anybody counts. */
export function lasting(since: Date, now: Date): Html {
  const said = ago(since, now);
  const words =
    said === 'just now'
      ? 'for a moment'
      : said === 'yesterday'
        ? 'for 1 day'
        : said.endsWith(' ago')
          ? `for ${said.slice(0, -' ago'.length)}`
          : `since ${said}`;
  return html`<time datetime="${since.toISOString()}" title="Since ${MINUTE.format(since)} UTC">${words}</time>`;
}

/** How long ago, with the moment for whoever points at it. */
export function when(date: Date, now: Date): Html {
  return html`<time datetime="${date.toISOString()}" title="${MINUTE.format(date)} UTC">${ago(date, now)}</time>`;
}

/** An entity by the name people call it, leading to its page; one that is not in the catalog is words. */
export function entityLink(view: CatalogView, ref: string): Html {
  const label = labelOf(view, ref);
  if (!view.get(ref))
    return html`<span class="missing" title="${ref} is not in the catalog">${label}</span>`;
  return html`<a href="${pathOf(ref)}" title="${ref}">${label}</a>`;
}

const KINDS: Record<string, { one: string; many: string }> = {
  component: { one: 'Component', many: 'Components' },
  api: { one: 'API', many: 'APIs' },
  resource: { one: 'Resource', many: 'Resources' },
  system: { one: 'System', many: 'Systems' },
  domain: { one: 'Domain', many: 'Domains' },
  group: { one: 'Group', many: 'Groups' },
  user: { one: 'User', many: 'Users' },
  location: { one: 'Location', many: 'Locations' },
  template: { one: 'Template', many: 'Templates' },
  airesource: { one: 'AI resource', many: 'AI resources' },
};

/** A kind (lower-case) as people write it; one that only a company knows as its descriptors write it. */
export function kindWord(kind: string, written = kind): string {
  return KINDS[kind]?.one ?? written;
}

export function kindsWord(kind: string): string {
  return KINDS[kind]?.many ?? kind;
}

/** `1,204`: a count as people read it. */
export function numeral(count: number): string {
  return count.toLocaleString('en');
}

/** `3 entities`, `1 entity`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numeral(count)} ${count === 1 ? one : many}`;
}
