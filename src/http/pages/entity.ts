import { inWords } from '../../catalog/corrections/correction.ts';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CorrectionRow } from '../../catalog/corrections/store.ts';
import { titleOf } from '../../catalog/summary.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { partOfKind } from '../../pictures/theme.ts';
import { drawDetails } from './details.ts';
import { drawAside } from './entity-aside.ts';
import type { EntityData } from './entity-data.ts';
import { drawHistory } from './history.ts';
import { narrowedUrl } from './list-query.ts';
import { drawMaking } from './making.ts';
import { CATALOG } from './paths.ts';
import { drawProblems } from './problem-list.ts';
import { drawRelations } from './relations.ts';
import { drawSource } from './source.ts';
import { kindsWord, kindWord } from './words.ts';
import { drawWork } from './work.ts';

/** One part of the page, with its place in the list of contents. */
export type Section = { id: string; title: string; count?: number; body: Html };

export type EntityPage = {
  data: EntityData;
  now: Date;
  /** Drawn beforehand, because drawing them takes time: null where there is nothing to show. */
  graph: Section | null;
  definition: Section | null;
  scores: Section | null;
};

/** The page about one entity: what it is, whom to ask, what it touches, and where all of that is said. */
export function drawEntity({ data, now, graph, definition, scores }: EntityPage): Html {
  const { found, facts, warnings } = data;
  const { entity } = found;
  const { entry } = facts;
  const title = titleOf(entity) ?? entity.metadata.name;
  const sections = [
    problemSection(data, now),
    drawMaking(data, now),
    scores,
    drawWork(data.work, { view: data.view, now }),
    definition,
    graph,
    drawDetails(data),
    drawRelations(data),
    drawHistory(data, now),
    drawSource(data),
  ].filter((section) => section !== null);
  return html`<article class="entity">
<header class="entity-head">
<nav class="crumbs" aria-label="You are here"><a href="${CATALOG}">Catalog</a> <span aria-hidden="true">/</span> <a href="${narrowedUrl('kind', entry.kind)}">${kindsWord(entry.kind)}</a></nav>
<h1>${title}</h1>
<p class="badges"><span class="kind kind-${partOfKind(entry.kind)}">${kindWord(entry.kind, entity.kind)}</span>${[entry.type, entry.lifecycle].map((word) => (word ? html`<span class="badge">${word}</span>` : nothing))}${entry.tier ? html`<span class="badge">Tier ${entry.tier}</span>` : nothing}<code class="ref" data-copy="${found.ref}">${found.ref}</code></p>
${entity.metadata.description ? html`<p class="description">${entity.metadata.description}</p>` : nothing}
${warnings.length > 0 ? html`<ul class="warnings" aria-label="Warnings">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>` : nothing}
${data.pending.map((row) => drawPending(row, data))}</header>
${drawAside(data, now)}
<div class="entity-main">
<nav class="contents" aria-label="On this page">${sections.map(({ id, title, count }) => html`<a href="#${id}">${title}${count === undefined ? nothing : html` <span class="count">${count}</span>`}</a>`)}</nav>
${sections.map(drawSection)}
</div>
</article>`;
}

/** Said beside what stands there now, never instead of it. */
function drawPending(row: CorrectionRow, { view }: EntityData): Html {
  const url = row.url && safeUrl(row.url);
  const pull = row.number === null ? nothing : html`, PR #${row.number}`;
  return html`<p class="pending"><strong>Correction pending:</strong> ${inWords(row, (ref) => labelIn(view, ref))}${url ? html`, <a href="${url}">PR #${row.number}</a>` : pull} by ${row.asker.name}</p>
`;
}

function problemSection({ view, problems }: EntityData, now: Date): Section | null {
  if (problems.length === 0) return null;
  const body = drawProblems(problems, { view, now, without: 'ref' });
  return { id: 'problems', title: 'Problems', count: problems.length, body };
}

function drawSection({ id, title, body }: Section): Html {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>`;
}
