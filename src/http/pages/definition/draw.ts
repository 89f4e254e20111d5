import type { Group, Item, Node, Outline, Part } from '../../../catalog/definition/outline.ts';
import type { ReadDefinition } from '../../../catalog/definition/read.ts';
import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import type { Section } from '../entity.ts';
import { pathOf } from '../paths.ts';
import { counted } from '../words.ts';

/** As much of a text as a page takes. */
const MOST_TEXT = 60_000;
/** A list of so few operations is shown unfolded by group; a longer one is a list of groups. */
const FEW_GROUPS = 6;

/** The API as an outline to unfold, and its text below. */
export function drawDefinition(ref: string, definition: ReadDefinition): Section {
  const { outline, note, type } = definition;
  const body = html`${note ? html`<p class="note">${note}</p>` : nothing}
${outline ? drawOutline(outline) : nothing}
${drawText(ref, definition)}`;
  return { id: 'definition', title: outline?.language ?? (type || 'Definition'), body };
}

function drawOutline({ title, version, description, places, groups, cuts }: Outline): Html {
  const isShort = groups.length <= FEW_GROUPS;
  return html`${title ? html`<p class="api-title">${title}${version ? html` <span class="badge">${version}</span>` : nothing}</p>` : nothing}
${description ? html`<p class="api-words">${description}</p>` : nothing}
${places.length > 0 ? html`<ul class="places">${places.map(drawPlace)}</ul>` : nothing}
${cuts.map((cut) => html`<p class="note">${cut}</p>`)}
${groups.map((group) => drawGroup(group, isShort))}`;
}

function drawPlace({ name, detail }: Outline['places'][number]): Html {
  const url = /^https?:/.test(name) ? safeUrl(name) : null;
  const shown = url ? html`<a href="${url}" rel="noreferrer">${name}</a>` : html`${name}`;
  return html`<li><code>${shown}</code>${detail ? html` <span class="also">${detail}</span>` : nothing}</li>`;
}

function drawGroup({ title, description, items }: Group, isOpen: boolean): Html {
  return html`<details class="api-group"${isOpen ? html` open` : nothing}><summary><h3>${title}</h3> <span class="count">${items.length}</span></summary>
${description ? html`<p class="api-words">${description}</p>` : nothing}
<ul>${items.map((item) => html`<li>${drawItem(item)}</li>`)}</ul></details>`;
}

function drawItem(item: Item): Html {
  const { sort, name, summary, description, deprecated, parts } = item;
  const head = html`<span class="sort sort-${sortClass(sort)}">${sort}</span><code class="item-name">${name}</code>${deprecated === null ? nothing : html`<span class="gone">deprecated</span>`}<span class="item-words">${summary ?? ''}</span>`;
  const words = [deprecated ? `Deprecated: ${deprecated}` : null, description].filter(Boolean);
  if (parts.length === 0 && words.length === 0)
    return html`<div class="item"><div class="item-head">${head}</div></div>`;
  return html`<details class="item"><summary class="item-head">${head}</summary>
<div class="item-body">${words.map((one) => html`<p class="api-words">${one}</p>`)}
${parts.map(drawPart)}</div></details>`;
}

function sortClass(sort: string): string {
  const word = sort.toLowerCase();
  return /^[a-z]+$/.test(word) ? word : 'other';
}

function drawPart({ title, note, nodes }: Part): Html {
  return html`<section class="api-part">${title ? html`<h4>${title}</h4>` : nothing}${note ? html`<p class="also">${note}</p>` : nothing}
${nodes.length > 0 ? drawNodes(nodes) : nothing}</section>`;
}

function drawNodes(nodes: readonly Node[]): Html {
  return html`<ul class="nodes">${nodes.map((node) => html`<li>${drawNode(node)}</li>`)}</ul>`;
}

function drawNode({ name, type, isRequired, deprecated, description, notes, nodes }: Node): Html {
  const line = html`${name ? html`<code class="node-name">${name}</code> ` : nothing}<span class="node-type">${type}</span>${isRequired ? html` <span class="needed">required</span>` : nothing}${deprecated === null ? nothing : html` <span class="gone">deprecated</span>`}${notes.map((note) => html` <span class="node-note">${note}</span>`)}`;
  const words = [description, deprecated ? `Deprecated: ${deprecated}` : null].filter(Boolean);
  const text = words.map((one) => html`<p class="api-words">${one}</p>`);
  if (nodes.length === 0) return html`<div class="node">${line}</div>${text}`;
  // What has no name of its own is the whole body: its fields are what somebody came for.
  return html`<details class="node"${name === '' ? html` open` : nothing}><summary>${line}</summary>${text}${drawNodes(nodes)}</details>`;
}

function drawText(ref: string, { text, outline }: ReadDefinition): Html {
  if (text === null) return nothing;
  const shown = text.slice(0, MOST_TEXT);
  const whole = `${pathOf(ref)}/definition`;
  const hidden = text.length - shown.length;
  return html`<details class="api-text"${outline ? nothing : html` open`}><summary>Text of the definition <span class="count">${counted(text.split('\n').length, 'line')}</span></summary>
<div class="code-head"><a href="${whole}">Open as text</a></div>
<pre class="code" tabindex="0" role="region" aria-label="Text of the definition"><code>${shown}</code></pre>
${hidden > 0 ? html`<p class="note">This is the beginning; ${counted(hidden, 'more character')} are in <a href="${whole}">the whole text</a>.</p>` : nothing}</details>`;
}
