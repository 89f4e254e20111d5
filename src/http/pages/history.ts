import type { FieldChange } from '../../catalog/diff.ts';
import type { EntityEvent } from '../../catalog/history.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import type { Section } from './entity.ts';
import type { EntityData } from './entity-data.ts';
import { placeOf, webUrlOf } from './paths.ts';
import { numeral, when } from './words.ts';

/** Events on the page; older ones are a link away in the API. */
export const EVENTS = 20;
const CHANGES = 8;

const WORDS: Record<EntityEvent['kind'], string> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  returned: 'Came back',
};

/** What happened to an entity: when, what is different since, and the commit that says so. */
export function drawHistory({ history }: EntityData, now: Date): Section | null {
  if (history.length === 0) return null;
  const body = html`<ol class="history">${history.map((event) => drawEvent(event, now))}</ol>
${history.length === EVENTS ? html`<p class="also">Older changes are not shown.</p>` : nothing}`;
  return { id: 'history', title: 'History', body };
}

function drawEvent(event: EntityEvent, now: Date): Html {
  const { kind, at, because, changes } = event;
  const rest = changes.slice(CHANGES);
  return html`<li><p class="event"><strong>${WORDS[kind]}</strong> ${when(at, now)} ${drawCommit(event)}</p>
${because ? html`<p class="also">${because}</p>` : nothing}
${changes.length > 0 ? html`<ul class="changes">${changes.slice(0, CHANGES).map(drawChange)}</ul>` : nothing}
${rest.length > 0 ? html`<details><summary>${numeral(rest.length)} more</summary><ul class="changes">${rest.map(drawChange)}</ul></details>` : nothing}</li>`;
}

function drawCommit({ commit, commitUrl, location }: EntityEvent): Html {
  const short = commit?.slice(0, 7);
  const url = commitUrl && safeUrl(commitUrl);
  if (short && url) return html`in <a href="${url}"><code>${short}</code></a>`;
  const file = webUrlOf(location);
  const place = placeOf(location);
  return file && safeUrl(file) ? html`in <a href="${file}">${place}</a>` : html`in ${place}`;
}

function drawChange({ path, before, after }: FieldChange): Html {
  return html`<li><code>${path}</code> ${drawDifference(textOf(before), textOf(after))}</li>`;
}

function drawDifference(before: string | null, after: string | null): Html {
  if (before === null) return html`<ins>${after}</ins>`;
  if (after === null) return html`<del>${before}</del>`;
  return html`<del>${before}</del> <span aria-hidden="true">→</span> <ins>${after}</ins>`;
}

/** A value in one line; null for none. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
