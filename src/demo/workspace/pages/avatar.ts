import { type Html, html } from '../../../html.ts';

/** How many hues the style sheet knows. */
const HUES = 12;

/** A person's initials on a colour of their own; an app has the mark of its board. */
export function avatar(person: { id: string; name: string; isBot: boolean } | undefined): Html {
  if (person?.isBot) {
    return html`<span class="avatar app" aria-hidden="true"><svg viewBox="0 0 24 24"><rect x="4" y="5" width="16" height="14" rx="2.5"></rect><path d="M8 10h8M8 14h5"></path><circle cx="12" cy="5" r="1.8"></circle></svg></span>`;
  }
  const name = person?.name ?? '?';
  const words = name
    .replace(/\(.*?\)/g, '')
    .trim()
    .split(/\s+/);
  const initials = `${words[0]?.[0] ?? '?'}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`;
  return html`<span class="avatar hue-${hueOf(person?.id ?? '')}" aria-hidden="true">${initials.toUpperCase()}</span>`;
}

/** FNV-1a: ids that differ in one letter get hues far apart. */
function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (hash >>> 8) % HUES;
}
