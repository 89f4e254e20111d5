import type { Confirm } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { domId, type Stage } from './stage.ts';
import { drawText } from './text.ts';

/** An element's place: its block, and in an input block also what labels and explains it. */
export type Placed = {
  stage: Stage;
  blockId: string;
  input?: {
    label: string;
    isRequired: boolean;
    describedBy: string;
    isInvalid: boolean;
    /** Whether a change is told to the app at once. */
    isDispatched: boolean;
  };
};

type Wrapped = { type: string; action_id?: string; confirm?: Confirm };

/** The element with the names its actions go by, which the page's script reads, and the question to ask before. */
export function wrapped(element: Wrapped, placed: Placed, drawn: Html, more: Html = html``): Html {
  const isQuiet = placed.input && !placed.input.isDispatched;
  return html`<span class="element kind-${element.type}" data-element="${element.type}" data-block="${placed.blockId}" data-action="${actionId(element, placed)}" ${isQuiet ? html`data-quiet` : ''} ${more}>${drawn}${
    element.confirm && confirmation(element.confirm, placed.stage)
  }</span>`;
}

/** Slack names an element that was sent without an action id. */
export function actionId(element: { action_id?: string }, placed: Placed): string {
  return element.action_id ?? `${placed.blockId}-action`;
}

/** The id of what a label points at. */
export function fieldId(element: { action_id?: string }, placed: Placed): string {
  return domId(placed.stage, placed.blockId, actionId(element, placed), 'field');
}

/** The attributes that tie a control to its label, hint and error, or name it where it stands alone. */
export function labelling(element: { action_id?: string }, placed: Placed, name: string): Html {
  const id = fieldId(element, placed);
  const { input } = placed;
  if (!input) return html`id="${id}" aria-label="${name}"`;
  return html`id="${id}" aria-label="${input.label}" aria-describedby="${input.describedBy}" ${
    input.isInvalid ? html`aria-invalid="true"` : ''
  } ${input.isRequired ? html`aria-required="true"` : ''}`;
}

function confirmation(confirm: Confirm, stage: Stage): Html {
  // Without words of its own a dialog says "Are you sure?", "Yes" and "Cancel".
  const title = confirm.title ? plain(confirm.title.text, confirm.title) : 'Are you sure?';
  return html`<template data-confirm>
    <h2>${title}</h2>
    <div class="text">${drawText(confirm.text, stage)}</div>
    <div class="buttons">
      <button type="button" class="button" value="deny">${confirm.deny?.text ?? 'Cancel'}</button>
      <button type="button" class="button ${confirm.style === 'danger' ? 'danger' : 'primary'}" value="confirm">${confirm.confirm?.text ?? 'Yes'}</button>
    </div>
  </template>`;
}
