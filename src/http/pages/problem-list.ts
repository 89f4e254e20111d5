import type { CatalogProblem, ProblemKind } from '../../catalog/problems.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { type Html, html, nothing, safeUrl } from '../../html.ts';
import { lineUrlOf, placeOf } from './paths.ts';
import { entityLink, lasting } from './words.ts';

export const PROBLEM_WORDS: Record<ProblemKind, string> = {
  invalid: 'Cannot be used',
  warning: 'Looks wrong',
  duplicate: 'Stated twice',
  dangling: 'Leads to nothing',
  'no-owner': 'Owner does not exist',
  orphan: 'Without a source',
  unreadable: 'Cannot be read',
  codeowners: 'Skipped by GitHub',
};

type Shown = {
  view: CatalogView;
  now: Date;
  /** What everybody sees already, because all of the list shares it. */
  without: 'ref' | 'place';
};

/** Problems one below another, each with where it is and what to do. */
export function drawProblems(problems: readonly CatalogProblem[], shown: Shown): Html {
  return html`<ul class="problems">${problems.map((problem) => drawProblem(problem, shown))}</ul>`;
}

function drawProblem(problem: CatalogProblem, { view, now, without }: Shown): Html {
  const { kind, severity, ref, message, nextStep, since } = problem;
  const about = ref && without !== 'ref' ? html`${entityLink(view, ref)} · ` : nothing;
  return html`<li class="problem"><span class="severity severity-${severity}">${PROBLEM_WORDS[kind]}</span>
<div><p class="problem-words">${withCode(message)}</p>
${nextStep ? html`<p class="next-step">${withCode(nextStep)}</p>` : nothing}
<p class="under">${about}${drawPlace(problem, without)}${since ? html` · ${lasting(new Date(since), now)}` : nothing}</p></div></li>`;
}

function drawPlace(
  { location, line, column, path }: CatalogProblem,
  without: Shown['without'],
): Html {
  const at = line === null ? '' : `line ${line}${column === null ? '' : `, column ${column}`}`;
  const file =
    without === 'place' ? at || 'the file' : [placeOf(location), at].filter(Boolean).join(', ');
  const url = lineUrlOf(location, line);
  const place = url && safeUrl(url) ? html`<a href="${url}">${file}</a>` : html`${file}`;
  return html`${place}${path ? html` · <code>${path}</code>` : nothing}`;
}

/** Sentences of the catalog set names in backticks. */
function withCode(text: string): Html {
  const parts = text.split('`');
  // An odd one is no pair: then it is only a sign.
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
