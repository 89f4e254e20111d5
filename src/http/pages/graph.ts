import { raw } from 'hono/html';
import type { CatalogView } from '../../catalog/search.ts';
import { type Html, html, nothing } from '../../html.ts';
import { graphOf } from '../../pictures/graph-of.ts';
import { drawGraph } from '../../pictures/svg.ts';
import type { Section } from './entity.ts';
import { pathOf } from './paths.ts';

/** Drawings of the latest looks; laying one out takes longer than all the rest of its page. */
const KEPT = 200;

/** Draws what is around an entity, and keeps the drawing until the catalog changes. */
export function createGraphs(): (view: CatalogView, ref: string) => Promise<Section | null> {
  const kept = new Map<string, Section | null>();
  let revision = 0;
  return async (view, ref) => {
    if (view.revision !== revision) kept.clear();
    revision = view.revision;
    const before = kept.get(ref);
    if (before !== undefined) return before;
    const section = await draw(view, ref);
    // The catalog may have changed meanwhile; what was drawn from the older one is not kept.
    if (view.revision === revision) kept.set(ref, section);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return section;
  };
}

async function draw(view: CatalogView, ref: string): Promise<Section | null> {
  const model = graphOf(view, ref);
  if (model.nodes.length < 2) return null;
  const links = (node: string) => (view.get(node) ? pathOf(node) : null);
  const { svg, alt } = await drawGraph(model, { theme: 'light', links });
  return { id: 'graph', title: 'Graph', body: frame(raw(svg) as Html, alt) };
}

/** A picture as wide as it must be to be read: it scrolls, and the script lets people drag and enlarge it. */
function frame(svg: Html, alt: string): Html {
  return html`<div data-graph><div class="code-head graph-tools" hidden><button type="button" data-zoom="out" aria-label="Smaller">−</button><button type="button" data-zoom="in" aria-label="Larger">+</button><button type="button" data-zoom="fit">Fit</button></div>
<div class="graph graph-view" tabindex="0" role="region" aria-label="Graph of what it needs and what needs it">${svg}</div></div>
${alt ? html`<details class="in-words"><summary>The same in words</summary><p>${alt}</p></details>` : nothing}`;
}
