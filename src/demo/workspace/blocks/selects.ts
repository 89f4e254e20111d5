import type { MultiSelect, PlainTextOption, Select } from '@slack/types';
import { type Html, html } from '../../../html.ts';
import { plain } from '../mrkdwn.ts';
import { icon } from '../pages/icons.ts';
import { actionId, labelling, type Placed, wrapped } from './element.ts';
import { domId, type Stage } from './stage.ts';

type Offered = { value: string; text: string; description?: string; group?: string };

/** A select as a combobox with typeahead; one with options from outside asks the app while the person types. */
export function drawSelect(element: Select | MultiSelect, placed: Placed): Html {
  const isMany = element.type.startsWith('multi_');
  const isExternal = element.type.endsWith('external_select');
  const chosen = chosenIn(element, placed.stage);
  const list = domId(placed.stage, placed.blockId, actionId(element, placed), 'list');
  const placeholder = element.placeholder?.text ?? (isMany ? 'Choose' : 'Choose one');
  const least = 'min_query_length' in element ? (element.min_query_length ?? 3) : 3;
  const most = 'max_selected_items' in element ? element.max_selected_items : undefined;
  const only = isMany ? undefined : chosen[0];
  const options = isExternal ? [] : offeredBy(element, placed.stage);
  return wrapped(
    element,
    placed,
    html`<span class="combo">
      <span class="chips">${isMany ? chosen.map(chip) : ''}</span>
      <input role="combobox" type="text" aria-autocomplete="list" aria-expanded="false" aria-controls="${list}" autocomplete="off" spellcheck="false" placeholder="${placeholder}" value="${only?.text ?? ''}" ${labelling(element, placed, placeholder)} ${element.focus_on_load ? html`autofocus` : ''}>
      ${icon('chevron')}
      <span class="listbox" id="${list}" role="listbox" aria-label="${placeholder}" popover="manual">${options.map((option, at) => drawOffered(option, options[at - 1]?.group, `${list}--${at}`))}</span>
    </span>`,
    html`data-selected="${JSON.stringify(chosen.map(({ value, text }) => ({ value, text })))}" ${isMany ? html`data-many` : ''} ${isExternal ? html`data-external="${least}"` : ''} ${most ? html`data-most="${most}"` : ''}`,
  );
}

function chip(option: Offered): Html {
  return html`<button type="button" class="chip" data-remove="${option.value}" aria-label="Remove ${option.text}">${option.text}<span aria-hidden="true">×</span></button>`;
}

function drawOffered(option: Offered, groupBefore: string | undefined, id: string): Html {
  const isNewGroup = option.group && option.group !== groupBefore;
  return html`${isNewGroup && html`<span class="group" role="presentation">${option.group}</span>`}
    <span role="option" id="${id}" aria-selected="false" data-value="${option.value}" data-text="${option.text}"><span>${option.text}</span>${
      option.description && html`<span class="muted">${plain(option.description)}</span>`
    }</span>`;
}

function ofOption(option: PlainTextOption, group?: string): Offered {
  return {
    value: option.value ?? '',
    text: option.text.text,
    ...(option.description && { description: option.description.text }),
    ...(group !== undefined && { group }),
  };
}

function people(stage: Stage): Offered[] {
  return stage.people.map(({ id, name }) => ({ value: id, text: name }));
}

function channels(stage: Stage): Offered[] {
  return stage.channels.map(({ id, name }) => ({ value: id, text: `#${name}` }));
}

function offeredBy(element: Select | MultiSelect, stage: Stage): Offered[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return element.option_groups
        ? element.option_groups.flatMap(({ label, options }) =>
            options.map((option) => ofOption(option, label.text)),
          )
        : (element.options ?? []).map((option) => ofOption(option));
    case 'users_select':
    case 'multi_users_select':
      return people(stage);
    case 'channels_select':
    case 'multi_channels_select':
    case 'conversations_select':
    case 'multi_conversations_select':
      return channels(stage);
    case 'external_select':
    case 'multi_external_select':
      return [];
  }
}

function chosenIn(element: Select | MultiSelect, stage: Stage): Offered[] {
  const known = (offered: Offered[], ids: (string | undefined)[]) =>
    ids
      .filter((id) => id !== undefined)
      .map((id) => offered.find(({ value }) => value === id) ?? { value: id, text: id });
  switch (element.type) {
    case 'static_select':
    case 'external_select':
      return element.initial_option ? [ofOption(element.initial_option)] : [];
    case 'multi_static_select':
    case 'multi_external_select':
      return (element.initial_options ?? []).map((option) => ofOption(option));
    case 'users_select':
      return known(people(stage), [element.initial_user]);
    case 'multi_users_select':
      return known(people(stage), element.initial_users ?? []);
    case 'channels_select':
      return known(channels(stage), [element.initial_channel]);
    case 'multi_channels_select':
      return known(channels(stage), element.initial_channels ?? []);
    case 'conversations_select':
      return known(channels(stage), [element.initial_conversation]);
    case 'multi_conversations_select':
      return known(channels(stage), element.initial_conversations ?? []);
  }
}
