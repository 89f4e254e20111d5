import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import type { LoadedLibrary } from '../../../scorecards/library.ts';
import { counted } from '../words.ts';

const SHOWN = 20;

/** What is wrong with files of scorecards and initiatives; nothing where all are well. */
export function drawLibraryProblems({ problems }: Pick<LoadedLibrary, 'problems'>): Html {
  const all = problems.flatMap(({ file, url, problems }) =>
    problems.map((problem) => ({ file, url, ...problem })),
  );
  if (all.length === 0) return nothing;
  const left = all.length - SHOWN;
  return html`<section class="warnings" aria-label="Problems of files"><p><strong>${counted(all.length, 'problem')} in files of scorecards.</strong> A file with mistakes says what it said before.</p>
<ul>${all.slice(0, SHOWN).map(({ file, url, line, message }) => {
    const place = `${file}${line === null ? '' : `:${line}`}`;
    const safe = url === null ? null : safeUrl(url);
    return html`<li>${safe ? html`<a href="${safe}" rel="noreferrer">${place}</a>` : html`<code>${place}</code>`} ${message}</li>`;
  })}${left > 0 ? html`<li>and ${left} more</li>` : nothing}</ul></section>`;
}
