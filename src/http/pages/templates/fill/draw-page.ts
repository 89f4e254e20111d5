import { type Html, html, nothing } from '../../../../html.ts';
import type { FormError } from '../../../../scaffolder/form/form.ts';
import type { Template } from '../../../../scaffolder/template.ts';
import { drawField, type FieldView } from './draw-field.ts';

/** Where somebody is in a form. */
export type Step = { title: string; url: string | null; isCurrent: boolean };

export type Filling = {
  template: Template;
  /** Where the form is sent. */
  action: string;
  draft: string;
  /** Of the form, counted from 0. */
  page: number;
  steps: readonly Step[];
  /** What is wrong, with where it can be put right. */
  wrong: readonly Wrong[];
};
export type Wrong = { message: string; url: string; isWarning: boolean };

export type PageView = {
  title: string | null;
  description: string | null;
  fields: readonly FieldView[];
  isFirst: boolean;
  isLast: boolean;
};

/** One page of a form. It is one part of the page, which the script exchanges when a field brings others. */
export function drawFormPage(filling: Filling, view: PageView): Html {
  const { labels } = filling.template;
  const next = view.isLast ? (labels.review ?? 'Review') : 'Next';
  return html`<div id="fill">${drawProgress(filling.steps)}
<form class="fill" method="post" action="${filling.action}" novalidate data-fill>
${drawHidden(filling)}
<button class="only-read" type="submit" name="do" value="next" tabindex="-1" aria-hidden="true">${next}</button>
<h2>${view.title ?? 'What it is to be'}</h2>
${view.description ? html`<p class="field-help">${view.description}</p>` : nothing}
${drawWrong(filling.wrong)}
${view.fields.filter(({ field }) => !field.isHidden).map(drawField)}
<p class="buttons"><button class="first" type="submit" name="do" value="next">${next}</button>${view.isFirst ? nothing : html` <button type="submit" name="do" value="back">${labels.back ?? 'Back'}</button>`}</p>
</form></div>`;
}

export function drawHidden({ draft, page }: Pick<Filling, 'draft' | 'page'>): Html {
  return html`<input type="hidden" name="draft" value="${draft}"><input type="hidden" name="page" value="${page}">`;
}

export function drawProgress(steps: readonly Step[]): Html {
  if (steps.length < 2) return nothing;
  return html`<nav class="progress" aria-label="Pages of the form"><ol>${steps.map(
    ({ title, url, isCurrent }, at) =>
      html`<li${isCurrent ? html` aria-current="step"` : nothing}><span class="progress-number" aria-hidden="true">${at + 1}</span> ${url && !isCurrent ? html`<a href="${url}">${title}</a>` : title}</li>`,
  )}</ol></nav>`;
}

/** What is to be put right, each with a way to where it stands. */
export function drawWrong(wrong: readonly Wrong[]): Html {
  const errors = wrong.filter(({ isWarning }) => !isWarning);
  const warnings = wrong.filter(({ isWarning }) => isWarning);
  const list = (all: readonly Wrong[]) =>
    html`<ul>${all.map(({ message, url }) => html`<li><a href="${url}">${message}</a></li>`)}</ul>`;
  return html`${errors.length > 0 ? html`<div class="wrong" role="alert" tabindex="-1" data-focus><h3>${errors.length === 1 ? 'One thing is to be put right' : `${errors.length} things are to be put right`}</h3>${list(errors)}</div>` : nothing}${warnings.length > 0 ? html`<div class="wrong wrong-mild" role="status"><h3>Worth a second look</h3>${list(warnings)}</div>` : nothing}`;
}

/** `Name: is required`, for a list that stands away from the field. */
export function sentence(
  { path, message }: FormError,
  titleOf: (path: readonly string[]) => string | null,
): string {
  const title = titleOf(path);
  return title && !message.includes(title) ? `${title}: ${message}` : message;
}
