import { type Element, elementsOf, initialValue, isEmpty } from './elements.ts';
import type { OpenView, ViewState } from './model.ts';

/** `view.state.values` with what was entered over what the elements held at first. */
export function formValues(blocks: readonly unknown[], entered: ViewState): ViewState {
  const values: ViewState = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const initial = initialValue(element);
    if (!initial) continue;
    values[blockId] ??= {};
    const given = entered[blockId]?.[element.action_id];
    values[blockId][element.action_id] = { ...initial, ...(given as object | undefined) };
  }
  return values;
}

/** What Slack's own client says before it sends a form: by block id, empty when the form may go. */
export function clientErrors(open: OpenView, values: ViewState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, isInput, isOptional, element } of elementsOf(open.view.blocks)) {
    if (!isInput) continue;
    const value = (values[blockId]?.[element.action_id] ?? {}) as Record<string, unknown>;
    const complaint = isEmpty(value)
      ? !isOptional && 'Please complete this required field.'
      : complaintOf(element, value['value']);
    if (complaint) errors[blockId] = complaint;
  }
  return errors;
}

function complaintOf(element: Element, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const min = Number(element['min_length'] ?? 0);
  const max = Number(element['max_length'] ?? 3000);
  switch (element.type) {
    case 'plain_text_input':
      if (value.length < min) return `Please enter at least ${min} characters.`;
      return value.length > max ? `Please enter no more than ${max} characters.` : null;
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
        ? null
        : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value) ? null : 'Please enter a valid URL.';
    case 'number_input':
      return numberComplaint(element, value);
    default:
      return null;
  }
}

function numberComplaint(element: Element, value: string): string | null {
  const number = Number(value);
  if (Number.isNaN(number)) return 'Please enter a number.';
  if (!element['is_decimal_allowed'] && !Number.isInteger(number)) {
    return 'Please enter a whole number.';
  }
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && number < Number(min)) return `Please enter a number of ${min} or more.`;
  if (max !== undefined && number > Number(max)) return `Please enter a number of ${max} or less.`;
  return null;
}
