import type { View } from '@slack/types';
import type { ViewState } from '../slack/model.ts';
import type { FieldValue } from './requests.ts';
import { momentOf } from './times.ts';

type Option = { value?: string; text: unknown };
type Stateful = {
  type: string;
  action_id?: string;
  options?: Option[];
  option_groups?: { options: Option[] }[];
  initial_option?: Option;
  initial_options?: Option[];
};

/**
 * `view.state.values` as Slack sends it, from what stands in the fields of a modal. Only elements the view has count;
 * one without an entry is empty. `tz` gives a date and time its moment.
 */
export function stateOf(view: Pick<View, 'blocks'>, fields: FieldValue[], tz: string): ViewState {
  const state: ViewState = {};
  for (const { blockId, element } of statefulIn(view.blocks)) {
    // Slack names an element that was sent without an action id.
    const actionId = element.action_id ?? `${blockId}-action`;
    const values =
      fields.find(({ block, action }) => block === blockId && action === actionId)?.values ?? [];
    const content = contentOf(element, values, tz);
    if (content) {
      state[blockId] = { ...state[blockId], [actionId]: { type: element.type, ...content } };
    }
  }
  return state;
}

/** The value an action carries where its element is changed outside a form: a date and time becomes its moment. */
export function actionValue(type: string, value: string, tz: string): string {
  return type === 'datetimepicker' ? String(momentOf(value, tz) ?? '') : value;
}

/** Elements with a value of their own, wherever in the blocks they stand. */
function statefulIn(blocks: readonly unknown[]): { blockId: string; element: Stateful }[] {
  return blocks.flatMap((each) => {
    const block = each as {
      block_id?: string;
      element?: Stateful;
      accessory?: Stateful;
      elements?: Stateful[];
      child_blocks?: unknown[];
    };
    const elements = [block.element, block.accessory, ...(block.elements ?? [])];
    return [
      ...elements
        .filter((element) => element !== undefined)
        .map((element) => ({ blockId: block.block_id ?? '', element })),
      ...statefulIn(block.child_blocks ?? []),
    ];
  });
}

function contentOf(
  element: Stateful,
  values: FieldValue['values'],
  tz: string,
): Record<string, unknown> | null {
  const one = values[0]?.value || null;
  const all = values.map(({ value }) => value);
  const picked = values.map((value) => optionOf(element, value));
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { value: one };
    case 'rich_text_input':
      return { rich_text_value: one === null ? null : richText(one) };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { selected_option: picked[0] ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { selected_options: picked };
    case 'users_select':
      return { selected_user: one };
    case 'multi_users_select':
      return { selected_users: all };
    case 'channels_select':
      return { selected_channel: one };
    case 'multi_channels_select':
      return { selected_channels: all };
    case 'conversations_select':
      return { selected_conversation: one };
    case 'multi_conversations_select':
      return { selected_conversations: all };
    case 'datepicker':
      return { selected_date: one };
    case 'timepicker':
      return { selected_time: one };
    case 'datetimepicker':
      return { selected_date_time: one === null ? null : momentOf(one, tz) };
    case 'file_input':
      return { files: [] };
    default:
      return null;
  }
}

/** The option as the view declares it; one that came from outside is made from the words it showed. */
function optionOf(element: Stateful, { value, text }: FieldValue['values'][number]): unknown {
  const declared = [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap(({ options }) => options),
    ...(element.initial_option ? [element.initial_option] : []),
    ...(element.initial_options ?? []),
  ];
  return (
    declared.find((option) => option.value === value) ?? {
      text: { type: 'plain_text', text, emoji: true },
      value,
    }
  );
}

function richText(text: string): unknown {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}
