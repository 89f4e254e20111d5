import type { State } from './state.ts';

/** An interactive element as it stands in a block; read loosely, because the checker has already looked at it. */
export type Element = {
  type: string;
  action_id: string;
  [key: string]: unknown;
};

export type Placed = { blockId: string; isInput: boolean; isOptional: boolean; element: Element };

/** Every interactive element of these blocks: in inputs, actions, accessories, cards and containers. */
export function elementsOf(blocks: readonly unknown[]): Placed[] {
  return (blocks as Record<string, unknown>[]).flatMap((block) => {
    const blockId = String(block['block_id'] ?? '');
    const isInput = block['type'] === 'input';
    // Containers hold blocks; a carousel holds cards.
    const nested = [
      ...list(block['child_blocks']),
      ...list(block['elements']).filter(({ type }) => type === 'card'),
    ];
    const own = [
      block['element'],
      block['accessory'],
      ...list(block['actions']),
      ...list(block['elements']),
    ].filter((element): element is Element => isElement(element));
    return [
      ...own.map((element) => ({
        blockId,
        isInput,
        isOptional: block['optional'] === true,
        element: element.action_id ? element : { ...element, action_id: `${blockId}-action` },
      })),
      ...elementsOf(nested),
    ];
  });
}

const MULTIPLE = /^(multi_|checkboxes)/;

/** The value of an element as Slack sends it in `state.values` and in an action, once a person picked or typed `value`. */
export function entered(
  state: State,
  element: Element,
  value: string | string[] | undefined,
): Record<string, unknown> {
  const values = value === undefined ? [] : [value].flat();
  const first = values[0] ?? null;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type: element.type, value: first === '' ? null : first };
    case 'datepicker':
      return { type: element.type, selected_date: first };
    case 'timepicker':
      return { type: element.type, selected_time: first };
    case 'datetimepicker':
      return { type: element.type, selected_date_time: first === null ? null : Number(first) };
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return { type: element.type, [`selected_${subject(element.type)}`]: first };
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return { type: element.type, [`selected_${subject(element.type)}s`]: values };
    case 'rich_text_input':
      return { type: element.type, rich_text_value: first === null ? null : richText(first) };
    case 'file_input':
      return { type: element.type, files: values.map((id) => ({ id })) };
    default: {
      const picked = values.map((one) => optionOf(state, element, one));
      return MULTIPLE.test(element.type)
        ? { type: element.type, selected_options: picked }
        : { type: element.type, selected_option: picked[0] ?? null };
    }
  }
}

/** What an element holds before anybody touched it. */
export function initialValue(element: Element): Record<string, unknown> | null {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element['initial_value'] ?? null };
    case 'datepicker':
      return { type, selected_date: element['initial_date'] ?? null };
    case 'timepicker':
      return { type, selected_time: element['initial_time'] ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element['initial_date_time'] ?? null };
    case 'users_select':
    case 'channels_select':
    case 'conversations_select':
      return { type, [`selected_${subject(type)}`]: element[`initial_${subject(type)}`] ?? null };
    case 'multi_users_select':
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return { type, [`selected_${subject(type)}s`]: element[`initial_${subject(type)}s`] ?? [] };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element['initial_option'] ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element['initial_options'] ?? [] };
    case 'rich_text_input':
      return { type, rich_text_value: element['initial_value'] ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      // Buttons and menus hold nothing.
      return null;
  }
}

/** Whether a value, as it stands in `state.values`, is nothing. */
export function isEmpty(value: Record<string, unknown>): boolean {
  return Object.entries(value).every(
    ([key, part]) =>
      key === 'type' ||
      part === null ||
      part === undefined ||
      (typeof part === 'string' && part.trim() === '') ||
      (Array.isArray(part) && part.length === 0),
  );
}

/** The options an element offers, those in groups too. */
function optionsOf(element: Element): Record<string, unknown>[] {
  const groups = list(element['option_groups']).flatMap((group) => list(group['options']));
  return [...list(element['options']), ...groups];
}

function optionOf(state: State, element: Element, value: string): unknown {
  const offered = [
    ...optionsOf(element),
    ...((state.offered.get(element.action_id) ?? []) as Record<string, unknown>[]),
    ...list(element['initial_options']),
    ...list([element['initial_option']]),
  ];
  const option = offered.find((known) => known['value'] === value);
  if (!option) throw new Error(`${element.action_id} offers no option "${value}".`);
  return option;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((item) => typeof item === 'object' && item !== null)
    : [];
}

function isElement(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    !NOT_INTERACTIVE.has(String(value.type))
  );
}

const NOT_INTERACTIVE = new Set([
  'image',
  'plain_text',
  'mrkdwn',
  'card',
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
]);

function subject(type: string): string {
  return type.replace(/^multi_/, '').replace(/s_select$/, '');
}

function richText(text: string): unknown {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: 'rich_text', elements: [section] };
}
