import type { CatalogProblem } from '../../catalog/problems.ts';
import { parseRef } from '../../catalog/ref.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { CATALOG, placeOf, webUrlOf } from './paths.ts';
import { drawProblems } from './problem-list.ts';
import { entityLink, kindWord, when } from './words.ts';

const NEAREST = 6;

/** What an address says that nothing is at: why a document that would be there cannot be used, else the names that look most like it. */
export function drawAbsent(
  view: CatalogView,
  { ref, problems, now }: { ref: string; problems: readonly CatalogProblem[]; now: Date },
): Html {
  const { kind, namespace, name } = parseRef(ref);
  if (problems.length > 0) {
    return html`<div class="notice"><h1>${name} is not in the catalog yet</h1>
<p>A document describes it, and cannot be used.</p>
${drawProblems(problems, { view, now, without: 'ref' })}
<p><a href="${CATALOG}">All of the catalog</a></p></div>`;
  }
  return html`<div class="notice"><h1>${name} is not in the catalog</h1>
<p>There is no ${kindWord(kind)} of this name in the namespace <code>${namespace}</code>.</p>
${drawNearest(view, ref)}
<p><a href="${CATALOG}">All of the catalog</a></p></div>`;
}

/** What an address says whose entity has gone: when, and why. */
export function drawRemoved(
  view: CatalogView,
  {
    ref,
    removal,
    now,
  }: { ref: string; removal: { at: Date; because: string; location: string }; now: Date },
): Html {
  const { name } = parseRef(ref);
  const { at, because, location } = removal;
  const url = webUrlOf(location);
  const place =
    url && safeUrl(url) ? html`<a href="${url}">${placeOf(location)}</a>` : placeOf(location);
  return html`<div class="notice"><h1>${name} has gone</h1>
<p>It left the catalog ${when(at, now)}${because ? html`: ${because}` : nothing}.</p>
<p>It was described in ${place}.</p>
${drawNearest(view, ref)}
<p><a href="${CATALOG}">All of the catalog</a></p></div>`;
}

function drawNearest(view: CatalogView, ref: string): Html {
  const { kind, name } = parseRef(ref);
  const near = view.find(name, { limit: NEAREST }).map(({ entry }) => entry);
  if (near.length === 0) return nothing;
  // The same kind first: who asks for a component rarely means a person.
  const sorted = near.toSorted((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
  return html`<h2>The nearest names</h2><ul class="nearest">${sorted.map((entry) => html`<li>${entityLink(view, entry.ref)} <span class="also">${kindWord(entry.kind)}</span></li>`)}</ul>`;
}
