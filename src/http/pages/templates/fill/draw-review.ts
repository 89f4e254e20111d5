import type { CatalogView } from '../../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../../html.ts';
import type { Field } from '../../../../scaffolder/form/form.ts';
import { readRepoUrl } from '../../../../scaffolder/form/repo-url.ts';
import type { Json } from '../../../../scaffolder/json.ts';
import type { DryRun } from '../../../../scaffolder/scaffolder.ts';
import { entityLink } from '../../words.ts';
import { textOf } from './draw-field.ts';
import { drawHidden, drawProgress, drawWrong, type Filling } from './draw-page.ts';
import { drawDryRun } from './dry-run.ts';
import { SECRET } from './posted.ts';

export type ReviewView = {
  view: CatalogView;
  pages: readonly {
    title: string;
    url: string;
    rows: readonly { field: Field; value: Json | undefined }[];
  }[];
  secrets: readonly { field: Field; id: string; errors: readonly string[] }[];
  /** Why whoever looks cannot have it made; null where they can. */
  hint: string | null;
  /** Who is asked before it runs, in words. */
  approval: string | null;
  tried: DryRun | null;
};

/** What was filled in, once more; the secrets, which are kept nowhere; and what can be done with it. */
export function drawReview(filling: Filling, review: ReviewView): Html {
  const { labels, title } = filling.template;
  return html`<div id="fill">${drawProgress(filling.steps)}
<form class="fill" method="post" action="${filling.action}" novalidate data-review>
${drawHidden(filling)}
<h2>Review</h2>
${drawWrong(filling.wrong)}
${review.pages.map(drawPage(review.view))}
${review.secrets.length > 0 ? html`<section class="secrets"><h3>Secrets</h3><p class="field-help">They go to the steps that need them and are forgotten when the run ends. Nothing typed here is kept when you leave this page.</p>${review.secrets.map(drawSecret)}</section>` : nothing}
${review.approval ? html`<p class="pending">${review.approval}</p>` : nothing}
${review.hint ? html`<p class="hint">${review.hint}</p>` : nothing}
<p class="buttons">${review.hint ? nothing : html`<button class="first" type="submit" name="do" value="create">${labels.create ?? 'Create'}</button> <button type="submit" name="do" value="try" data-try>Dry run</button>`} <button type="submit" name="do" value="back">${labels.back ?? 'Back'}</button></p>
</form>
<div id="tried" aria-live="polite">${review.tried ? drawDryRun(review.tried, { title, view: review.view }) : nothing}</div></div>`;
}

function drawPage(view: CatalogView) {
  return ({ title, url, rows }: ReviewView['pages'][number]): Html => {
    const shown = rows.filter(({ field }) => !field.isHidden && field.input.kind !== 'note');
    if (shown.length === 0) return nothing;
    return html`<section class="review"><h3>${title} <a class="change" href="${url}">Change<span class="only-read"> ${title}</span></a></h3>
<dl>${shown.map(({ field, value }) => html`<div><dt>${field.title}</dt><dd>${drawValue(field, value, view)}</dd></div>`)}</dl></section>`;
  };
}

function drawValue({ input }: Field, value: Json | undefined, view: CatalogView): Html {
  if (value === undefined) return html`<span class="none">Nothing</span>`;
  if (typeof value === 'boolean') return html`${value ? 'Yes' : 'No'}`;
  if (input.kind === 'choice') {
    const chosen = input.options.find(
      (option) => JSON.stringify(option.value) === JSON.stringify(value),
    );
    return html`${chosen?.label ?? textOf(value)}`;
  }
  if (input.kind === 'text' && input.isConcealed) return html`••••`;
  if (input.kind === 'repository') return html`${repositoryWords(textOf(value))}`;
  const list = Array.isArray(value) ? value : [value];
  if (input.kind === 'entity')
    return html`${list.map((one, at) => html`${at > 0 ? ', ' : nothing}${typeof one === 'string' && view.get(one) ? entityLink(view, one) : textOf(one)}`)}`;
  if (input.kind === 'structure' || (input.kind === 'text' && input.isLong))
    return html`<span class="lines">${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</span>`;
  return html`${list.map(textOf).join(', ')}`;
}

/** `acme/refunds on github.com`. */
function repositoryWords(value: string): string {
  const said = readRepoUrl(value);
  return said ? `${said.owner ? `${said.owner}/` : ''}${said.repo} on ${said.host}` : value;
}

function drawSecret({ field, id, errors }: ReviewView['secrets'][number]): Html {
  const { title, help, isRequired, path } = field;
  const about = [help && `${id}-help`, errors.length > 0 && `${id}-wrong`].filter(Boolean);
  return html`<div class="field"><label for="${id}">${title}${isRequired ? nothing : html` <span class="optional">optional</span>`}</label>${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}${errors.length > 0 ? html`<p class="field-wrong" id="${id}-wrong">${errors.join(' ')}</p>` : nothing}<input type="password" id="${id}" name="${SECRET}${path.at(-1) ?? ''}" autocomplete="off"${about.length > 0 ? html` aria-describedby="${about.join(' ')}"` : nothing}${errors.length > 0 ? html` aria-invalid="true"` : nothing}></div>`;
}
