import { z } from 'zod';
import { labelOf } from '../../catalog/labels.ts';
import { type CatalogProblem, PROBLEM_KINDS, type ProblemKind } from '../../catalog/problems.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { PROBLEMS, placeOf, webUrlOf } from './paths.ts';
import { drawProblems, PROBLEM_WORDS } from './problem-list.ts';
import { counted, entityLink, numeral } from './words.ts';

export const PROBLEMS_A_PAGE = 100;

export type ProblemQuery = { kind: ProblemKind | null; owner: string | null; page: number };

const Query = z.object({
  kind: z.enum(PROBLEM_KINDS).nullable().catch(null),
  owner: z.string().min(1).max(200).toLowerCase().nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** What `?owner=` says for problems that nobody is known to own. */
export const NOBODY = 'nobody';

export function readProblemQuery(params: URLSearchParams): ProblemQuery {
  const given = (name: string) => params.get(name) || null;
  return Query.parse({ kind: given('kind'), owner: given('owner'), page: given('page') ?? 1 });
}

function problemsUrl({ kind, owner, page }: ProblemQuery): string {
  const params = new URLSearchParams();
  if (kind) params.set('kind', kind);
  if (owner) params.set('owner', owner);
  if (page > 1) params.set('page', String(page));
  const said = params.toString();
  return said ? `${PROBLEMS}?${said}` : PROBLEMS;
}

type Placed = Pick<CatalogProblem, 'kind' | 'owner' | 'location'>;

/** The problems of a query, in the order they are read: by owner, then by file. */
export function chosenProblems<Problem extends Placed>(
  view: CatalogView,
  all: readonly Problem[],
  { kind, owner }: ProblemQuery,
): Problem[] {
  const chosen = all.filter(
    (problem) =>
      (!kind || problem.kind === kind) && (!owner || (problem.owner ?? NOBODY) === owner),
  );
  // What nobody is known to own comes last; it is the platform's to sort out.
  const rank = (problem: Problem) =>
    problem.owner ? `0 ${labelOf(view, problem.owner).toLowerCase()}` : '1';
  const keyed = chosen.map((problem) => ({ problem, rank: rank(problem) }));
  keyed.sort((a, b) => (a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1));
  return keyed.map(({ problem }) => problem);
}

export type ProblemsPage = {
  view: CatalogView;
  now: Date;
  query: ProblemQuery;
  /** Every problem there is: for the counts beside the filters. */
  all: readonly Placed[];
  total: number;
  shown: readonly CatalogProblem[];
};

/** Everything that is wrong, by whom it concerns and by file, with what to do about each. */
export function drawProblemsPage(page: ProblemsPage): Html {
  const { all, query } = page;
  const isNarrowed = query.kind !== null || query.owner !== null;
  return html`<div class="problems-page">
<h1>Problems</h1>
<p class="lead">What descriptors get wrong, whom it concerns, and what puts it right.</p>
${all.length === 0 ? html`<p class="all-well">Nothing is wrong in the catalog.</p>` : drawFound(page, isNarrowed)}
</div>`;
}

function drawFound(page: ProblemsPage, isNarrowed: boolean): Html {
  const { view, query, total, shown, now } = page;
  const owners = [...Map.groupBy(shown, ({ owner }) => owner ?? NOBODY)];
  return html`<div class="results">
<aside class="facets" aria-label="Filters"><h2 class="only-read">Filters</h2><details class="fold"><summary>Filters</summary>${drawFilters(page)}</details></aside>
<section class="found" aria-label="Problems"><div class="found-head"><h2>${counted(total, 'problem')}</h2>${isNarrowed ? html`<a class="quiet" href="${PROBLEMS}">All problems</a>` : nothing}</div>
${owners.map(([owner, list]) => drawOwner({ view, now }, owner, list))}
${drawPaging(query, total)}</section></div>`;
}

function drawOwner(
  { view, now }: { view: CatalogView; now: Date },
  owner: string,
  list: readonly CatalogProblem[],
): Html {
  const files = [...Map.groupBy(list, ({ location }) => location)];
  const title = owner === NOBODY ? html`No owner is known` : entityLink(view, owner);
  return html`<section class="problem-owner"><h3>${title}</h3>
${files.map(([location, problems]) => html`<section class="problem-file"><h4>${drawFile(location)}</h4>${drawProblems(problems, { view, now, without: 'place' })}</section>`)}</section>`;
}

function drawFile(location: string): Html {
  const url = webUrlOf(location);
  const place = placeOf(location);
  return url && safeUrl(url) ? html`<a href="${url}">${place}</a>` : html`${place}`;
}

function drawFilters({ view, all, query }: ProblemsPage): Html {
  const kinds = countsOf(
    all,
    query.owner ? ({ owner }) => (owner ?? NOBODY) === query.owner : null,
    ({ kind }) => kind,
  );
  const owners = countsOf(
    all,
    query.kind ? ({ kind }) => kind === query.kind : null,
    ({ owner }) => owner ?? NOBODY,
  );
  const wordsOf = (owner: string) =>
    owner === NOBODY ? 'No owner is known' : labelOf(view, owner);
  const kindUrl = (kind: string) =>
    problemsUrl({ ...query, page: 1, kind: query.kind === kind ? null : (kind as ProblemKind) });
  const ownerUrl = (owner: string) =>
    problemsUrl({ ...query, page: 1, owner: query.owner === owner ? null : owner });
  return html`<section class="facet"><h3>What</h3><ul>${kinds.map(([kind, count]) => drawValue(PROBLEM_WORDS[kind as ProblemKind], count, kindUrl(kind), query.kind === kind))}</ul></section>
<section class="facet"><h3>Whose</h3><ul class="tall">${owners.map(([owner, count]) => drawValue(wordsOf(owner), count, ownerUrl(owner), query.owner === owner))}</ul></section>`;
}

function countsOf(
  all: readonly Placed[],
  fits: ((problem: Placed) => boolean) | null,
  keyOf: (problem: Placed) => string,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const problem of all)
    if (!fits || fits(problem)) counts.set(keyOf(problem), (counts.get(keyOf(problem)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function drawValue(words: string, count: number, url: string, isChosen: boolean): Html {
  return html`<li><a class="value" href="${url}"${isChosen ? html` aria-current="true"` : nothing}><span class="box" aria-hidden="true"></span><span class="value-name">${words}</span><span class="value-count">${numeral(count)}</span></a></li>`;
}

function drawPaging(query: ProblemQuery, total: number): Html {
  const last = Math.ceil(total / PROBLEMS_A_PAGE);
  if (last <= 1) return nothing;
  const from = (query.page - 1) * PROBLEMS_A_PAGE + 1;
  const to = Math.min(total, query.page * PROBLEMS_A_PAGE);
  const step = (page: number, words: string) =>
    page >= 1 && page <= last
      ? html`<a class="button" href="${problemsUrl({ ...query, page })}">${words}</a>`
      : html`<span class="button" aria-disabled="true">${words}</span>`;
  return html`<nav class="paging" aria-label="Pages">${step(query.page - 1, '← Previous')}<span>${numeral(from)}–${numeral(to)} of ${numeral(total)}</span>${step(query.page + 1, 'Next →')}</nav>`;
}
