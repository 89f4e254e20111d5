import type { Checkboxes, RadioButtons } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { fieldId, labelling, type Placed, wrapped } from './element.ts';
import { drawText } from './text.ts';

/** Checkboxes and radio buttons: texts and descriptions may be mrkdwn. */
export function drawChoices(element: Checkboxes | RadioButtons, placed: Placed): Html {
  const isMany = element.type === 'checkboxes';
  const chosen = isMany
    ? (element.initial_options ?? []).map(({ value }) => value)
    : [element.initial_option?.value];
  const name = fieldId(element, placed);
  const choices = element.options.map(
    (option) => html`<label class="choice">
      <input type="${isMany ? 'checkbox' : 'radio'}" name="${name}" value="${option.value ?? ''}" data-choice ${chosen.includes(option.value) ? html`checked` : ''}>
      <span><span class="text">${drawText(option.text, placed.stage)}</span>${
        option.description &&
        html`<span class="muted">${drawText(option.description, placed.stage)}</span>`
      }</span>
    </label>`,
  );
  return wrapped(
    element,
    placed,
    html`<span class="choices" role="${isMany ? 'group' : 'radiogroup'}" ${labelling(element, placed, isMany ? 'Choices' : 'Choose one')}>${choices}</span>`,
  );
}
