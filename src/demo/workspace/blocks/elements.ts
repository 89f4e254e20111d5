import type {
  ActionsBlockElement,
  Button,
  ContextActionsBlockElement,
  FeedbackButtons,
  IconButton,
  InputBlockElement,
  Overflow,
  PlainTextOption,
  SectionBlockAccessory,
  WorkflowButton,
} from '@slack/types';
import { type Html, html, safeUrl } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { icon } from '../pages/icons.ts';
import { drawChoices } from './choices.ts';
import { actionId, type Placed, wrapped } from './element.ts';
import { drawField } from './fields.ts';
import { picture } from './picture.ts';
import { drawSelect } from './selects.ts';
import { domId } from './stage.ts';
import { undrawable } from './text.ts';

export type AnyElement =
  | ActionsBlockElement
  | SectionBlockAccessory
  | InputBlockElement
  | ContextActionsBlockElement;

/** One element of a block: what a person presses, picks or types into. */
export function drawElement(element: AnyElement, placed: Placed): Html {
  switch (element.type) {
    case 'button':
      return drawButton(element, placed);
    case 'workflow_button':
      return drawWorkflowButton(element, placed);
    case 'icon_button':
      return drawIconButton(element, placed);
    case 'feedback_buttons':
      return drawFeedback(element, placed);
    case 'overflow':
      return drawOverflow(element, placed);
    case 'image':
      return picture(element, 'picture', placed.stage);
    case 'checkboxes':
    case 'radio_buttons':
      return drawChoices(element, placed);
    case 'static_select':
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
    case 'users_select':
    case 'multi_users_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'conversations_select':
    case 'multi_conversations_select':
      return drawSelect(element, placed);
    case 'plain_text_input':
    case 'rich_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
    case 'file_input':
      return drawField(element, placed);
    default:
      return undrawable(String((element as { type?: unknown }).type), 'element');
  }
}

function drawButton(button: Button, placed: Placed): Html {
  const label = plain(button.text.text, { emoji: button.text.emoji ?? true });
  const style = button.style === 'primary' || button.style === 'danger' ? button.style : '';
  const url = button.url === undefined ? null : safeUrl(button.url);
  const drawn = url
    ? html`<a class="button ${style}" href="${url}" target="_blank" rel="noopener noreferrer" data-press aria-label="${button.accessibility_label ?? button.text.text}">${label}</a>`
    : html`<button type="button" class="button ${style}" data-press value="${button.value ?? ''}" aria-label="${button.accessibility_label ?? button.text.text}">${label}</button>`;
  return wrapped(button, placed, drawn);
}

function drawWorkflowButton(button: WorkflowButton, placed: Placed): Html {
  return wrapped(
    button,
    placed,
    html`<button type="button" class="button ${button.style === 'primary' || button.style === 'danger' ? button.style : ''}" data-press>${plain(button.text.text, button.text)}</button>`,
  );
}

function drawIconButton(button: IconButton, placed: Placed): Html {
  if (button.visible_to_user_ids && !button.visible_to_user_ids.includes(placed.stage.me)) {
    return html``;
  }
  return wrapped(
    button,
    placed,
    html`<button type="button" class="icon-button" data-press value="${button.value ?? ''}" aria-label="${button.accessibility_label ?? button.text.text}" title="${button.text.text}">${icon(button.icon === 'trash' ? 'trash' : 'dots')}</button>`,
  );
}

function drawFeedback(feedback: FeedbackButtons, placed: Placed): Html {
  const one = (button: FeedbackButtons['positive_button'], name: 'up' | 'down') =>
    html`<button type="button" class="icon-button" data-press value="${button.value}" aria-label="${button.accessibility_label ?? button.text.text}" title="${button.text.text}">${icon(name)}</button>`;
  return wrapped(
    feedback,
    placed,
    html`${one(feedback.positive_button, 'up')}${one(feedback.negative_button, 'down')}`,
  );
}

function drawOverflow(overflow: Overflow, placed: Placed): Html {
  const menu = domId(placed.stage, placed.blockId, actionId(overflow, placed), 'menu');
  const entry = (option: PlainTextOption) => {
    const url = option.url ? safeUrl(option.url) : null;
    const shown = html`<span>${plain(option.text.text, option.text)}</span>${option.description && html`<span class="muted">${plain(option.description.text, option.description)}</span>`}`;
    return url
      ? html`<a role="menuitem" tabindex="-1" href="${url}" target="_blank" rel="noopener noreferrer" data-pick="${option.value ?? ''}">${shown}</a>`
      : html`<button type="button" role="menuitem" tabindex="-1" data-pick="${option.value ?? ''}">${shown}</button>`;
  };
  return wrapped(
    overflow,
    placed,
    html`<button type="button" class="button overflow" data-menu aria-haspopup="menu" aria-expanded="false" aria-controls="${menu}" aria-label="More actions">${icon('dots')}</button>
      <div class="menu" id="${menu}" role="menu" aria-label="More actions" popover="manual">${overflow.options.map(entry)}</div>`,
  );
}
