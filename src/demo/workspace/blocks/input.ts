import type { InputBlock } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { fieldId, type Placed } from './element.ts';
import { drawElement } from './elements.ts';
import { domId, type Stage } from './stage.ts';

/** A labelled field of a modal or the Home tab, with its hint and what was wrong with it. */
export function drawInput(block: InputBlock, stage: Stage): Html {
  const blockId = block.block_id ?? '';
  const error = stage.errors[blockId];
  const hintId = domId(stage, blockId, 'hint');
  const errorId = domId(stage, blockId, 'error');
  const placed: Placed = {
    stage,
    blockId,
    input: {
      label: block.label.text,
      isRequired: !block.optional,
      describedBy: block.hint ? `${hintId} ${errorId}` : errorId,
      isInvalid: error !== undefined,
      isDispatched: block.dispatch_action ?? false,
    },
  };
  return html`<div class="block input ${error === undefined ? '' : 'invalid'}" data-input="${blockId}">
    <label for="${fieldId(block.element, placed)}">${plain(block.label.text, block.label)}${block.optional ? html` <span class="muted">(optional)</span>` : ''}</label>
    ${drawElement(block.element, placed)}
    <p class="error" id="${errorId}" ${error === undefined ? html`hidden` : html`role="alert"`}>${error ?? ''}</p>
    ${block.hint ? html`<p class="hint" id="${hintId}">${plain(block.hint.text, block.hint)}</p>` : ''}
  </div>`;
}
